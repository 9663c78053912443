"""Ornaments of the sticks: rolls and flams spelled out as strokes."""

from __future__ import annotations

from collections.abc import Iterator

from ..form.timeline import Timeline
from ..frozen import dataclass
from ..score import ScoreNote

_ROLL_BEATS = 0.125  # of a quarter note: 32nds
_GRACE_SECONDS = 0.028
_GRACE_LEVEL = 0.45
_ROLL_SOFTEST = 0.72


@dataclass(frozen=True, slots=True)
class Stroke:
    """Seconds and velocity of one stroke."""

    start: float
    end: float
    velocity: float


def strokes(note: ScoreNote, start: float, end: float, velocity: float, timeline: Timeline) -> Iterator[Stroke]:
    """The strokes that a note is played with: one; for a roll 32nds that grow; for a flam a softer one just before."""
    if note.technique == "roll":
        spacing = _ROLL_BEATS * 60 / timeline.tempo(note.start_beats)
        count = max(2, round((end - start) / spacing))
        for index in range(count):
            level = _ROLL_SOFTEST + (1 - _ROLL_SOFTEST) * index / (count - 1)
            begin = start + (end - start) * index / count
            yield Stroke(begin, start + (end - start) * (index + 1) / count, velocity * level)
        return
    if note.technique == "flam":
        yield Stroke(max(0.0, start - _GRACE_SECONDS), start, velocity * _GRACE_LEVEL)
    yield Stroke(start, end, velocity)
