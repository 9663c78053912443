"""Kernels of the string voice: the string's loop, and the resonances of a body."""

from __future__ import annotations

import numpy as np

from ..kernel import kernel
from .controls import BLOCK, Floats


@kernel(
    "void(float64[:, ::1], int64, float64[::1], float64[::1], float64[::1], float64, float64, float64, float64,"
    " float64, float64)",
    error_model="numpy",
)
def add_string(
    buffer: Floats,
    blocks: int,
    line: Floats,
    stroke: Floats,
    delays: Floats,
    keep: float,
    dull: float,
    bend: float,
    pickup: float,
    left: float,
    right: float,
) -> None:
    """Adds one string: a delay line closed over a loss and a dispersion filter, read by cubic Lagrange interpolation
    (Jaffe and Smith, Extensions of the Karplus-Strong plucked-string algorithm, 1983).

    `line` is empty, its length a power of two; `stroke` is what the pick puts into the loop; `delays` (edge) its length
    in frames; `keep` and `dull` the loss filter's gain and pole; `bend` the coefficient of four allpasses; `pickup` its
    place as a share of the length, 0 for none."""
    mask = line.shape[0] - 1
    low = a1 = a2 = a3 = a4 = 0.0
    b1 = b2 = b3 = b4 = 0.0
    write = 0
    for b in range(blocks):
        delay = delays[b]
        change = (delays[b + 1] - delay) / BLOCK
        for i in range(b * BLOCK, (b + 1) * BLOCK):
            n = int(delay)
            f = delay - n
            at = write - n
            x = (
                line[(at + 1) & mask] * (-f * (f - 1.0) * (f - 2.0) / 6.0)
                + line[at & mask] * ((f + 1.0) * (f - 1.0) * (f - 2.0) * 0.5)
                + line[(at - 1) & mask] * (-(f + 1.0) * f * (f - 2.0) * 0.5)
                + line[(at - 2) & mask] * ((f + 1.0) * f * (f - 1.0) / 6.0)
            )
            low = (1.0 - dull) * x + dull * low
            x = keep * low
            y = bend * (x - b1) + a1
            a1, b1 = x, y
            x = bend * (y - b2) + a2
            a2, b2 = y, x
            y = bend * (x - b3) + a3
            a3, b3 = x, y
            x = bend * (y - b4) + a4
            a4, b4 = y, x
            if i < stroke.shape[0]:
                x += stroke[i]
            line[write & mask] = x
            if pickup > 0.0:
                x -= line[(write - int(pickup * delay)) & mask]
            buffer[0, i] += left * x
            buffer[1, i] += right * x
            write += 1
            delay += change


@kernel(
    "void(float64[:, ::1], float64[::1], float64[::1], float64[::1], float64[::1], float64[::1])", error_model="numpy"
)
def add_resonances(buffer: Floats, drive: Floats, turns: Floats, keeps: Floats, left: Floats, right: Floats) -> None:
    """Adds `drive` (frames) heard through two-pole resonators: `turns` in radians a frame, `keeps` their pole radii."""
    for m in range(turns.shape[0]):
        c = 2.0 * keeps[m] * np.cos(turns[m])
        d = keeps[m] * keeps[m]
        scale = 0.5 * (1.0 - d)
        y1 = y2 = 0.0
        for i in range(drive.shape[0]):
            y = drive[i] + c * y1 - d * y2
            band = scale * (y - y2)
            y2 = y1
            y1 = y
            buffer[0, i] += left[m] * band
            buffer[1, i] += right[m] * band
