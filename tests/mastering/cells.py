"""Cells made alone, as the engine makes them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from songc.runtime.mastering import meters
from songc.runtime.mastering.limiter import limit, limiter_window
from songc.runtime.mastering.meters import Measures
from songc.runtime.window import Window

CELL = 1 << 18
Sound = NDArray[np.float32]


def windowed(sound: Sound, window: Window, start: int, frames: int) -> Sound:
    """The frames with their window around them, silence where it reaches beyond the sound."""
    padded = np.pad(sound, ((0, 0), (window.lookback, window.lookahead)))
    return np.ascontiguousarray(padded[:, start : start + window.lookback + frames + window.lookahead])


def starts(sound: Sound, cell: int) -> list[tuple[int, int]]:
    return [(start, min(cell, sound.shape[1] - start)) for start in range(0, sound.shape[1], cell)]


def measures(sound: Sound, rate: int, cell: int = CELL) -> list[bytes]:
    window = meters.measure_window(rate)
    return [
        meters.measure(windowed(sound, window, start, frames), rate=rate, start=start, frames=frames)
        for start, frames in starts(sound, cell)
    ]


def figures(sound: Sound, rate: int, cell: int = CELL) -> Measures:
    return meters.combine(measures(sound, rate, cell))


def limited(sound: Sound, rate: int, gain_db: float, ceiling_dbtp: float, cell: int = CELL) -> Sound:
    """The limiter's output, cell by cell."""
    window = limiter_window(rate)
    parts = []
    for start, frames in starts(sound, cell):
        heard = windowed(sound, window, start, frames)
        made = limit(heard, rate=rate, gain_db=gain_db, ceiling_dbtp=ceiling_dbtp)
        parts.append(made[:, window.lookback : window.lookback + frames])
    return np.concatenate(parts, axis=1)
