"""Chord rows in time: which chord sounds when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction

from ..check import Check
from ..frozen import dataclass
from ..harmony import Chord, read_chord
from ..rows.records import ChordBar
from ..source import Span
from ..theory import Key, Meter
from .counting import amount, beats
from .notation import nothing_to_repeat, repeat_order
from .records import ChordLine


@dataclass(frozen=True, slots=True)
class ChordSpan:
    """A chord that sounds from `start` for `length` quarter notes."""

    start: Fraction
    length: Fraction
    chord: Chord
    span: Span
    bar: int

    @property
    def end(self) -> Fraction:
        return self.start + self.length


def _start(chord: ChordSpan) -> Fraction:
    return chord.start


@dataclass(frozen=True, slots=True)
class Progression:
    """The chords of a section, in order, where there are any; `bars` is how many are written."""

    chords: tuple[ChordSpan, ...]
    bars: int

    def at(self, beat: Fraction) -> ChordSpan | None:
        """The chord that sounds at a beat, None where there is none."""
        index = bisect_right(self.chords, beat, key=_start) - 1
        return self.chords[index] if index >= 0 and beat < self.chords[index].end else None

    def after(self, beat: Fraction) -> Fraction | None:
        """When the next chord begins after a beat."""
        index = bisect_right(self.chords, beat, key=_start)
        return self.chords[index].start if index < len(self.chords) else None


def read_progression(
    check: Check, rows: tuple[ChordLine, ...], section: str, bars: int, ending: int, meter: Meter, key: Key
) -> Progression:
    """The chords of a section `bars` bars long: the rows of this ending, played again until the section is full."""
    written = list(_played(check, rows, ending))
    if not written:
        return Progression((), 0)
    if len(written) > bars:
        line, index = written[bars]
        message = f"the chords of `{section}` are {len(written)} bars long, the section {bars}"
        help = f"write `section {section} {len(written)} bars`, or take bars out"
        check.report("E0310", message, line.span.part(*line.row.bars[index].at), "past the section's end", help)
    chords: list[ChordSpan] = []
    for number in range(bars):
        line, index = written[number % len(written)]
        chords += _bar(check, line, index, number, section, meter, key)
    return Progression(tuple(chords), len(written))


def _played(check: Check, rows: tuple[ChordLine, ...], ending: int) -> Iterator[tuple[ChordLine, int]]:
    before: tuple[ChordLine, int] | None = None
    for row in rows:
        if row.ending and row.ending != ending:
            continue
        for index in repeat_order(len(row.row.bars), row.row.repeats):
            here = (row, index)
            if row.row.bars[index].repeats_previous:
                if before is None:
                    nothing_to_repeat(check, row.span.part(*row.row.bars[index].at))
                else:
                    here = before
            yield here
            before = here


def _bar(
    check: Check, line: ChordLine, index: int, number: int, section: str, meter: Meter, key: Key
) -> Iterator[ChordSpan]:
    bar = line.row.bars[index]
    lengths = _lengths(check, line, index, f"bar {number + 1} of the chords of `{section}`", meter)
    start = number * meter.length
    for symbol, length in zip(bar.chords, lengths, strict=True):
        span = line.span.part(*symbol.at)
        chord = read_chord(symbol.spelling, key)
        if isinstance(chord, str):
            check.report(
                "E0340",
                f"`{symbol.spelling}` is not a chord: {chord}",
                span,
                "not a chord",
                _chord_help(symbol.spelling),
            )
        elif chord is not None:
            yield ChordSpan(start, length, chord, span, number + 1)
        start += length


def _chord_help(spelling: str) -> str:
    if spelling[:1] in ("H", "h"):
        return f"the German H is written `B{spelling[1:]}`, the German B `Bb`"
    if spelling[:1] in "abcdefg":
        return f"chords are written with a capital: `{spelling[:1].upper()}{spelling[1:]}`, or `…m` for minor"
    return "write chords as `Dm9`, `Bbmaj7`, `A7sus4`, `C/E`, or as numerals of the key, `ii7`, `V7/V`"


def _lengths(check: Check, line: ChordLine, index: int, owner: str, meter: Meter) -> list[Fraction]:
    """How long each chord of a bar sounds: what is written in beats, and an even share of what is left for the
    others."""
    bar: ChordBar = line.row.bars[index]
    written = sum((symbol.beats for symbol in bar.chords if symbol.beats is not None), Fraction(0)) * meter.beat
    free = sum(1 for symbol in bar.chords if symbol.beats is None)
    left = meter.length - written
    if index not in line.broken and bar.chords and ((free == 0 and left != 0) or (free > 0 and left <= 0)):
        span = line.span.part(*bar.at)
        if left < 0 or free:
            over = f"{amount(-left / meter.beat)} too long" if left < 0 else "full before its last chord"
            message = f"{owner} is {over}"
        else:
            message = f"{owner} is {amount(left / meter.beat)} too short"
        help = "beats follow a chord as in `A7:3 D:1`; without them the chords of a bar share it evenly"
        check.report("E0307", message, span, f"{beats(written / meter.beat)}, the meter is {meter}", help)
    share = max(left, Fraction(0)) / free if free else Fraction(0)
    return [share if symbol.beats is None else symbol.beats * meter.beat for symbol in bar.chords]
