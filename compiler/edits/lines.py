"""The lines of a track's edit: one record and one reader for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from fractions import Fraction

from ..check import Check, alternatives, missing, no_block, no_more
from ..form.lengths import Length, as_length, read_length
from ..form.stretches import is_place, read_stretches
from ..form.timeline import Stretch, Timeline
from ..frozen import dataclass
from ..settings import read_one, read_settings
from ..source import Span
from ..syntax import Quantity, Statement, Value, Word
from ..takes.read import read_take_number
from ..vocabulary.blocks import CLIP_GAIN, QUANTIZE, STRAIGHT

FADE_SHAPES = ("equal-power", "linear", "smooth")
FARTHEST_NUDGE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Comp:
    """Take number `take` plays in these stretches."""

    stretches: tuple[Stretch, ...]
    take: int
    span: Span


@dataclass(frozen=True, slots=True)
class Quantize:
    """Onsets that begin in these stretches (everywhere, when there are none) move to a grid of `unit` quarter notes,
    played as a `groove` has it (empty: straight), by `strength` 0..1."""

    stretches: tuple[Stretch, ...]
    unit: Fraction
    strength: float
    span: Span = field(compare=False)
    groove: str = ""


@dataclass(frozen=True, slots=True)
class Nudge:
    """What begins in these stretches (everywhere, when there are none) moves by `seconds`."""

    stretches: tuple[Stretch, ...]
    seconds: float
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Gain:
    """The level of these stretches (of the whole track, when there are none)."""

    stretches: tuple[Stretch, ...]
    gain_db: float
    span: Span


@dataclass(frozen=True, slots=True)
class Mute:
    """These stretches are silent, or all that is kept."""

    stretches: tuple[Stretch, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Fade:
    """A fade `in` over the first `length` of each stretch, or `out` over its last."""

    stretches: tuple[Stretch, ...]
    direction: str
    length: Length
    shape: str
    span: Span


def read_comp(check: Check, line: Statement, timeline: Timeline) -> Comp | None:
    no_block(check, line)
    example = "comp verse.1:1..4 take 2"
    if not line.values:
        missing(check, line, "a place and a take", example)
        return None
    if len(line.values) < 2 or not (isinstance(line.values[1], Word) and line.values[1].text == "take"):
        missing(check, line, "`take` and a number after the place", example, at=1)
        return None
    take = read_take_number(check, line, line.values[2:])
    no_more(check, line, line.values[3:])
    stretches = read_stretches(check, line.values[0], timeline)
    return Comp(stretches, take, line.span) if take is not None and stretches else None


def read_quantize(check: Check, line: Statement, timeline: Timeline) -> Quantize | None:
    no_block(check, line)
    example = "quantize 1/16 strength 60%"
    stretches, rest, found = placed(check, line, timeline)
    grid = rest[0] if rest else None
    if not isinstance(grid, Quantity) or grid.unit != "note":
        missing(check, line, "a note value", example, at=len(line.values) - len(rest))
        return None
    if not Fraction(1, 128) <= grid.value <= 4:
        check.report("E0405", "a grid is between 1/128 and 4/1", grid.span, "out of range", f"write it as `{example}`")
        return None
    given = dict(read_settings(check, "quantize", rest[1:], None, QUANTIZE))
    groove = "" if given["groove"] == STRAIGHT else str(given["groove"])
    return Quantize(stretches, grid.value * 4, float(given["strength"]), line.span, groove) if found else None


def read_nudge(check: Check, line: Statement, timeline: Timeline) -> Nudge | None:
    no_block(check, line)
    example = "nudge chorus.1 -5ms"
    stretches, rest, found = placed(check, line, timeline)
    length = as_length(rest[0], signed=True) if rest else None
    if length is None or length.unit != "s":
        missing(check, line, "a time in `ms` or `s`", example, at=len(line.values) - len(rest))
        return None
    no_more(check, line, rest[1:])
    if abs(length.amount) > FARTHEST_NUDGE_SECONDS:
        message = f"a nudge reaches at most {FARTHEST_NUDGE_SECONDS} s"
        check.report("E0405", message, rest[0].span, "out of range", "move the notes, or the place of the recording")
        return None
    return Nudge(stretches, float(length.amount), line.span) if found else None


def read_gain(check: Check, line: Statement, timeline: Timeline) -> Gain | None:
    stretches, rest, found = placed(check, line, timeline)
    level = read_one(check, Statement(line.head, tuple(rest), line.block, line.span), CLIP_GAIN)
    return Gain(stretches, float(level), line.span) if found else None


def read_mute(check: Check, line: Statement, timeline: Timeline) -> Mute | None:
    no_block(check, line)
    if not line.values:
        missing(check, line, "a place", f"{line.head.text} verse.2:5..8")
        return None
    stretches = tuple(s for value in line.values for s in read_stretches(check, value, timeline))
    return Mute(stretches, line.span) if stretches else None


def read_fade(check: Check, line: Statement, timeline: Timeline) -> Fade | None:
    no_block(check, line)
    example = "fade out chorus.2:8 1 bar"
    direction = read_direction(check, line, example)
    if direction is None:
        return None
    if len(line.values) < 3:
        missing(check, line, "a place and a length", example, at=len(line.values))
        return None
    length = read_length(check, line.values[2], "a fade", example)
    shape = read_curve(check, line, line.values[3:], FADE_SHAPES, FADE_SHAPES[0])
    stretches = read_stretches(check, line.values[1], timeline)
    if length is not None and length.amount == 0:
        check.report("E0405", "a fade is longer than nothing", line.values[2].span, "no length", f"write `{example}`")
        return None
    return Fade(stretches, direction, length, shape, line.span) if length is not None and stretches else None


def read_direction(check: Check, line: Statement, example: str) -> str | None:
    """`in` or `out`, the first value of a fade."""
    first = line.values[0] if line.values else None
    if isinstance(first, Word) and first.text in ("in", "out"):
        return first.text
    missing(check, line, "`in` or `out`", example)
    return None


def read_curve(check: Check, line: Statement, rest: Sequence[Value], shapes: tuple[str, ...], default: str) -> str:
    """`curve SHAPE` where it ends a statement."""
    if not rest:
        return default
    if not (isinstance(rest[0], Word) and rest[0].text == "curve"):
        no_more(check, line, rest)
        return default
    shape = rest[1] if len(rest) > 1 else None
    no_more(check, line, rest[2:])
    if isinstance(shape, Word) and shape.text in shapes:
        return shape.text
    place = shape.span if shape is not None else rest[0].span
    check.report("E0408", "this is no shape of a curve", place, "not known", f"a curve is {alternatives(shapes)}")
    return default


def placed(check: Check, line: Statement, timeline: Timeline) -> tuple[tuple[Stretch, ...], tuple[Value, ...], bool]:
    """The stretches of a place that may stand first, the values after it, and whether the statement can be obeyed: a
    place that was written must mean something."""
    if not line.values or not is_place(line.values[0]):
        return (), line.values, True
    first = line.values[0]
    if isinstance(first, Word) and first.text in ("strength", "take", "curve", "groove", "sensitivity"):
        return (), line.values, True
    stretches = read_stretches(check, first, timeline)
    return stretches, line.values[1:], bool(stretches)
