"""General MIDI's percussion keys as drum pieces."""

from __future__ import annotations

from .pieces import PIECES

BY_KEY = {piece.key: piece.name for piece in PIECES.values()}
# Percussion keys without a piece of their own, and the piece that comes nearest (General MIDI percussion map).
NEAREST = {
    key: piece
    for piece, keys in {
        "kick": (35,),
        "snare": (40,),
        "rim": (31, 33),
        "snap": (28,),
        "tom-high": (48,),
        "tom-low": (86,),
        "floor-tom": (43, 87),
        "ride": (59,),
        "shaker": (69, 82),
        "cowbell": (58, 67, 68),
        "woodblock": (32, 77, 85),
        "triangle": (34, 71, 72, 80, 83, 84),
        "conga-low": (79,),
        "conga-high": (78,),
        "timbale": (66,),
        "guiro": (29, 30, 74),
    }.items()
    for key in keys
}


def piece_at(key: int) -> str:
    """The drum piece of a percussion key, empty for a key that General MIDI does not name."""
    return BY_KEY.get(key) or NEAREST.get(key, "")
