"""Voices: the notes of a part as lines in which one thing sounds at a time, cut into bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ...compiler.frozen import dataclass
from .bars import Bar
from .clock import Tone


@dataclass(frozen=True, slots=True)
class Sound:
    """Notes that begin and end together. `pitches` are in order; `velocity` is the loudest one's."""

    start: Fraction
    end: Fraction
    pitches: tuple[int, ...]
    velocity: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar, from its start: a sound, or a rest where `pitches` is empty. `tied` goes on in the next bar."""

    length: Fraction
    pitches: tuple[int, ...]
    velocity: int
    tied: bool


Content = tuple[Piece, ...]


def voices(notes: Iterable[Tone]) -> list[list[Sound]]:
    """Notes parted into voices that do not overlap themselves: each sound goes to the free voice that is nearest in
    pitch. The voice with the most sounds comes first."""
    found: list[list[Sound]] = []
    for sound in _sounds(notes):
        free = [voice for voice in found if voice[-1].end <= sound.start]
        if free:
            min(free, key=lambda voice: (_distance(voice[-1], sound), sound.start - voice[-1].end)).append(sound)
        else:
            found.append([sound])
    return sorted(found, key=lambda voice: -len(voice))


def _sounds(notes: Iterable[Tone]) -> list[Sound]:
    """Chords, highest first where several begin together. A pitch that stands twice makes a second sound."""
    together: dict[tuple[Fraction, Fraction, int], list[Tone]] = {}
    seen: dict[Tone, int] = {}
    for tone in notes:
        plain = Tone(tone.start, tone.end, tone.pitch, 0)
        copy = seen[plain] = seen.get(plain, -1) + 1
        together.setdefault((tone.start, tone.end, copy), []).append(tone)
    sounds = [
        Sound(start, end, tuple(sorted(tone.pitch for tone in chord)), max(tone.velocity for tone in chord))
        for (start, end, _), chord in together.items()
    ]
    return sorted(sounds, key=lambda sound: (sound.start, -sound.pitches[-1]))


def _distance(before: Sound, after: Sound) -> int:
    return abs(before.pitches[-1] - after.pitches[-1])


def in_bars(voice: Sequence[Sound], bars: Sequence[Bar]) -> list[Content]:
    """What a voice plays in each bar, rests between. A bar of silence is one rest."""
    contents: list[Content] = []
    index = 0
    for bar in bars:
        pieces: list[Piece] = []
        at = bar.start
        while index < len(voice) and voice[index].start < bar.end:
            sound = voice[index]
            start, end = max(sound.start, bar.start), min(sound.end, bar.end)
            if start > at:
                pieces.append(_rest(start - at))
            pieces.append(Piece(end - start, sound.pitches, sound.velocity, sound.end > bar.end))
            at = end
            if sound.end > bar.end:
                break
            index += 1
        if at < bar.end:
            pieces.append(_rest(bar.end - at))
        contents.append(tuple(pieces))
    return contents


def _rest(length: Fraction) -> Piece:
    return Piece(length, (), 0, False)


def silent(content: Content) -> bool:
    return all(not piece.pitches for piece in content)
