"""What was played on a note while it lasts, in frames from its onset."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from ..form.timeline import Timeline
from ..plan import Curve
from ..score import ScoreNote

# A wheel or a pedal that moves tells where it is many times a second, one that rests nothing: values nearer than this
# are one movement with a line through them, others hold until the next.
_MOVEMENT_SECONDS = 0.05


def curves(note: ScoreNote, timeline: Timeline, rate: int) -> tuple[tuple[str, Curve], ...]:
    """The curves of a note's settings. What moves the whole note (a quantize, a player's stray) takes them along."""
    onset = timeline.seconds(note.start_beats)

    def frame(beats: Fraction) -> int:
        return round((timeline.seconds(note.start_beats + beats) - onset) * rate)

    found = []
    for setting, points in note.moves:
        placed = {frame(beats): value for beats, value in points}  # of two in one frame the later holds
        found.append((setting, _curve(list(placed.items()), _MOVEMENT_SECONDS * rate)))
    return tuple(found)


def _curve(points: list[tuple[int, float]], near: float) -> Curve:
    shapes = ["linear" if after[0] - before[0] <= near else "step" for before, after in pairwise(points)]
    return Curve(tuple((frame, value, shape) for (frame, value), shape in zip(points, [*shapes, "step"], strict=True)))
