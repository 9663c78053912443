"""Everything that is struck: a bank of decaying sines."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .controls import BLOCK, Floats

_SILENT = math.log(3e-6)  # a mode that has fallen by 110 dB is left out
_GROUP = 4  # modes that are summed together
_TABLE = 2 * BLOCK

Singles = NDArray[np.float32]


def add_modes(
    buffer: Floats, blocks: int, turns: Floats, keeps: Floats, phases: Floats, left: Floats, right: Floats, rise: Floats
) -> None:
    """Adds modes to the first blocks of a stereo buffer: `turns` in radians a frame, `keeps` what each keeps from frame
    to frame, `phases` in radians, gains, those on the left above 0. `rise` (frames, as many as it takes) is what their
    sum comes in by."""
    groups = -(-len(turns) // _GROUP)
    _add_modes(
        *(buffer, blocks, turns, keeps, phases, left, right, rise, np.zeros(2 * BLOCK, np.float32)),
        *(np.zeros((groups, _GROUP * _TABLE), np.float32), np.zeros((3, groups * _GROUP), np.float32)),
        np.zeros((5, groups * _GROUP)),
    )


@kernel(
    "void(float64[:, ::1], int64, float64[::1], float64[::1], float64[::1], float64[::1], float64[::1], float64[::1],"
    " float32[::1], float32[:, ::1], float32[:, ::1], float64[:, ::1])",
    error_model="numpy",
)
def _add_modes(
    buffer: Floats,
    blocks: int,
    turns: Floats,
    keeps: Floats,
    phases: Floats,
    left: Floats,
    right: Floats,
    rise: Floats,
    sums: Singles,
    tables: Singles,
    levels: Singles,
    phasors: Floats,
) -> None:
    """A mode is a phasor, turned on by a block at a time, times a table of what one block of it is, so that no frame
    waits for another. The scratch is empty: `sums` of a block, `tables` (group), `levels` and `phasors` (mode).
    """
    block = sums.shape[0] // 2  # BLOCK; but short loops of a known length are unrolled and not widened
    for m in range(turns.shape[0]):
        x, y = keeps[m] * np.cos(turns[m]), keeps[m] * np.sin(turns[m])
        u, v = 1.0, 0.0
        table = (m % _GROUP) * _TABLE
        for i in range(BLOCK):
            tables[m // _GROUP, table + i] = u
            tables[m // _GROUP, table + BLOCK + i] = v
            u, v = x * u - y * v, x * v + y * u
        phasors[0, m] = u
        phasors[1, m] = v
        phasors[2, m] = left[m] * np.cos(phases[m])
        phasors[3, m] = left[m] * np.sin(phases[m])
        phasors[4, m // _GROUP] = max(phasors[4, m // _GROUP], _SILENT / (BLOCK * np.log(keeps[m])))
        levels[2, m] = right[m] / left[m]
    for at in range(0, blocks * BLOCK, BLOCK):
        for m in range(levels.shape[1]):
            u, v = phasors[2, m], phasors[3, m]
            levels[0, m] = u
            levels[1, m] = v
            phasors[2, m] = phasors[0, m] * u - phasors[1, m] * v
            phasors[3, m] = phasors[0, m] * v + phasors[1, m] * u
        for i in range(2 * block):
            sums[i] = 0.0
        for g in range(tables.shape[0]):
            if at >= BLOCK * phasors[4, g]:
                continue
            m = g * _GROUP
            u0, u1, u2, u3 = levels[0, m], levels[0, m + 1], levels[0, m + 2], levels[0, m + 3]
            v0, v1, v2, v3 = levels[1, m], levels[1, m + 1], levels[1, m + 2], levels[1, m + 3]
            r0, r1, r2, r3 = levels[2, m], levels[2, m + 1], levels[2, m + 2], levels[2, m + 3]
            for i in range(BLOCK):
                y0 = v0 * tables[g, i] + u0 * tables[g, BLOCK + i]
                y1 = v1 * tables[g, _TABLE + i] + u1 * tables[g, _TABLE + BLOCK + i]
                y2 = v2 * tables[g, 2 * _TABLE + i] + u2 * tables[g, 2 * _TABLE + BLOCK + i]
                y3 = v3 * tables[g, 3 * _TABLE + i] + u3 * tables[g, 3 * _TABLE + BLOCK + i]
                sums[i] += (y0 + y1) + (y2 + y3)
                sums[BLOCK + i] += (r0 * y0 + r1 * y1) + (r2 * y2 + r3 * y3)
        for i in range(min(block, rise.shape[0] - at)):
            sums[i] *= rise[at + i]
            sums[BLOCK + i] *= rise[at + i]
        for i in range(block):
            buffer[0, at + i] += sums[i]
            buffer[1, at + i] += sums[BLOCK + i]
