"""Ticks as musical time: each tick is read as the plainest fraction of a beat near it, and no note comes to begin more
than a tick elsewhere, or to last more than a tick longer or shorter."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from ...compiler.frozen import dataclass
from .midi_in import MidiNote, MidiSong

# Divisions of a beat, the commonest first.
_COMMON = (1, 2, 4, 3, 8, 6, 16, 12)
_RARE = (5, 24, 32, 10, 7, 9, 48, 20, 15, 14, 64)
_UNDER_HALF = Fraction(499, 1000)
_FINE = 192  # ticks of a beat from which on a single one is not meant, and not heard


@dataclass(frozen=True, slots=True)
class Tone:
    """A note in beats (quarter notes)."""

    start: Fraction
    end: Fraction
    pitch: int
    velocity: int


def tones(song: MidiSong, notes: Iterable[MidiNote]) -> list[Tone]:
    """Notes in beats, in order. Programs that write every note a tick late or short are read as if they did not."""
    own = list(notes)
    places: dict[tuple[int, Fraction], set[int]] = {}
    for note in own:
        places.setdefault((note.pitch, common(note.start, song.ticks)), set()).add(note.start)
    found = []
    for note in own:
        start = common(note.start, song.ticks)
        if len(places[note.pitch, start]) > 1:  # two strokes of one key stay two
            start = plain(note.start, song.ticks)
        end = common(note.end, song.ticks)
        if end <= start or abs(end - start - song.beats(note.length)) > song.beats(1):
            end = start + plain(note.length, song.ticks)
        found.append(Tone(start, end, note.pitch, note.velocity))
    return found


@lru_cache(maxsize=1 << 16)
def common(tick: int, ticks: int) -> Fraction:
    """The beat of a tick, `ticks` being those of a beat: a common one within a tick of it where ticks are fine."""
    for reach in (_UNDER_HALF, Fraction(1)):
        found = _near(tick, ticks, _COMMON, reach) if ticks >= _FINE else None
        if found is not None:
            return found
    return plain(tick, ticks)


@lru_cache(maxsize=1 << 16)
def plain(tick: int, ticks: int) -> Fraction:
    """The beat of a tick, within half a tick, so that different ticks stay different."""
    found = _near(tick, ticks, (*_COMMON, *_RARE), _UNDER_HALF)
    return Fraction(tick, ticks) if found is None else found


def _near(tick: int, ticks: int, divisions: tuple[int, ...], reach: Fraction) -> Fraction | None:
    """The first fraction in those divisions of a beat that lies no more than `reach` ticks away."""
    for division in divisions:
        nearest = Fraction(round(Fraction(tick * division, ticks)), division)
        if abs(nearest * ticks - tick) <= reach:
            return nearest
    return None


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
