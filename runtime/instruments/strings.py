"""Kernels of the string voice: the pick, the string's loop, and the resonances of a body."""

from __future__ import annotations

import numpy as np

from ..kernel import kernel
from .controls import BLOCK, Floats

GUARD = BLOCK + 4  # the first frames of a string's line, which stand after its end again


@kernel("void(float64[::1], float64)", error_model="numpy")
def soften(sound: Floats, pole: float) -> None:
    """Passes a sound through a one-pole lowpass filter, in place."""
    y = 0.0
    for i in range(sound.shape[0]):
        y = (1.0 - pole) * sound[i] + pole * y
        sound[i] = y


@kernel(
    "void(float64[:, ::1], int64, float64[::1], float64[::1], float64[::1], float64[::1], float64, float64, float64,"
    " float64, float64, float64)",
    error_model="numpy",
)
def add_string(
    buffer: Floats,
    blocks: int,
    line: Floats,
    lanes: Floats,
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

    `line` (a power of two and GUARD) and `lanes` (BLOCK) are empty; `stroke` is what the pick puts into the loop;
    `delays` (edge) its length in frames, at least 2; `keep` and `dull` the loss filter's gain and pole; `bend` the
    coefficient of four allpasses; `pickup` its place as a share of the length, 0 for none.

    As many frames go round together as the loop is long, while what is read lies between the same frames of the line.
    """
    mask = line.shape[0] - GUARD - 1
    gain = keep * (1.0 - dull)
    low = a1 = a2 = a3 = a4 = 0.0
    b1 = b2 = b3 = b4 = 0.0
    for b in range(blocks):
        delay = delays[b]
        change = (delays[b + 1] - delay) / BLOCK
        write = b * BLOCK
        end = write + BLOCK
        while write < end:
            n = int(delay)
            f = delay - n
            size = max(1, min(end - write, n - 1))
            if change > 0.0:
                size = int(min(float(size), (1.0 - f) / change + 1.0))
            elif change < 0.0:
                size = int(min(float(size), f / -change + 1.0))
            at = (write - n - 2) & mask
            taps = line[at : at + GUARD]
            for i in range(size):
                x = f + i * change
                lanes[i] = (
                    taps[i + 3] * (-x * (x - 1.0) * (x - 2.0) * (1.0 / 6.0))
                    + taps[i + 2] * ((x + 1.0) * (x - 1.0) * (x - 2.0) * 0.5)
                    + taps[i + 1] * (-(x + 1.0) * x * (x - 2.0) * 0.5)
                    + taps[i] * ((x + 1.0) * x * (x - 1.0) * (1.0 / 6.0))
                )
            for i in range(size):
                low = gain * lanes[i] + dull * low
                y = (bend * low + a1) - bend * b1
                a1, b1 = low, y
                x = (bend * y + a2) - bend * b2
                a2, b2 = y, x
                y = (bend * x + a3) - bend * b3
                a3, b3 = x, y
                x = (bend * y + a4) - bend * b4
                a4, b4 = y, x
                if write + i < stroke.shape[0]:
                    x += stroke[write + i]
                line[(write + i) & mask] = x
                lanes[i] = x
            if pickup > 0.0:
                for i in range(size):
                    lanes[i] -= line[(write + i - int(pickup * (delay + i * change))) & mask]
            if ((write + size) & mask) < GUARD + BLOCK:
                for i in range(GUARD):
                    line[mask + 1 + i] = line[i]
            for i in range(size):
                buffer[0, write + i] += left * lanes[i]
                buffer[1, write + i] += right * lanes[i]
            write += size
            delay += size * change


@kernel(
    "void(float64[:, ::1], float64[::1], float64[::1], float64[::1], float64[::1], float64[::1])", error_model="numpy"
)
def add_resonances(buffer: Floats, drive: Floats, turns: Floats, keeps: Floats, left: Floats, right: Floats) -> None:
    """Adds `drive` (frames) heard through two-pole resonators, an even number of them, two side by side: `turns` in
    radians a frame, `keeps` their pole radii."""
    for m in range(0, turns.shape[0], 2):
        b = 2.0 * keeps[m] * np.cos(turns[m])
        c = keeps[m] * keeps[m]
        d = 2.0 * keeps[m + 1] * np.cos(turns[m + 1])
        e = keeps[m + 1] * keeps[m + 1]
        x1 = x2 = y1 = y2 = 0.0
        x_left, x_right = 0.5 * (1.0 - c) * left[m], 0.5 * (1.0 - c) * right[m]
        y_left, y_right = 0.5 * (1.0 - e) * left[m + 1], 0.5 * (1.0 - e) * right[m + 1]
        for i in range(drive.shape[0]):
            x = (drive[i] - c * x2) + b * x1
            y = (drive[i] - e * y2) + d * y1
            buffer[0, i] += x_left * (x - x2) + y_left * (y - y2)
            buffer[1, i] += x_right * (x - x2) + y_right * (y - y2)
            x2, x1 = x1, x
            y2, y1 = y1, y
