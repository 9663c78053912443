"""The mix block: the desk with its channels, what feeds what, and what moves in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from ..arrangement.played import Played
from ..check import Check, declare, need_block, need_word, no_more
from ..form.timeline import Timeline
from ..frozen import dataclass
from ..source import Span
from ..syntax import Statement, Word
from .automation import Automation, read_automation
from .inserts import Chains, declare_chains
from .modulation import Modulation, read_modulations
from .routes import break_cycles, check_empty, check_groups
from .strips import Names, Strip, plain, read_strip

CHANNELS = ("track", "bus", "group", "vca")
EXAMPLES = {
    "track": "track bass { gain -4dB }",
    "bus": "bus hall { reverb size 70% }",
    "group": "group rhythm { drums bass }",
    "vca": "vca band { drums bass; gain -3dB }",
}


@dataclass(frozen=True, slots=True)
class Mix:
    """`strips` holds every track's strip in the order of the arrangement, then buses and groups in the order of the
    text. `own` is the channel of the mix itself. `vcas` are faders that move those of their members and make no sound
    of their own. There is no cycle among sends, groups and keys."""

    strips: Mapping[str, Strip]
    own: Strip
    automations: tuple[Automation, ...]
    modulations: tuple[Modulation, ...] = ()
    vcas: Mapping[str, Strip] = field(default_factory=dict)

    def group_of(self, name: str) -> str | None:
        """The group that a channel feeds instead of the mix."""
        for strip in self.strips.values():
            if any(member == name for member, _ in strip.members):
                return strip.name
        return None


def read_mix(
    check: Check,
    statement: Statement | None,
    tracks: Mapping[str, Span],
    players: Mapping[str, Played],
    pieces: Mapping[str, tuple[str, ...]],
    timeline: Timeline,
) -> tuple[Mix, Chains]:
    """The desk, and the chains it declares, for the master to use too. Tracks of which the mix says nothing stand on
    plain channels. `players` are the tracks' instruments, `pieces` the drum pieces of those that play kits."""
    lines = statement.block.statements if statement is not None and statement.block is not None else ()
    span = statement.head.span if statement is not None else Span("", 0, 0)
    chains = declare_chains(check, (line for line in lines if line.head.text == "chain" and line.block is not None))
    declared = _declare_channels(check, lines, tracks)
    names = Names(
        tuple(tracks),
        tuple(name for name, (kind, _) in declared.items() if kind == "bus"),
        tuple(name for name, (kind, _) in declared.items() if kind == "group"),
        pieces,
    )
    strips = {name: plain("track", name, place) for name, place in tracks.items()}
    for name, (kind, line) in declared.items():
        word = line.values[0]
        assert isinstance(word, Word)
        block = line.block.statements if line.block is not None else ()
        strips[name] = read_strip(check, kind, word, block, chains, names)
    strips = {name: replace(strip, played=players.get(name)) for name, strip in strips.items()}
    own_lines = tuple(line for line in lines if not _is_declaration(line))
    own = read_strip(check, "mix", Word("mix", span), own_lines, chains, names)
    vcas = {name: strip for name, strip in strips.items() if strip.kind == "vca"}
    strips = {name: strip for name, strip in strips.items() if strip.kind != "vca"}
    strips = break_cycles(check, check_groups(check, strips))
    check_empty(check, vcas)
    faders = {**strips, **vcas, "mix": own}
    automations = _read_automations(check, lines, faders, timeline)
    modulations = read_modulations(check, (line for line in lines if line.head.text == "modulate"), faders, automations)
    _check_buses(check, strips)
    return Mix(strips, own, automations, modulations, vcas), chains


def _is_declaration(line: Statement) -> bool:
    return line.head.text in (*CHANNELS, "automate", "modulate") or (
        line.head.text == "chain" and line.block is not None
    )


def _declare_channels(
    check: Check, lines: Iterable[Statement], tracks: Mapping[str, Span]
) -> dict[str, tuple[str, Statement]]:
    """The channels that the mix declares, with the statement of each. Tracks, buses and groups share one room of
    names."""
    found: dict[str, tuple[str, Statement]] = {}
    spans: dict[str, Span] = {}
    for line in lines:
        kind = line.head.text
        if kind not in CHANNELS:
            continue
        name = need_word(check, line, f"the name of a {kind}", EXAMPLES[kind])
        if name is None:
            continue
        no_more(check, line, line.values[1:])
        need_block(check, line, EXAMPLES[kind])
        if kind == "track" and name.text not in tracks:
            check.unknown("track", name.text, name.span, tracks)
            continue
        if kind != "track" and name.text in tracks:
            related = ((tracks[name.text], "the track is here"),)
            message = f"`{name.text}` is a track already"
            check.report("E0203", message, name.span, "declared again", f"call the {kind} something else", related)
            continue
        if kind != "track" and name.text == "mix":
            check.report("E0622", "`mix` names the mix itself", name.span, "taken", f"call the {kind} something else")
            continue
        if declare(check, kind, name, spans):
            spans[name.text] = name.span
            found[name.text] = (kind, line)
    return found


def _read_automations(
    check: Check, lines: Iterable[Statement], strips: Mapping[str, Strip], timeline: Timeline
) -> tuple[Automation, ...]:
    found: dict[tuple[str, str], Automation] = {}
    for line in lines:
        if line.head.text != "automate":
            continue
        automation = read_automation(check, line, strips, timeline)
        if automation is None:
            continue
        key = (automation.strip, automation.target)
        if key in found:
            message = f"`{automation.strip}.{automation.target}` is automated twice"
            related = ((found[key].span, "first automated here"),)
            check.report("E0203", message, automation.span, "given again", "put all points into one block", related)
            continue
        found[key] = automation
    return tuple(found.values())


def _check_buses(check: Check, strips: Mapping[str, Strip]) -> None:
    """Warns of buses that nothing sends to."""
    fed = {send.bus for strip in strips.values() for send in strip.sends}
    for strip in strips.values():
        if strip.kind == "bus" and strip.name not in fed:
            help = f"write `send {strip.name} -12dB` on a track, or take it out"
            check.report("W0202", f"nothing is sent to the bus `{strip.name}`", strip.span, "hears nothing", help)


def soloed(mix: Mix) -> Mix:
    """The mix in which a muted VCA group mutes its members, and in which, if anything is soloed, tracks are muted that
    are neither soloed nor feed what is."""
    strips = dict(mix.strips)
    for vca in mix.vcas.values():
        for member, _ in vca.members:
            if vca.mute_span is not None:
                strips[member] = replace(strips[member], mute_span=strips[member].mute_span or vca.mute_span)
    chosen = {strip.name for strip in (*strips.values(), *mix.vcas.values()) if strip.solo_span is not None}
    if not chosen:
        return replace(mix, strips=strips)
    owners = {**strips, **mix.vcas}
    waiting = list(chosen)
    while waiting:
        members = {member for member, _ in owners[waiting.pop()].members} - chosen
        chosen |= members
        waiting += sorted(members)
    strips = {
        name: replace(strip, mute_span=strip.mute_span or strip.span)
        if strip.kind == "track" and name not in chosen
        else strip
        for name, strip in strips.items()
    }
    return replace(mix, strips=strips)
