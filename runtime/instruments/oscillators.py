"""Kernels that make sound: wavetable oscillators and noise, added to a stereo buffer in blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .controls import BLOCK, Floats

_MULTIPLIER = np.uint64(6364136223846793005)  # Knuth's MMIX generator, modulo 2**64: its upper bits are good noise
_INCREMENT = np.uint64(1442695040888963407)
_EVERY_OTHER = np.uint64(pow(6364136223846793005, 2, 1 << 64))  # two steps of it at once
_BETWEEN = np.uint64(1442695040888963407 * (6364136223846793005 + 1) % (1 << 64))
_SHIFT = np.uint64(11)
_SCALE = 2.0**-52


@kernel(
    "void(float64[:, ::1], int64, float32[:, ::1], int64[:, ::1],"
    " float64[::1], float64[:, ::1], float64[::1], float64[::1])",
)
def add_waves(
    buffer: Floats,
    blocks: int,
    tables: NDArray[np.float32],
    levels: NDArray[np.int64],
    phases: Floats,
    steps: Floats,
    left: Floats,
    right: Floats,
) -> None:
    """Adds voices that read one wave: `tables` (level, samples), `levels` (voice, block) which of them, `phases`
    (voice), which it takes on from the onset to the end, and `steps` (voice, edge) per frame, both in cycles, `left`
    and `right` (voice) gains."""
    size = tables.shape[1] - 1
    for b in range(blocks):
        for v in range(phases.shape[0]):
            table = tables[levels[v, b]]
            phase = phases[v]
            step = steps[v, b]
            change = (steps[v, b + 1] - step) / BLOCK
            for i in range(b * BLOCK, (b + 1) * BLOCK):
                x = phase * size
                n = int(x)
                y = table[n] + (x - n) * (table[n + 1] - table[n])
                buffer[0, i] += left[v] * y
                buffer[1, i] += right[v] * y
                phase += step
                step += change
                if phase >= 1.0:
                    phase -= 1.0
            phases[v] = phase


@kernel("void(float64[:, ::1], int64, float64[::1], float64, uint64)")
def add_noise(buffer: Floats, blocks: int, level: Floats, width: float, seed: np.uint64) -> None:
    """Adds white noise of peak `level` (edge), the same on both sides but for `width` of it. Its middle and its side
    take the generator's numbers in turns; each steps over the other's, so that neither waits for the other."""
    for_middle = (seed * _MULTIPLIER + _INCREMENT) * _MULTIPLIER + _INCREMENT
    for_side = for_middle * _MULTIPLIER + _INCREMENT
    middle_share = 1.0 - 0.5 * width
    side_share = 0.5 * width
    for b in range(blocks):
        gain = level[b]
        change = (level[b + 1] - gain) / BLOCK
        for i in range(b * BLOCK, (b + 1) * BLOCK):
            middle = middle_share * (np.float64(np.int64(for_middle >> _SHIFT)) * _SCALE - 1.0)
            side = side_share * (np.float64(np.int64(for_side >> _SHIFT)) * _SCALE - 1.0)
            for_middle = for_middle * _EVERY_OTHER + _BETWEEN
            for_side = for_side * _EVERY_OTHER + _BETWEEN
            buffer[0, i] += gain * (middle + side)
            buffer[1, i] += gain * (middle - side)
            gain += change
