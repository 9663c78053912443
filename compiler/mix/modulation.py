"""Modulation: a setting of a channel that an oscillator swings, or that follows the level of a channel."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from ..check import Check, need_word, no_block
from ..frozen import dataclass
from ..settings import read_settings
from ..source import Span
from ..syntax import Statement, Value, Word
from ..units import show
from ..vocabulary.blocks import FOLLOWER, OSCILLATOR
from ..vocabulary.setting import Setting
from .automation import Automation, at_rest, find_target
from .routes import leads_back
from .strips import Strip
from .targets import Target, targets

EXAMPLE = "modulate lead.lowpass.frequency lfo sine 0.5Hz depth 2kHz"


@dataclass(frozen=True, slots=True)
class Modulation:
    """A setting of `strip` swings by `depth`, in its own unit, to either side `every` so many seconds (`shape` is not
    empty), or follows the level of the channel `key` with `attack` and `release` in seconds. `turn` is the part of a
    turn at which it begins; `low` and `high` bound the setting itself."""

    strip: str
    target: str
    depth: float
    shape: str
    every: float
    turn: float
    key: str
    attack: float
    release: float
    low: float
    high: float
    span: Span


def read_modulations(
    check: Check, lines: Iterable[Statement], strips: Mapping[str, Strip], automations: Iterable[Automation]
) -> tuple[Modulation, ...]:
    moved = {(each.strip, each.target): each for each in automations}
    found: list[Modulation] = []
    for line in lines:
        read = _read(check, line, strips, found)
        if read is not None and _stays_inside(check, [*found, read], strips, moved):
            found.append(read)
    return tuple(found)


def _read(
    check: Check, line: Statement, strips: Mapping[str, Strip], earlier: Iterable[Modulation]
) -> Modulation | None:
    name = need_word(check, line, "the setting of a channel", EXAMPLE)
    no_block(check, line)
    if name is None:
        return None
    owner = name.text.partition(".")[0]
    strip = strips.get(owner)
    if strip is None:
        check.unknown("channel", owner, name.span, strips)
        return None
    target = find_target(check, strip, name)
    if target is None:
        return None
    kind = line.values[1] if len(line.values) > 1 else None
    if not isinstance(kind, Word) or kind.text not in ("lfo", "envelope"):
        place = kind.span if kind is not None else line.span
        check.report("E0403", "`modulate` needs `lfo` or `envelope`", place, "by what?", f"write it as `{EXAMPLE}`")
        return None
    span = line.head.span.to(name.span)
    setting = target.setting
    depth = replace(setting, name="depth", default=0.0, low=setting.low - setting.high, high=setting.high - setting.low)
    depth = replace(depth, bare=False)
    if kind.text == "lfo":
        return _oscillator(check, strip, target, depth, line.values[2:], span)
    return _follower(check, strips, earlier, strip, target, depth, line.values[2:], span)


def _oscillator(
    check: Check, strip: Strip, target: Target, depth: Setting, values: tuple[Value, ...], span: Span
) -> Modulation:
    table = (*OSCILLATOR, depth)
    given = dict(read_settings(check, "lfo", values, None, table))
    every = float(given["every"]) or 1.0 / float(given["rate"])
    swing = (float(given["depth"]), str(given["shape"]), every, float(given["phase"]))
    low, high = target.setting.low, target.setting.high
    return Modulation(strip.name, target.name, *swing, "", 0.0, 0.0, low, high, span)


def _follower(
    check: Check,
    strips: Mapping[str, Strip],
    earlier: Iterable[Modulation],
    strip: Strip,
    target: Target,
    depth: Setting,
    values: tuple[Value, ...],
    span: Span,
) -> Modulation | None:
    key = values[0] if values else None
    listened = [name for name, each in strips.items() if each.kind not in ("vca", "mix")]
    if not isinstance(key, Word) or key.text not in listened:
        place = key.span if key is not None else span
        check.unknown("track, bus or group", key.text if isinstance(key, Word) else "", place, listened)
        return None
    if target.played:
        message = f"`{target.name}` is a setting of an instrument: it cannot follow a level"
        help = "let an `lfo` swing it, automate it, or let an effect of the channel follow the level"
        check.report("E0635", message, span, "read where notes are played", help)
        return None
    if target.setting.turning:
        help = "let an `lfo` swing it, or automate it"
        check.report("E0634", f"`{target.name}` is a speed: it cannot follow a level", span, "no end to its past", help)
        return None
    given = dict(read_settings(check, "envelope", values[1:], None, (*FOLLOWER, depth)))
    more = [(each.key, other) for each in earlier for other in hearers(strips, each.strip, each.target) if each.key]
    circles = (leads_back(strips, more, key.text, other) for other in hearers(strips, strip.name, target.name))
    circle = next((each for each in circles if each is not None), None)
    if circle is not None:
        message = f"`{key.text}` comes round to itself: {circle}"
        help = "listen to a channel that does not hear this one"
        check.report("E0624", message, key.span, "closes the circle", help)
        return None
    times = (float(given["attack"]), float(given["release"]))
    low, high = target.setting.low, target.setting.high
    by = float(given["depth"])
    return Modulation(strip.name, target.name, by, "", 0.0, 0.0, key.text, *times, low, high, span)


def _stays_inside(
    check: Check,
    modulations: Collection[Modulation],
    strips: Mapping[str, Strip],
    moved: Mapping[tuple[str, str], Automation],
) -> bool:
    """Whether all that moves the last one's setting leaves it inside its range; reported where not."""
    *_, last = modulations
    same = [each for each in modulations if (each.strip, each.target) == (last.strip, last.target)]
    target, automation = targets(strips[last.strip])[last.target], moved.get((last.strip, last.target))
    low, high = reach(at_rest(target, automation), automation, same)
    slack = 1e-9 * max(abs(last.high), abs(last.low))
    if last.low - slack <= low and high <= last.high + slack:
        return True
    kind = target.setting.kind
    message = f"`{last.strip}.{last.target}` would swing from {show(low, kind)} to {show(high, kind)}"
    range = f"it lies between {show(last.low, kind)} and {show(last.high, kind)}"
    check.report("E0633", f"{message}: {range}", last.span, "beyond its range", "give it less depth")
    return False


def hearers(strips: Mapping[str, Strip], strip: str, target: str) -> list[str]:
    """The channels that listen to what a modulation of this setting follows."""
    if target.startswith("send."):
        return [target.removeprefix("send.")]
    channel = strips[strip]
    if channel.kind == "vca":
        return [member for member, _ in channel.members]
    return [strip] if channel.kind != "mix" else []


def reach(value: float, automation: Automation | None, modulations: Iterable[Modulation]) -> tuple[float, float]:
    """The lowest and the highest that a setting gets."""
    values = [value, *(point.value for point in automation.points)] if automation is not None else [value]
    low, high = min(values), max(values)
    for each in modulations:
        low += -abs(each.depth) if each.shape else min(each.depth, 0.0)
        high += abs(each.depth) if each.shape else max(each.depth, 0.0)
    return low, high
