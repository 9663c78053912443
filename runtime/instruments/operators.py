"""Kernel of the FM voice: a carrier and its modulator, block by block."""

from __future__ import annotations

import numpy as np

from ..kernel import kernel
from .controls import BLOCK, Floats

_CYCLES = 0.5 / np.pi


@kernel("float64(float64)", error_model="numpy", inline="always")
def _sine(cycles: float) -> float:
    """sin(2 pi x) to 1.2e-8: the cosine's Chebyshev interpolant of degree 6 in the phase squared, over a cycle."""
    r = cycles - 0.25
    r -= np.floor(r + 0.5)
    z = r * r
    y = -25.966884612550658 + z * 6.527705962902734
    y = 64.93911592834692 + z * (-85.45011342750767 + z * (60.16742979194585 + z * y))
    y = 0.9999999889445765 + z * (-19.739204466576158 + z * y)
    return float(y)


@kernel(
    "void(float64[:, ::1], int64, float64[::1], float64[::1], float64[::1], float64, float64, float64,"
    " float64[::1], float64, float64)",
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
    left: float,
    right: float,
) -> None:
    """Adds sin(carrier + index * sin(modulator)) (Chowning 1973, as phase modulation), both from phase 0.

    `steps` (edge) cycles a frame of the note, `level` and `index` (edge; index in radians), `feedback` the modulator's
    phase modulation by its own last two samples. `sine` is one cycle and its first sample again: what feeds back is
    read from it, since a table answers sooner than a sum."""
    size = sine.shape[0] - 1
    lanes = np.zeros(BLOCK)
    carrier = modulator = 0.0
    last = before = 0.0
    for b in range(blocks):
        step = steps[b]
        half = (steps[b + 1] - step) * (0.5 / BLOCK)
        depth = index[b] * _CYCLES
        deeper = (index[b + 1] * _CYCLES - depth) / BLOCK
        if feedback != 0.0:
            for i in range(BLOCK):
                x = modulator + modulator_ratio * (i * (step + half * (i - 1)))
                x += feedback * _CYCLES * 0.5 * (last + before)
                x = (x - np.floor(x)) * size
                n = int(x)
                before = last
                last = sine[n] + (x - n) * (sine[n + 1] - sine[n])
                lanes[i] = (depth + i * deeper) * last
        elif depth != 0.0 or deeper != 0.0:
            for i in range(BLOCK):
                x = modulator + modulator_ratio * (i * (step + half * (i - 1)))
                lanes[i] = (depth + i * deeper) * _sine(x)
        else:
            lanes[:] = 0.0
        gain = level[b]
        louder = (level[b + 1] - gain) / BLOCK
        if gain != 0.0 or louder != 0.0:
            at = b * BLOCK
            for i in range(BLOCK):
                x = carrier + carrier_ratio * (i * (step + half * (i - 1))) + lanes[i]
                y = (gain + i * louder) * _sine(x)
                buffer[0, at + i] += left * y
                buffer[1, at + i] += right * y
        turned = BLOCK * (step + half * (BLOCK - 1))
        carrier += carrier_ratio * turned
        carrier -= np.floor(carrier)
        modulator += modulator_ratio * turned
        modulator -= np.floor(modulator)
