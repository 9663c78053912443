"""Performance: score notes become notes in frames, with the timing, touch and chance of one take.

Every random choice is a hash of the song's seed, the track, the take and the place of the note, so that a take never
changes by itself and an edit of one bar leaves the performance of all others as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from . import plan
from .chance import Source, seed_of
from .score import ScoreNote
from .timeline import Timeline


@dataclass(frozen=True, slots=True)
class Humanize:
    """How far a player strays: `timing` and `length` in seconds and share (one standard deviation), `velocity` as a
    share, `tuning` in semitones. Half of the stray is a slow drift of the player, half is each note's own."""

    timing: float = 0.0
    velocity: float = 0.0
    length: float = 0.0
    tuning: float = 0.0


@dataclass(frozen=True, slots=True)
class Quantize:
    """Pull onsets to a grid of `unit` quarter notes by `strength` 0..1."""

    unit: Fraction
    strength: float


@dataclass(frozen=True, slots=True)
class Style:
    """How a track is played in one take. `nudge` in seconds is added to every onset; `strum` is the time in seconds
    that a chord takes from its lowest note to its highest (negative: from the highest)."""

    humanize: Humanize = Humanize()
    quantize: Quantize | None = None
    nudge: float = 0.0
    strum: float = 0.0


def perform(
    notes: Sequence[ScoreNote],
    *,
    timeline: Timeline,
    rate: int,
    seed: int,
    track: str,
    take: int = 1,
    style: Style = Style(),
) -> tuple[plan.Note, ...]:
    """The notes of one take in frames at `rate`, sorted by start."""
    played = [
        _play(note, timeline, rate, Source(seed, track, take, note.place), style)
        for note in notes
        if note.chance >= 1 or Source(seed, track, 0, note.place).uniform("chance") < note.chance
    ]
    return tuple(sorted(played, key=lambda note: (note.start, note.pitch, note.piece, note.seed)))


def _play(note: ScoreNote, timeline: Timeline, rate: int, source: Source, style: Style) -> plan.Note:
    start = timeline.seconds(note.start_beats) + style.nudge
    end = timeline.seconds(note.start_beats + note.length_beats * note.sounding) + style.nudge
    onset = max(0, round(start * rate))
    return plan.Note(
        start=onset,
        length=max(1, round((end - start) * rate)),
        pitch=note.pitch,
        velocity=min(max(note.velocity, 0.02), 1.0),
        seed=seed_of(source, "note"),
        piece=note.piece,
        glide_from=note.glide_from,
        brightness=note.brightness,
    )
