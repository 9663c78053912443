"""Kernel of the samplers: a sample read at any speed, looped."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .controls import BLOCK, Floats

TAPS = 8
_BETA = 7.0
_PHASES = 512


@cache
def sinc_table() -> NDArray[np.float32]:
    """Interpolation weights (phase, tap): a sinc under a Kaiser window, each phase summing to 1."""
    phases = np.arange(_PHASES + 1)[:, None] / _PHASES
    x = np.arange(TAPS) - (TAPS // 2 - 1) - phases
    weights = np.sinc(x) * np.i0(_BETA * np.sqrt(np.clip(1.0 - (x / (TAPS // 2)) ** 2, 0.0, 1.0)))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float32)


@kernel(
    "void(float64[::1], int64, float32[::1], float64, float64, int64, float64[::1], float32[:, ::1])",
)
def add_sample(
    row: Floats,
    blocks: int,
    data: NDArray[np.float32],
    wrap_at: float,
    wrap_by: float,
    loop_frames: int,
    speeds: Floats,
    weights: NDArray[np.float32],
) -> None:
    """Adds a sample to one channel. `data` has TAPS frames of margin at both ends; positions count from its start.

    Where the position passes `wrap_at` it goes back by `wrap_by` frames (0: no loop), during the first `loop_frames` of
    the note. `speeds` (edge) are sample frames a frame, `weights` the interpolation's."""
    phases = weights.shape[0] - 1
    position = float(TAPS)
    end = data.shape[0] - TAPS
    frame = 0
    for b in range(blocks):
        speed = speeds[b]
        change = (speeds[b + 1] - speed) / BLOCK
        for i in range(b * BLOCK, (b + 1) * BLOCK):
            if wrap_by > 0.0 and frame < loop_frames:
                while position >= wrap_at:
                    position -= wrap_by
            if position >= end:
                return
            n = int(position)
            where = (position - n) * phases
            phase = int(where)
            share = where - phase
            total = 0.0
            for tap in range(TAPS):
                weight = weights[phase, tap] + share * (weights[phase + 1, tap] - weights[phase, tap])
                total += weight * data[n + tap - (TAPS // 2 - 1)]
            row[i] += total
            position += speed
            speed += change
            frame += 1
