"""Routes on the desk: what feeds what, and that nothing comes round again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..check import Check
from ..frozen import dataclass
from ..source import Span
from .strips import Strip


@dataclass(frozen=True, slots=True)
class Route:
    """`source` is heard by `target`: a send, a member of a group, or a key of a sidechain. `span` says where."""

    source: str
    target: str
    what: str
    span: Span


def routes(strips: Mapping[str, Strip]) -> Iterator[Route]:
    """Every route, in the order of the text."""
    for strip in strips.values():
        for send in strip.sends:
            yield Route(strip.name, send.bus, "send", send.span)
        for member, span in strip.members:
            yield Route(member, strip.name, "member", span)
        for insert in strip.inserts:
            if insert.key in strips and insert.key_span is not None:  # a drum piece hears nothing
                yield Route(insert.key, strip.name, "key", insert.key_span)


def check_groups(check: Check, strips: Mapping[str, Strip]) -> dict[str, Strip]:
    """The channels with each in one group at most; reports those in two, and groups without members."""
    owner: dict[str, tuple[str, Span]] = {}
    found = dict(strips)
    for strip in strips.values():
        kept = []
        for member, span in strip.members:
            if member in owner:
                group, earlier = owner[member]
                message = f"`{member}` is in two groups, `{group}` and `{strip.name}`"
                help = "let one group hold the other, or leave it out of one"
                check.report("E0623", message, span, "in a second group", help, ((earlier, "first here"),))
            else:
                owner[member] = strip.name, span
                kept.append((member, span))
        found[strip.name] = replace(strip, members=tuple(kept))
    check_empty(check, {name: strip for name, strip in strips.items() if strip.kind == "group"})
    return found


def check_empty(check: Check, groups: Mapping[str, Strip]) -> None:
    """Warns of groups without members."""
    for strip in groups.values():
        if not strip.members:
            help = "list tracks, buses or groups in it, as `drums bass`"
            check.report("W0203", f"the group `{strip.name}` has no members", strip.span, "empty", help)


def leads_back(strips: Mapping[str, Strip], more: Iterable[tuple[str, str]], source: str, target: str) -> str | None:
    """The circle that would close if `target` heard `source`, in words; None where there is none. `more` are further
    routes, from source to target."""
    heard_by: dict[str, list[str]] = {name: [] for name in strips}
    for route in routes({name: strip for name, strip in strips.items() if strip.kind not in ("vca", "mix")}):
        heard_by[route.source].append(route.target)
    for hears in more:
        heard_by[hears[0]].append(hears[1])
    path = _path(heard_by, target, source)
    return " → ".join([*path, target]) if path is not None else None


def break_cycles(check: Check, strips: dict[str, Strip]) -> dict[str, Strip]:
    """The channels without the routes that would close a circle; each of those is reported."""
    heard_by: dict[str, list[str]] = {name: [] for name in strips}
    for route in routes(strips):
        path = _path(heard_by, route.target, route.source)
        if path is None:
            heard_by[route.source].append(route.target)
            continue
        circle = " → ".join([*path, route.target])
        message = f"`{route.source}` comes round to itself: {circle}"
        if len(path) == 1:
            message = f"`{route.source}` would hear itself"
        help = {
            "send": "take out one of the sends",
            "member": "leave it out of the group",
            "key": "listen to a channel that does not hear this one",
        }[route.what]
        check.report("E0624", message, route.span, "closes the circle", help)
        strips = _without(strips, route)
    return strips


def _path(heard_by: Mapping[str, list[str]], start: str, goal: str) -> list[str] | None:
    """Channels from `start` to `goal` along routes, both included."""
    waiting = [[start]]
    seen = {start}
    while waiting:
        path = waiting.pop()
        if path[-1] == goal:
            return path
        for following in heard_by[path[-1]]:
            if following not in seen:
                seen.add(following)
                waiting.append([*path, following])
    return None


def _without(strips: dict[str, Strip], route: Route) -> dict[str, Strip]:
    found = dict(strips)
    match route.what:
        case "send":
            strip = strips[route.source]
            found[route.source] = replace(strip, sends=tuple(s for s in strip.sends if s.span != route.span))
        case "member":
            strip = strips[route.target]
            found[route.target] = replace(strip, members=tuple(m for m in strip.members if m[1] != route.span))
        case _:
            strip = strips[route.target]
            inserts = (replace(i, key="", key_span=None) if i.key_span == route.span else i for i in strip.inserts)
            found[route.target] = replace(strip, inserts=tuple(inserts))
    return found
