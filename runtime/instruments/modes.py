"""Kernel of everything that is struck: a bank of decaying sines."""

from __future__ import annotations

import numpy as np

from ..kernel import kernel
from .controls import BLOCK, Floats

_SILENT = 1e-6  # a mode that has fallen so far below its onset is left out


@kernel(
    "void(float64[:, ::1], int64, float64[:, ::1], float64[::1], float64[::1], float64[::1], float64[::1],"
    " float64[::1])",
    error_model="numpy",
)
def add_modes(
    buffer: Floats,
    blocks: int,
    lanes: Floats,
    turns: Floats,
    keeps: Floats,
    phases: Floats,
    left: Floats,
    right: Floats,
) -> None:
    """Adds modes: `turns` in radians a frame, `keeps` what each keeps from frame to frame, `phases` in radians, gains.

    `lanes` (2, BLOCK) is scratch: a block of one mode as a phasor, turned on by a whole block at a time."""
    for m in range(turns.shape[0]):
        level = 1.0
        for i in range(BLOCK):
            lanes[0, i] = level * np.cos(phases[m] + turns[m] * i)
            lanes[1, i] = level * np.sin(phases[m] + turns[m] * i)
            level *= keeps[m]
        c = level * np.cos(turns[m] * BLOCK)
        s = level * np.sin(turns[m] * BLOCK)
        block_keep = level
        level = 1.0
        for b in range(blocks):
            at = b * BLOCK
            for i in range(BLOCK):
                u = lanes[0, i]
                v = lanes[1, i]
                buffer[0, at + i] += left[m] * v
                buffer[1, at + i] += right[m] * v
                lanes[0, i] = c * u - s * v
                lanes[1, i] = s * u + c * v
            level *= block_keep
            if level < _SILENT:
                break
