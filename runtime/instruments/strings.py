"""Kernels of the string voice: the pick, the string's loop, and the resonances of a body."""

from __future__ import annotations

import numpy as np

from ..kernel import kernel
from .controls import BLOCK, Floats

GUARD = BLOCK + 4  # the first frames of a string's line, which stand after its end again


@kernel("void(float64[::1], float64)")
def soften(sound: Floats, pole: float) -> None:
    """Passes a sound through a one-pole lowpass filter, in place."""
    y = 0.0
    for i in range(sound.shape[0]):
        y = (1.0 - pole) * sound[i] + pole * y
        sound[i] = y


@kernel(
    "void(float64[:, ::1], int64, float64[::1], float64[::1], float64[::1], float64[::1], float64, float64, float64,"
    " float64, float64, float64)",
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
            left_out, right_out = buffer[0, write : write + size], buffer[1, write : write + size]
            for i in range(size):
                left_out[i] += left * lanes[i]
                right_out[i] += right * lanes[i]
            write += size
            delay += size * change


@kernel(
    "void(float64[:, ::1], float64[::1], float64[::1], float64[::1], float64[::1], float64[::1], float64[::1])",
)
def add_resonances(
    buffer: Floats, drive: Floats, turns: Floats, keeps: Floats, left: Floats, right: Floats, lanes: Floats
) -> None:
    """Adds `drive` (frames, whole blocks) heard through two-pole resonators, a multiple of four of them, four side by
    side: `turns` in radians a frame, `keeps` their pole radii. `lanes` (4 * BLOCK) is scratch, from which a block of
    them is added to both sides at once."""
    for m in range(0, turns.shape[0], 4):
        p, q, r, s = keeps[m], keeps[m + 1], keeps[m + 2], keeps[m + 3]
        p_turn, q_turn = 2.0 * p * np.cos(turns[m]), 2.0 * q * np.cos(turns[m + 1])
        r_turn, s_turn = 2.0 * r * np.cos(turns[m + 2]), 2.0 * s * np.cos(turns[m + 3])
        p_keep, q_keep, r_keep, s_keep = p * p, q * q, r * r, s * s
        p_gain, q_gain = 0.5 * (1.0 - p_keep), 0.5 * (1.0 - q_keep)
        r_gain, s_gain = 0.5 * (1.0 - r_keep), 0.5 * (1.0 - s_keep)
        p_left, q_left = p_gain * left[m], q_gain * left[m + 1]
        r_left, s_left = r_gain * left[m + 2], s_gain * left[m + 3]
        p_right, q_right = p_gain * right[m], q_gain * right[m + 1]
        r_right, s_right = r_gain * right[m + 2], s_gain * right[m + 3]
        p1 = p2 = q1 = q2 = r1 = r2 = s1 = s2 = 0.0
        for at in range(0, drive.shape[0], BLOCK):
            for i in range(BLOCK):
                x = drive[at + i]
                p = (x - p_keep * p2) + p_turn * p1
                q = (x - q_keep * q2) + q_turn * q1
                r = (x - r_keep * r2) + r_turn * r1
                s = (x - s_keep * s2) + s_turn * s1
                lanes[i] = p - p2
                lanes[BLOCK + i] = q - q2
                lanes[2 * BLOCK + i] = r - r2
                lanes[3 * BLOCK + i] = s - s2
                p2, p1, q2, q1 = p1, p, q1, q
                r2, r1, s2, s1 = r1, r, s1, s
            left_out, right_out = buffer[0, at : at + BLOCK], buffer[1, at : at + BLOCK]
            for i in range(BLOCK):
                p, q, r, s = lanes[i], lanes[BLOCK + i], lanes[2 * BLOCK + i], lanes[3 * BLOCK + i]
                left_out[i] = (left_out[i] + (p_left * p + q_left * q)) + (r_left * r + s_left * s)
                right_out[i] = (right_out[i] + (p_right * p + q_right * q)) + (r_right * r + s_right * s)
