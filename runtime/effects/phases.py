"""The phases of a phase vocoder, with peaks that hold their neighbours (identity phase locking: Laroche and Dolson,
"Improved phase vocoder time-scale modification of audio", IEEE Trans. Speech and Audio Processing, 1999)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Turn(NamedTuple):
    """By how much each bin is turned: as angles, and as factors of the spectrum."""

    angles: NDArray[np.float64]
    factors: NDArray[np.complex128]


def unturned(bins: int) -> Turn:
    return Turn(np.zeros(bins), np.ones(bins, np.complex128))


def locked(now: NDArray[np.complex128], before: NDArray[np.complex128], turn: Turn, hop: int, made_hop: int) -> Turn:
    """The next turn, given the one before: each peak by what its frequency has gained when grains taken `hop` frames
    apart are laid `made_hop` apart, the bins around it alike."""
    size = np.abs(now)
    inner = size[2:-2]
    higher = (inner > size[1:-3]) & (inner >= size[3:-1]) & (inner > size[:-4]) & (inner >= size[4:])
    peaks = np.flatnonzero(higher) + 2
    if peaks.size == 0:
        return turn
    expected = np.pi * hop / (size.size - 1) * peaks
    moved = np.angle(now[peaks] * np.conj(before[peaks])) - expected
    frequency = (expected + moved - 2.0 * np.pi * np.rint(moved / (2.0 * np.pi))) / hop
    turned = np.mod(turn.angles[peaks] + frequency * (made_hop - hop), 2.0 * np.pi)
    edges = (peaks[1:] + peaks[:-1] + 1) // 2
    widths = np.diff(np.concatenate(([0], edges, [size.size])))
    return Turn(np.repeat(turned, widths), np.repeat(np.exp(1j * turned), widths))
