"""Reading a sound between its frames: a windowed sinc."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel

TAPS = 32
_BETA = 10.0  # Kaiser's: side lobes under -100 dB
_ROWS = 512  # places between two frames; between rows the weights are joined by lines, which is exact to -110 dB


@cache
def sinc_rows() -> NDArray[np.float64]:
    """Weights for each place between two frames, the last row being that of the next frame: (rows + 1, TAPS)."""
    distance = np.arange(TAPS)[None, :] - (TAPS // 2 - 1) - np.arange(_ROWS + 1)[:, None] / _ROWS
    window = np.i0(_BETA * np.sqrt(np.maximum(1.0 - (distance / (TAPS // 2)) ** 2, 0.0)))
    weights = np.sinc(distance) * window
    return np.ascontiguousarray(weights / weights.sum(axis=1, keepdims=True))


@kernel("void(float64[::1], float64[::1], float64[:, ::1], float64[::1])")
def _read(
    audio: NDArray[np.float64], places: NDArray[np.float64], rows: NDArray[np.float64], out: NDArray[np.float64]
) -> None:
    count = rows.shape[0] - 1
    taps = rows.shape[1]
    for i in range(places.shape[0]):
        base = int(np.floor(places[i]))
        where = (places[i] - base) * count
        row = min(int(where), count - 1)
        share = where - row
        total = 0.0
        for tap in range(taps):
            frame = base + tap - (taps // 2 - 1)
            if 0 <= frame < audio.shape[0]:
                total += (rows[row, tap] + share * (rows[row + 1, tap] - rows[row, tap])) * audio[frame]
        out[i] = total


def read_at(audio: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """One channel at fractional frames; silence outside it."""
    out = np.empty(places.size)
    _read(np.ascontiguousarray(audio), np.ascontiguousarray(places), sinc_rows(), out)
    return out
