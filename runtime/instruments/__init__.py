"""The instruments: notes into sound.

`render` sums the notes of one cell of the frame grid. Each note is a pure function of its event: its state runs from
its onset, what falls outside the cell is dropped, and notes are added in the order given. So any split of the time into
cells gives the same bits. `tail_seconds` says how long a note sounds after its release, `version` what goes into cache
keys.
Nothing here imports numpy or numba until `render` is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...compiler.plan import Instrument, Note
from .tails import tail_seconds, version

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["render", "tail_seconds", "version"]


def render(instrument: Instrument, notes: Sequence[Note], frames: int, rate: int) -> NDArray[np.float32]:
    """The notes' sum over frames 0..`frames` of a cell, shape (2, frames); `note.start` counts from the cell's first
    frame and is negative for a note that began earlier. `rate` in Hz."""
    from .players import render_notes

    return render_notes(instrument, notes, frames, rate)
