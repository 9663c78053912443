"""Channels of the desk as they are declared: the strip of a track, a bus, a group, the mix itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..arrangement.played import Played
from ..check import Check, alternatives, declare, no_block, no_more, unknown_statement
from ..frozen import dataclass
from ..settings import read_one
from ..source import Span
from ..syntax import Statement, Value, Word
from ..vocabulary.blocks import BLOCKS, GAIN, PAN, SEND
from ..vocabulary.effects import EFFECTS
from .inserts import INSERTED, Chains, Insert, InsertReader

# How loud a sound is on its way to a side, the first where none is said. All leave the middle as it is.
LAWS = ("equal-power", "between", "linear", "balance")


@dataclass(frozen=True, slots=True)
class Send:
    """What goes to a bus: `gain_db` after the fader, or before it (`pre`)."""

    bus: str
    gain_db: float
    pre: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Strip:
    """A channel. `kind` is `track`, `bus`, `group`, `vca` or `mix`. `members` are the channels that a group joins, with
    the span that names each. Spans of what is not written are None. `played` is what a track is played on.
    `broken` says that something in it was wrong and is missing."""

    kind: str
    name: str
    span: Span
    inserts: tuple[Insert, ...] = ()
    gain_db: float = 0.0
    gain_span: Span | None = None
    pan: float = 0.0
    pan_span: Span | None = None
    law: str = LAWS[0]
    sends: tuple[Send, ...] = ()
    members: tuple[tuple[str, Span], ...] = ()
    mute_span: Span | None = None
    solo_span: Span | None = None
    played: Played | None = None
    broken: bool = False

    @property
    def muted(self) -> bool:
        return self.mute_span is not None


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a channel may refer to: those of tracks, buses and groups, and the drum pieces of tracks that play
    kits."""

    tracks: Collection[str]
    buses: Collection[str]
    groups: Collection[str]
    pieces: Mapping[str, tuple[str, ...]]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.tracks, *self.buses, *self.groups)


def read_strip(
    check: Check, kind: str, name: Word, statements: tuple[Statement, ...], chains: Chains, names: Names
) -> Strip:
    """The channel that these statements make of it."""
    owner = "the mix" if kind == "mix" else f"{kind} {name.text}"
    inserts = InsertReader(check, chains, names.all, names.pieces, owner, on_bus=kind == "bus")
    heads = BLOCKS["mix" if kind == "mix" else f"mix/{kind}"].heads
    strip = Strip(kind, name.text, name.span)
    reports = check.reports
    for line in statements:
        head = line.head.text
        if kind in ("group", "vca") and _names_members(line, names):
            strip = _add_members(check, strip, line, names)
        elif head in heads and head not in INSERTED:
            strip = _read_line(check, strip, line, names)
        elif kind == "vca" or not inserts.read(line):
            known = (*heads, *(names.all if kind in ("group", "vca") else ()))
            unknown_statement(check, line, owner, known, {} if kind == "vca" else EFFECTS)
    return replace(strip, inserts=tuple(inserts.inserts), broken=check.reports > reports)


def _read_line(check: Check, strip: Strip, line: Statement, names: Names) -> Strip:
    match line.head.text:
        case "gain" if _is_first(check, line, strip.gain_span):
            return replace(strip, gain_db=float(read_one(check, line, GAIN)), gain_span=line.span)
        case "pan" if _is_first(check, line, strip.pan_span):
            return _panned(check, strip, line)
        case "send":
            send = _read_send(check, strip, line, names)
            return replace(strip, sends=(*strip.sends, send)) if send is not None else strip
        case "mute":
            _bare(check, line)
            return replace(strip, mute_span=line.span)
        case "solo":
            _bare(check, line)
            return replace(strip, solo_span=line.span)
    return strip


def _panned(check: Check, strip: Strip, line: Statement) -> Strip:
    """`pan 15% right`, and by which law: `pan 15% right law linear`."""
    values = line.values
    at = next((i for i, value in enumerate(values) if isinstance(value, Word) and value.text == "law"), len(values))
    place = float(read_one(check, replace(line, values=values[:at]), PAN)) if at else strip.pan
    written = values[at + 1 : at + 2]
    if at == len(values):
        return replace(strip, pan=place, pan_span=line.span)
    law = written[0] if written else None
    if not isinstance(law, Word) or law.text not in LAWS:
        help = f"laws are {alternatives(LAWS, 'and')}"
        span = law.span if law is not None else values[at].span
        check.report("E0408", "this is no law of panning", span, "not known", help)
        return replace(strip, pan=place, pan_span=line.span)
    no_more(check, line, values[at + 2 :])
    return replace(strip, pan=place, pan_span=line.span, law=law.text)


def _bare(check: Check, line: Statement) -> None:
    no_block(check, line)
    no_more(check, line, line.values)


def _is_first(check: Check, line: Statement, earlier: Span | None) -> bool:
    if earlier is None:
        return True
    related = ((earlier, "first given here"),)
    check.report(
        "E0203", f"`{line.head.text}` is given twice", line.span, "given again", "leave one of them out", related
    )
    return False


def _read_send(check: Check, strip: Strip, line: Statement, names: Names) -> Send | None:
    example = "send hall -14dB"
    no_block(check, line)
    bus = line.values[0] if line.values else None
    if not isinstance(bus, Word):
        place = bus.span if bus is not None else line.span
        check.report("E0403", "`send` needs the name of a bus", place, help=f"write it as `{example}`")
        return None
    if bus.text not in names.buses:
        check.unknown("bus", bus.text, bus.span, names.buses)
        return None
    if not declare(check, "send to", bus, {send.bus: send.span for send in strip.sends}):
        return None
    rest: list[Value] = list(line.values[1:])
    pre = [value for value in rest if isinstance(value, Word) and value.text == "pre"]
    rest = [value for value in rest if value not in pre]
    gain = 0.0
    if rest:
        gain = float(read_one(check, Statement(line.head, tuple(rest), None, line.span), SEND))
    return Send(bus.text, gain, bool(pre), line.span)


def _names_members(line: Statement, names: Names) -> bool:
    """Whether a line of a group lists members: `drums bass`. A track may be called as an effect is (`chorus`), and
    then stands here for itself as long as nothing but members follows."""
    if line.head.text not in names.all or line.block is not None:
        return False
    return all(isinstance(value, Word) for value in line.values)


def _add_members(check: Check, strip: Strip, line: Statement, names: Names) -> Strip:
    taken: dict[str, Span] = dict(strip.members)
    for word in (line.head, *line.values):
        assert isinstance(word, Word)
        if word.text not in names.all:
            check.unknown("track, bus or group", word.text, word.span, names.all)
        elif declare(check, "member", word, taken):
            taken[word.text] = word.span
    return replace(strip, members=tuple(taken.items()))


def plain(kind: str, name: str, span: Span) -> Strip:
    """A channel of which nothing is said."""
    return Strip(kind, name, span)
