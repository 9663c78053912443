"""What the name of a sample says: the drum or the note it holds, and how hard it was played.

`c4.wav`, `piano-f#3-p.wav`, `60.wav`, `kick.wav`, `snare-soft-2.wav`, `closed-hat_v90.wav`. A note's name counts before
a drum's, so that `bell-c5.wav` is a pitched bell; what is left over (`-2`, a maker's name) tells takes of one apart.
"""

from __future__ import annotations

import re

from ..composition.events import DYNAMICS
from ..frozen import dataclass
from ..vocabulary.instruments import piece_named

MIDDLE_C = 60
_SPOKEN = {"soft": 0.4, "quiet": 0.4, "medium": 0.65, "hard": 0.9, "loud": 0.9}
_SEMITONES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_NOTE = re.compile(r"([a-g])(##|#|s|bb|b|)(\d)")
_SHIFTS = {"##": 2, "#": 1, "s": 1, "": 0, "b": -1, "bb": -2}


@dataclass(frozen=True, slots=True)
class Told:
    """`piece` is a drum piece, `key` a MIDI note; neither where the name says nothing. `velocity` (0..1) is None where
    the name does not say it."""

    piece: str = ""
    key: int | None = None
    velocity: float | None = None


def told(stem: str) -> Told:
    """What a file's name without its ending says."""
    tokens = [token for token in re.split(r"[-_ .]+", stem.lower()) if token]
    key = next((key for token in reversed(tokens) if (key := _note(token)) is not None), None)
    piece = "" if key is not None else _piece(tokens)
    if key is None and not piece and tokens and tokens[0].isdigit() and int(tokens[0]) < 128:
        key = int(tokens[0])
    return Told(piece, key, next((v for token in tokens if (v := _velocity(token)) is not None), None))


def _note(token: str) -> int | None:
    match = _NOTE.fullmatch(token)
    if match is None:
        return None
    letter, shift, octave = match.groups()
    return 12 * (int(octave) + 1) + _SEMITONES[letter] + _SHIFTS[shift]


def _piece(tokens: list[str]) -> str:
    """The drum piece that most of the words together name; numbers at a word's end (`kick01`) do not count."""
    for length in range(len(tokens), 0, -1):
        for first in range(len(tokens) - length + 1):
            words = "-".join(tokens[first : first + length])
            piece = piece_named(words) or piece_named(words.rstrip("0123456789"))
            if piece is not None:
                return piece.name
    return ""


def _velocity(token: str) -> float | None:
    if token[0] == "v" and token[1:].isdigit() and int(token[1:]) < 128:
        return int(token[1:]) / 127
    return _SPOKEN.get(token, DYNAMICS.get(token))
