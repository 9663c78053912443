"""Rhythms in time: step rows become strokes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ..frozen import dataclass
from ..rows.records import StepMark
from ..source import Span
from ..theory import Meter
from .records import Lane, Rhythm

HIT, ACCENT, GHOST = 0.72, 0.95, 0.34
_LEVELS = {"hit": HIT, "accent": ACCENT, "ghost": GHOST, "roll": HIT, "flam": HIT}


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stroke of a lane, `length` quarter notes from `start`, holds included. `technique` is `ghost`, `roll`, `flam`
    or empty."""

    start: Fraction
    length: Fraction
    piece: str
    level: float
    technique: str
    chance: Fraction
    span: Span
    step: int

    @property
    def end(self) -> Fraction:
        return self.start + self.length


def strokes(rhythm: Rhythm, meter: Meter, beats: Fraction) -> tuple[Stroke, ...]:
    """The strokes of a rhythm played from 0 for `beats` quarter notes, again and again; in order of time, then of
    lanes."""
    found = [stroke for lane in rhythm.lanes for stroke in _lane(lane, lane.cycle or rhythm.bars * meter.length, beats)]
    return tuple(sorted(found, key=lambda stroke: stroke.start))


def _lane(lane: Lane, cycle: Fraction, beats: Fraction) -> Iterator[Stroke]:
    steps = [(step, row.span) for row in lane.rows for bar in row.row.bars for step in bar]
    if not steps:
        return
    step_length = cycle / len(steps)
    struck = [
        _stroke(lane, step, span, index * step_length, step_length * (1 + _held(steps, index)), index)
        for index, (step, span) in enumerate(steps)
        if step.kind in _LEVELS
    ]
    for turn in range(int(-(-beats // cycle))):
        for stroke in struck:
            start = turn * cycle + stroke.start
            if start >= beats:
                return
            yield replace(stroke, start=start, length=min(stroke.length, beats - start))


def _held(steps: list[tuple[StepMark, Span]], index: int) -> int:
    """How many steps hold the stroke on: `=` after it."""
    count = 0
    while index + 1 + count < len(steps) and steps[index + 1 + count][0].kind == "hold":
        count += 1
    return count


def _stroke(lane: Lane, step: StepMark, row: Span, start: Fraction, length: Fraction, index: int) -> Stroke:
    level = step.velocity / 9 if step.velocity else _LEVELS[step.kind]
    technique = step.kind if step.kind in ("ghost", "roll", "flam") else ""
    chance = Fraction(1) if step.chance is None else step.chance
    return Stroke(start, length, lane.piece, level, technique, chance, row.part(*step.at), index)
