"""Whether a song plays what a MIDI file plays: every note's pitch, onset and length within a tick."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from ...compiler.frozen import dataclass
from ...compiler.vocabulary.instruments.percussion import BY_KEY
from .drums import piece_of
from .midi_in import MidiSong

if TYPE_CHECKING:
    from ...compiler.score import Score

Note = tuple[int, Fraction, Fraction]  # pitch, start and length in quarter notes


@dataclass(frozen=True, slots=True)
class Comparison:
    """`same` notes of `total` come back; of the others `moved` have their pitch and onset but another length, `lost`
    are not there, and `added` are there and were not in the file. `replaced` are drum keys that stand in for others."""

    total: int
    same: int
    moved: int
    lost: int
    added: int
    replaced: tuple[tuple[int, str], ...]

    @property
    def exact(self) -> bool:
        return self.same == self.total and not self.added


def compare(song: MidiSong, score: Score) -> Comparison:
    """The notes of the file against those of the score, each used once."""
    tick = Fraction(1, song.ticks)
    played: dict[int, list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for part in score.tracks:
        for note in part.notes:
            played[round(note.pitch)].append((note.start_beats, note.length_beats))
    for notes in played.values():
        notes.sort()
    total = same = moved = 0
    replaced: dict[int, str] = {}
    wrong: list[Note] = []
    for pitch, start, length in _wanted(song, replaced):
        total += 1
        if _take(played[pitch], start, length, tick):
            same += 1
        else:
            wrong.append((pitch, start, length))
    for pitch, start, _ in wrong:
        moved += _take(played[pitch], start, None, tick)
    added = sum(map(len, played.values()))
    return Comparison(total, same, moved, total - same - moved, added, tuple(sorted(replaced.items())))


def _wanted(song: MidiSong, replaced: dict[int, str]) -> list[Note]:
    keys = {piece: key for key, piece in BY_KEY.items()}
    wanted: list[Note] = []
    for part in song.parts:
        for note in part.notes:
            pitch = note.pitch
            if part.drums and pitch not in BY_KEY:
                replaced[pitch] = piece_of(pitch)
                pitch = keys[piece_of(pitch)]
            wanted.append((pitch, Fraction(note.start, song.ticks), Fraction(note.length, song.ticks)))
    return sorted(wanted)


def _take(played: list[tuple[Fraction, Fraction]], start: Fraction, length: Fraction | None, tick: Fraction) -> bool:
    """Takes the note at that place out of those played; False when there is none."""
    index = bisect_left(played, (start - tick, Fraction(0)))
    while index < len(played) and played[index][0] <= start + tick:
        if length is None or abs(played[index][1] - length) <= tick:
            del played[index]
            return True
        index += 1
    return False
