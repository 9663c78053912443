"""Ticks as musical time: each tick is read as the plainest fraction of a beat that lies within half of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from ...compiler.frozen import dataclass
from .midi_in import MidiNote, MidiSong

# Divisions of a beat, the commonest first.
_DIVISIONS = (1, 2, 4, 3, 8, 6, 16, 12, 5, 24, 32, 10, 7, 9, 48, 20, 15, 14, 64)


@dataclass(frozen=True, slots=True)
class Tone:
    """A note in beats (quarter notes)."""

    start: Fraction
    end: Fraction
    pitch: int
    velocity: int


def tones(song: MidiSong, notes: Iterable[MidiNote]) -> list[Tone]:
    """Notes in beats, in order. Different ticks stay different, since each moves by less than half a tick."""
    return [
        Tone(plain(note.start, song.ticks), plain(note.end, song.ticks), note.pitch, note.velocity) for note in notes
    ]


@lru_cache(maxsize=1 << 16)
def plain(tick: int, ticks: int) -> Fraction:
    """The beat of a tick, `ticks` being those of a beat."""
    for division in _DIVISIONS:
        nearest = round(Fraction(tick * division, ticks))
        if 2 * abs(nearest * ticks - tick * division) < division:
            return Fraction(nearest, division)
    return Fraction(tick, ticks)


@dataclass(frozen=True)
class Gaps:
    """Where nothing sounds through: a section may begin only there, since a note cannot be tied from one section to the
    next."""

    starts: list[Fraction]
    ends: list[Fraction]

    @staticmethod
    def of(sounding: Iterable[Tone]) -> Gaps:
        """Of notes in order of their starts; they are joined into stretches in which something sounds."""
        starts: list[Fraction] = []
        ends: list[Fraction] = []
        for tone in sorted(sounding, key=lambda tone: tone.start):
            if ends and tone.start < ends[-1]:
                ends[-1] = max(ends[-1], tone.end)
            else:
                starts.append(tone.start)
                ends.append(tone.end)
        return Gaps(starts, ends)

    def clean(self, beat: Fraction) -> bool:
        """Whether no note begins before a beat and ends after it."""
        index = bisect_left(self.starts, beat) - 1
        return index < 0 or self.ends[index] <= beat

    def next_clean(self, beat: Fraction, step: Fraction, end: Fraction) -> Fraction | None:
        """The first clean one of `beat`, `beat + step`, … up to `end`."""
        while beat <= end:
            if self.clean(beat):
                return beat
            beat += step * max(1, (self.ends[bisect_right(self.starts, beat) - 1] - beat) // step)
        return None
