"""A sounding note: what every voice needs of it before it makes sound."""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np

from ...compiler.frozen import dataclass
from ...compiler.plan import Note
from .controls import BLOCK, Control, Floats, block_count, edges
from .shaping import add_to_cell, saturate_stereo


@dataclass(frozen=True)
class Sounding:
    """A note over its own time. `t` (edge) is in seconds from the onset, over the whole of it; `blocks` is how many of
    its blocks this cell needs."""

    note: Note
    rate: int
    gate: float
    t: Floats
    blocks: int

    @cached_property
    def buffer(self) -> Floats:
        """(2, blocks * BLOCK), empty at first."""
        return silence(self.blocks)

    def fade(self, out: Floats, left: Floats, right: Floats) -> None:
        """Adds the buffer to the cell with a gain for each side, which ends at zero."""
        add_to_cell(out, self.note.start, self.buffer, self.blocks, left, right)


def silence(blocks: int) -> Floats:
    """(2, blocks * BLOCK) of zeros, which numpy's own `zeros` would write under the interpreter's lock."""
    out = np.empty((2, blocks * BLOCK))
    out[...] = 0.0
    return out


def sounding(note: Note, seconds: float, frames: int, rate: int) -> Sounding | None:
    """The note where it sounds for `seconds` from its onset; None when it is not heard in a cell of `frames`."""
    whole = block_count(seconds, rate)
    blocks = min(whole, -(-(frames - note.start) // BLOCK))
    if blocks <= 0 or note.start + whole * BLOCK <= 0:
        return None
    return Sounding(note, rate, note.length / rate, edges(whole, rate), blocks)


def filter_g(hertz: Control, rate: int) -> Floats:
    """The state-variable filter's g for corner frequencies, kept inside the band."""
    return np.asarray(np.tan(math.pi * np.minimum(np.maximum(hertz, 16.0), 0.45 * rate) / rate))


def saturation(drive: float) -> tuple[float, float]:
    """Gains into and out of the saturation; `drive` 0..1, for 0 none. Small signals grow by up to 6 dB, full ones are
    held."""
    gain = 1.0 + 5.0 * drive
    return (gain, (1.0 + drive) / gain) if drive > 0.0 else (0.0, 1.0)


def warm(buffer: Floats, drive: float) -> None:
    """Saturates a buffer."""
    if drive > 0.0:
        saturate_stereo(buffer, buffer.shape[1], *saturation(drive))
