"""Drums as step rows: each piece a lane, divided as finely as its strokes ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from ...compiler.frozen import dataclass
from ...compiler.theory import Meter
from ...compiler.vocabulary.instruments import PIECES
from ...compiler.vocabulary.instruments.percussion import piece_at
from .bars import Bar
from .clock import Tone

LENGTHS_UP_TO, MOST = 32, 192  # steps of a bar
LOUD, SOFT = 109, 58  # MIDI velocities of an accent and a ghost stroke


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stroke from the start of its bar, in quarter notes."""

    start: Fraction
    length: Fraction
    piece: str
    velocity: int


Strokes = tuple[Stroke, ...]


def piece_of(key: int) -> str:
    """The drum piece of a percussion key; the snare for one that General MIDI does not know."""
    return piece_at(key) or "snare"


def strokes_in_bars(notes: Iterable[Tone], bars: Sequence[Bar]) -> list[Strokes]:
    """The strokes of each bar, in order of time, then of pieces. Of two at once on one piece the louder one stays."""
    found: list[dict[tuple[Fraction, str], Stroke]] = [{} for _ in bars]
    index = 0
    for note in sorted(notes, key=lambda tone: tone.start):
        while index + 1 < len(bars) and note.start >= bars[index].end:
            index += 1
        stroke = Stroke(note.start - bars[index].start, note.end - note.start, piece_of(note.pitch), note.velocity)
        known = found[index].get((stroke.start, stroke.piece))
        if known is None or known.velocity < stroke.velocity:
            found[index][stroke.start, stroke.piece] = stroke
    order = {name: rank for rank, name in enumerate(PIECES)}
    return [tuple(sorted(bar.values(), key=lambda s: (s.start, order[s.piece]))) for bar in found]


def period(bars: Sequence[Strokes]) -> int:
    """After how many bars the strokes come round again."""
    return next(n for n in range(1, len(bars) + 1) if all(bars[i] == bars[i % n] for i in range(len(bars))))


def lanes(bars: Sequence[Strokes], meter: Meter) -> list[str]:
    """The rows of a rhythm over bars of one meter: `kick | x--- x--- |`, a row for each bar of each piece."""
    pieces = [name for name in PIECES if any(stroke.piece == name for bar in bars for stroke in bar)]
    rows: list[str] = []
    for piece in pieces:
        own = [[stroke for stroke in bar if stroke.piece == piece] for bar in bars]
        steps = _steps([stroke for bar in own for stroke in bar], meter)
        marks = _marks(own, steps, meter.length)
        for start in range(0, len(marks), steps):
            rows.append(f"{piece} | {_spaced(marks[start : start + steps], meter.beats)} |")
    return rows


def _steps(strokes: Sequence[Stroke], meter: Meter) -> int:
    """Into how many steps a bar is divided: as many as place every stroke, and end every stroke where that stays
    readable. Always whole steps to a beat."""
    bar = meter.length
    onsets = lcm(meter.beats, *((stroke.start / bar).denominator for stroke in strokes))
    full = lcm(onsets, *((stroke.length / bar).denominator for stroke in strokes))
    steps = full if full <= LENGTHS_UP_TO else min(onsets, MOST - MOST % meter.beats)
    return steps if steps > meter.beats or meter.beats > 8 else steps * (4 if meter.beats < 5 else 2)


def _marks(bars: Sequence[Sequence[Stroke]], steps: int, bar: Fraction) -> str:
    """The steps of a lane through all bars; a stroke is held until it ends or the next one begins."""
    marks = ["-"] * (steps * len(bars))
    for number, strokes in enumerate(bars):
        for stroke in strokes:
            at = number * steps + min(round(stroke.start / bar * steps), steps - 1)
            marks[at] = "X" if stroke.velocity >= LOUD else "o" if stroke.velocity <= SOFT else "x"
            for held in range(1, round(stroke.length / bar * steps)):
                if at + held >= len(marks) or marks[at + held] != "-" or _struck(bars, at + held, steps, bar):
                    break
                marks[at + held] = "="
    return "".join(marks)


def _struck(bars: Sequence[Sequence[Stroke]], step: int, steps: int, bar: Fraction) -> bool:
    number, offset = divmod(step, steps)
    return any(min(round(stroke.start / bar * steps), steps - 1) == offset for stroke in bars[number])


def _spaced(marks: str, beats: int) -> str:
    """In groups of a beat, or of more beats where that is only a step or two."""
    size = len(marks) // beats
    while size < 3 and len(marks) % (2 * size) == 0 and 2 * size < len(marks):
        size *= 2
    return " ".join(marks[i : i + size] for i in range(0, len(marks), size))
