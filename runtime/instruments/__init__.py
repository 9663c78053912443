"""The instruments: notes into sound.

`render` sums the notes of one cell of the frame grid. Each note is a pure function of its event: its state runs from
its onset, what falls outside the cell is dropped, and notes are added in the order given. So any split of the time into
cells gives the same bits. `tail_seconds` says how long a note sounds after its release, `version` what goes into cache
keys.
Nothing here imports numpy or numba until `render` is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...compiler.plan import Instrument, Note
from .places import Place
from .tails import tail_seconds, version

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .moving import Moves

__all__ = ["found_on_disk", "render", "tail_seconds", "version"]


def found_on_disk(instrument: Instrument, project: Path) -> tuple[Instrument, tuple[Place, ...]]:
    """The instrument as keys and voices know it, its files told by their digests, and where those files are. Raises
    OSError when one is gone."""
    from .fonts import find
    from .places import put

    if not instrument.sounds:
        return instrument, ()
    if instrument.kind == "soundfont":
        bank = instrument.sounds[0]
        path = find(bank.file, project)
        if path is None:
            raise FileNotFoundError(f"the SoundFont {bank.file} is gone")
        put([(bank.digest, str(path))])
        return replace(instrument, name=bank.digest, sounds=()), ((bank.digest, str(path)),)
    places = tuple({sound.digest: str(project / sound.file) for sound in instrument.sounds}.items())
    put(places)
    return replace(instrument, name=""), places


def render(
    instrument: Instrument, notes: Sequence[Note], frames: int, rate: int, moves: Sequence[Moves] = ()
) -> NDArray[np.float32]:
    """The notes' sum over frames 0..`frames` of a cell, shape (2, frames); `note.start` counts from the cell's first
    frame and is negative for a note that began earlier. `rate` in Hz. `moves` has what `moving.moves_of` gives for each
    note; where it is empty, only what the notes bring themselves moves."""
    from .players import render_notes

    return render_notes(instrument, notes, frames, rate, moves)
