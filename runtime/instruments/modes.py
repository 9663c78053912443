"""Everything that is struck: a bank of decaying sines."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .controls import BLOCK, Floats

_SILENT = math.log(3e-6)  # a mode that has fallen by 110 dB is left out

Singles = NDArray[np.float32]


def add_modes(
    buffer: Floats, blocks: int, turns: Floats, keeps: Floats, phases: Floats, left: Floats, right: Floats, rise: Floats
) -> None:
    """Adds modes to the first blocks of a stereo buffer: `turns` in radians a frame, `keeps` what each keeps from frame
    to frame, `phases` in radians, gains, those on the left above 0. `rise` (frames, as many as it takes) is what their
    sum comes in by."""
    decays = np.log(keeps)
    step = np.exp(decays + 1j * turns)
    now = left * np.exp(1j * phases)
    phasors = np.empty((5, len(turns)))
    phasors[0], phasors[1], phasors[2], phasors[3] = step.real, step.imag, now.real, now.imag
    np.divide(_SILENT, decays, out=phasors[4])
    tables, sums = np.zeros((len(turns), 2 * BLOCK), np.float32), np.zeros(2 * BLOCK, np.float32)
    _add_modes(buffer, blocks, phasors, (right / left).astype(np.float32), rise, tables, sums)


@kernel(
    "void(float64[:, ::1], int64, float64[:, ::1], float32[::1], float64[::1], float32[:, ::1], float32[::1])",
)
def _add_modes(
    buffer: Floats, blocks: int, phasors: Floats, sides: Singles, rise: Floats, tables: Singles, sums: Singles
) -> None:
    """A mode is a phasor, turned on by a block at a time, times a table of what one block of it is, so that no frame
    waits for another. `phasors` are the factor of a frame, the value at the onset and the frames until silence of each
    mode; `sides` its gain on the right over that on the left; `tables` (mode) and `sums` (a block) are empty."""
    block = sums.shape[0] // 2  # BLOCK; but short loops of a known length are unrolled and not widened
    for m in range(sides.shape[0]):
        x = phasors[0, m]
        y = phasors[1, m]
        u = 1.0
        v = 0.0
        for i in range(BLOCK):
            tables[m, i] = u
            tables[m, BLOCK + i] = v
            u, v = x * u - y * v, x * v + y * u
        phasors[0, m] = u
        phasors[1, m] = v
    for at in range(0, blocks * BLOCK, BLOCK):
        for i in range(2 * block):
            sums[i] = 0.0
        for m in range(sides.shape[0]):
            if at < phasors[4, m]:
                u = phasors[2, m]
                v = phasors[3, m]
                phasors[2, m] = phasors[0, m] * u - phasors[1, m] * v
                phasors[3, m] = phasors[0, m] * v + phasors[1, m] * u
                p = np.float32(u)
                q = np.float32(v)
                side = sides[m]
                for i in range(BLOCK):
                    z = q * tables[m, i] + p * tables[m, BLOCK + i]
                    sums[i] += z
                    sums[BLOCK + i] += side * z
        for i in range(min(block, rise.shape[0] - at)):
            sums[i] *= rise[at + i]
            sums[BLOCK + i] *= rise[at + i]
        for i in range(block):
            buffer[0, at + i] += sums[i]
            buffer[1, at + i] += sums[BLOCK + i]
