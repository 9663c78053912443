"""Chokes: on a kit, a stroke on one piece silences another (a closed hi-hat the open one)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import plan
from ..vocabulary.instruments import PIECES

_LONGEST_RING = 8.0  # seconds; a choke later than this is none, so that an edit far away changes nothing


def choked(notes: Sequence[plan.Note], rate: int) -> tuple[plan.Note, ...]:
    """The notes (sorted by start), each with the time after which another stroke silences it."""
    silenced_by: dict[str, int] = {}  # piece to the start of the next stroke that silences it
    found: list[plan.Note] = []
    for note in reversed(notes):
        stop = silenced_by.get(note.piece)
        if stop is not None and note.start < stop <= note.start + _LONGEST_RING * rate:
            note = replace(note, choke=stop - note.start)
        piece = PIECES.get(note.piece)
        for silenced in piece.chokes if piece is not None else ():
            silenced_by[silenced] = note.start
        found.append(note)
    return tuple(reversed(found))
