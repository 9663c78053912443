"""Rows: music between bar lines, in three small languages with start rules of their own (notes, chords, steps).

Each reader takes a row's text and gives frozen records and mistakes. Offsets (`at`) count from the start of the row's
text, so that a row which did not change is the same value wherever it stands, and is not read again. A bar with a
mistake holds what could be read of it: do not count its beats.
"""

from __future__ import annotations

from functools import lru_cache

from ..diagnostics import Mistake
from .chords import read_chord_row
from .notes import read_note_row
from .records import ChordRow, NoteRow, StepRow
from .steps import read_step_row

RowMistake = Mistake
_REMEMBERED = 1 << 16


@lru_cache(_REMEMBERED)
def read_notes(text: str, degrees: bool = False) -> tuple[NoteRow, tuple[Mistake, ...]]:
    """A note row. With `degrees`, numbers are scale degrees (`b7` is the flat seventh) and letters are mistakes;
    without, numbers are mistakes (and `b7` is a note)."""
    return read_note_row(text, degrees)


@lru_cache(_REMEMBERED)
def read_chords(text: str) -> tuple[ChordRow, tuple[Mistake, ...]]:
    """A chord row, its symbols as spelled."""
    return read_chord_row(text)


@lru_cache(_REMEMBERED)
def read_steps(text: str) -> tuple[StepRow, tuple[Mistake, ...]]:
    """A step row, `euclid(…)` spelled out."""
    return read_step_row(text)


__all__ = ["RowMistake", "read_chords", "read_notes", "read_steps"]
