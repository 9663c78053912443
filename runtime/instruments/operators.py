"""Kernel of the FM voice: a carrier and its modulator."""

from __future__ import annotations

import numpy as np

from ..kernel import kernel
from .controls import BLOCK, Floats


@kernel(
    "void(float64[:, ::1], int64, float64[::1], float64[::1], float64[::1], float64, float64, float64,"
    " float64[::1], float64[::1], float64, float64)",
    error_model="numpy",
)
def add_pair(
    buffer: Floats,
    blocks: int,
    sine: Floats,
    steps: Floats,
    level: Floats,
    carrier_ratio: float,
    modulator_ratio: float,
    feedback: float,
    index: Floats,
    phases: Floats,
    left: float,
    right: float,
) -> None:
    """Adds sin(carrier + index * sin(modulator)) (Chowning 1973, as phase modulation).

    `sine` is one cycle and its first sample again; `steps` (edge) cycles a frame of the note, `level` and `index`
    (edge; index in radians), `feedback` the modulator's phase modulation by its own last two samples, `phases` those of
    both at the onset."""
    size = sine.shape[0] - 1
    carrier = phases[0]
    modulator = phases[1]
    last = before = 0.0
    cycles = 0.5 / np.pi
    for b in range(blocks):
        step = steps[b]
        gain = level[b]
        depth = index[b] * cycles
        step_change = (steps[b + 1] - step) / BLOCK
        gain_change = (level[b + 1] - gain) / BLOCK
        depth_change = (index[b + 1] * cycles - depth) / BLOCK
        for i in range(b * BLOCK, (b + 1) * BLOCK):
            x = modulator + feedback * cycles * 0.5 * (last + before) + 8.0
            x = (x - np.floor(x)) * size
            n = int(x)
            before = last
            last = sine[n] + (x - n) * (sine[n + 1] - sine[n])
            x = carrier + depth * last + 8.0
            x = (x - np.floor(x)) * size
            n = int(x)
            y = gain * (sine[n] + (x - n) * (sine[n + 1] - sine[n]))
            buffer[0, i] += left * y
            buffer[1, i] += right * y
            carrier += step * carrier_ratio
            carrier -= np.floor(carrier)
            modulator += step * modulator_ratio
            modulator -= np.floor(modulator)
            step += step_change
            gain += gain_change
            depth += depth_change
