"""Kernel of the drums' room: a small feedback delay network."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .controls import Floats


@kernel(
    "void(float64[:, ::1], float64, float64[:, ::1], int64[::1], float64[::1], float64)",
    error_model="numpy",
)
def add_room(
    buffer: Floats, send: float, lines: Floats, delays: NDArray[np.int64], keeps: Floats, damping: float
) -> None:
    """Adds a room to a stereo buffer, heard by `send` of its middle.

    Eight delay lines (Jot and Chaigne 1991), their outputs mixed by a Hadamard matrix: `delays` in frames, `keeps` what
    remains after each turn, `damping` 0..1 the treble lost on each. `lines` (8, longest) is empty; even ones are heard
    on the left, odd ones on the right."""
    low = np.zeros(8)
    taps = np.zeros(8)
    heads = np.zeros(8, dtype=np.int64)
    half_root = np.sqrt(0.125)
    for i in range(buffer.shape[1]):
        x = 0.5 * send * (buffer[0, i] + buffer[1, i])
        for n in range(8):
            y = lines[n, heads[n]]
            low[n] = y + damping * (low[n] - y)
            taps[n] = keeps[n] * low[n]
        buffer[0, i] += taps[0] - taps[2] + taps[4] - taps[6]
        buffer[1, i] += taps[1] - taps[3] + taps[5] - taps[7]
        for span in (1, 2, 4):
            for n in range(8):
                if n & span == 0:
                    a = taps[n]
                    taps[n] = a + taps[n + span]
                    taps[n + span] = a - taps[n + span]
        for n in range(8):
            lines[n, heads[n]] = x * (1.0 - 2.0 * (n // 2 % 2)) + half_root * taps[n]
            heads[n] += 1
            if heads[n] >= delays[n]:
                heads[n] = 0
