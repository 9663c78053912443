"""The lines of an edit that turn, copy and clear what was played: `reverse`, `repeat`, `polarity`, `strip silence`."""

from __future__ import annotations

from ..check import Check, missing, no_block, no_more
from ..form.stretches import is_place, read_stretches
from ..form.timeline import Stretch, Timeline
from ..frozen import dataclass
from ..settings import Settings, read_settings
from ..source import Span
from ..syntax import Statement, Word
from ..vocabulary.blocks import STRIP_SILENCE


@dataclass(frozen=True, slots=True)
class Reverse:
    """These stretches are played backwards."""

    stretches: tuple[Stretch, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Repeat:
    """What is played in `source` is played in these stretches too, as often as they have room for."""

    source: Stretch
    stretches: tuple[Stretch, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Polarity:
    """The polarity of these stretches (of the whole track, when there are none) is turned."""

    stretches: tuple[Stretch, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Strip:
    """What is fainter than the settings say is silent."""

    settings: Settings
    span: Span


def read_reverse(check: Check, line: Statement, timeline: Timeline) -> Reverse | None:
    no_block(check, line)
    if not line.values:
        missing(check, line, "a place", "reverse verse.2:4")
        return None
    no_more(check, line, line.values[1:])
    stretches = read_stretches(check, line.values[0], timeline)
    return Reverse(stretches, line.span) if stretches else None


def read_repeat(check: Check, line: Statement, timeline: Timeline) -> Repeat | None:
    no_block(check, line)
    example = "repeat verse.1:1 over verse.1:2..4"
    if not line.values:
        missing(check, line, "a place", example)
        return None
    over = line.values[1] if len(line.values) > 1 else None
    if not (isinstance(over, Word) and over.text == "over") or len(line.values) < 3:
        at = 2 if isinstance(over, Word) and over.text == "over" else 1
        missing(check, line, "`over` and a second place", example, at)
        return None
    no_more(check, line, line.values[3:])
    sources = read_stretches(check, line.values[0], timeline)
    stretches = read_stretches(check, line.values[2], timeline)
    if len(sources) > 1:
        message = "one place is repeated at a time, and this means several"
        check.report("E0606", message, line.values[0].span, f"{len(sources)} passes", f"name one, as in `{example}`")
        return None
    return Repeat(sources[0], stretches, line.span) if sources and stretches else None


def read_polarity(check: Check, line: Statement, timeline: Timeline) -> Polarity | None:
    no_block(check, line)
    example = "polarity invert"
    last = line.values[-1] if line.values else None
    if not (isinstance(last, Word) and last.text == "invert"):
        missing(check, line, "`invert`", example, at=max(len(line.values) - 1, 0))
        return None
    places = line.values[:-1]
    no_more(check, line, places[1:])
    if not places:
        return Polarity((), line.span)
    if not is_place(places[0]):
        missing(check, line, "a place", "polarity verse.2 invert")
        return None
    stretches = read_stretches(check, places[0], timeline)
    return Polarity(stretches, line.span) if stretches else None


def read_strip(check: Check, line: Statement) -> Strip | None:
    no_block(check, line)
    first = line.values[0] if line.values else None
    if not (isinstance(first, Word) and first.text == "silence"):
        missing(check, line, "`silence`", "strip silence threshold -50dB")
        return None
    return Strip(read_settings(check, "strip silence", line.values[1:], None, STRIP_SILENCE), line.span)
