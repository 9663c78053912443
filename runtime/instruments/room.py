"""Kernel of the drums' room: a small feedback delay network."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .controls import Floats

LINES = 8
SPAN = 64  # frames that go through the room together
REACH = 8  # frames after which a line's damping comes back to itself
# Rows of the scratch, each a span after REACH frames of the one before: what the lines give and what they are given,
# what the room hears, and what is heard of it.
_ROW = REACH + SPAN
_INTO, _MIDDLE, _LEFT, _RIGHT = (_ROW * row for row in (LINES, 2 * LINES, 2 * LINES + 1, 2 * LINES + 2))
SCRATCH = _ROW * (2 * LINES + 3)

_SILENT = np.float32(4e-6)  # of all lines at once, a frame of each span: each is over 120 dB down

Singles = NDArray[np.float32]


@kernel(
    "int64(float64[:, ::1], int64, float64, float32[:, ::1], float32[::1], int64[::1], float32[::1], float32[::1])",
)
def add_room(
    buffer: Floats,
    heard: int,
    send: float,
    lines: Singles,
    lanes: Singles,
    delays: NDArray[np.int64],
    keeps: Singles,
    damping: Singles,
) -> int:
    """Adds a room to a stereo buffer, heard by `send` of its middle, and returns the frame from which both are silent;
    what goes in is so from frame `heard`.

    Eight delay lines (Jot and Chaigne 1991), their outputs mixed by a Hadamard matrix. `delays` in frames, each at
    least a span, the longest last; `keeps` what remains after each turn, over the root of 8. Even lines are heard on
    the left, odd ones on the right. Each passes a one-pole filter of pole d, `damping`: (1 - d) d^k up to k = 7 and
    last d^8, since then no frame of it waits for one that is nearer than REACH.

    `lines` (8, spans and two more, which repeat the first) and `lanes` (SCRATCH) are empty; a line is as long as the
    longest delay and REACH."""
    ring = lines.shape[1] - 2 * SPAN
    root = np.float32(np.sqrt(8.0))
    half = np.float32(0.5 * send)
    c0, c1, c2, c3 = damping[0], damping[1], damping[2], damping[3]
    c4, c5, c6, c7 = damping[4], damping[5], damping[6], damping[7]
    last = damping[REACH]
    k0, k1, k2, k3 = keeps[0], keeps[1], keeps[2], keeps[3]
    k4, k5, k6, k7 = keeps[4], keeps[5], keeps[6], keeps[7]
    frames: int = buffer.shape[1]
    write = 0
    end = heard
    for first in range(0, frames, SPAN):
        if first > end + ring:
            return first
        size = min(SPAN, frames - first)
        for i in range(size):
            lanes[_MIDDLE + i] = half * np.float32(buffer[0, first + i] + buffer[1, first + i])
        loud = np.float32(0.0)
        for n in range(lines.shape[0]):
            at = write - delays[n] - REACH
            if at < 0:
                at += ring
            line = lines[n, at : at + _ROW]
            own = n * _ROW
            for i in range(REACH):
                lanes[own + i] = lanes[own + size + i]
            for i in range(size):
                near = c0 * line[i + 8] + c1 * line[i + 7] + c2 * line[i + 6] + c3 * line[i + 5]
                far = c4 * line[i + 4] + c5 * line[i + 3] + c6 * line[i + 2] + c7 * line[i + 1]
                lanes[own + REACH + i] = last * lanes[own + i] + (near + far)
            loud += abs(lanes[own + REACH])
        for i in range(size):
            x = lanes[_MIDDLE + i]
            a0, a1 = k0 * lanes[REACH + i], k1 * lanes[_ROW + REACH + i]
            a2, a3 = k2 * lanes[2 * _ROW + REACH + i], k3 * lanes[3 * _ROW + REACH + i]
            a4, a5 = k4 * lanes[4 * _ROW + REACH + i], k5 * lanes[5 * _ROW + REACH + i]
            a6, a7 = k6 * lanes[6 * _ROW + REACH + i], k7 * lanes[7 * _ROW + REACH + i]
            lanes[_LEFT + i] = root * (a0 - a2 + a4 - a6)
            lanes[_RIGHT + i] = root * (a1 - a3 + a5 - a7)
            b0, b1, b2, b3 = a0 + a1, a0 - a1, a2 + a3, a2 - a3
            b4, b5, b6, b7 = a4 + a5, a4 - a5, a6 + a7, a6 - a7
            a0, a1, a2, a3 = b0 + b2, b1 + b3, b0 - b2, b1 - b3
            a4, a5, a6, a7 = b4 + b6, b5 + b7, b4 - b6, b5 - b7
            lanes[_INTO + i] = x + (a0 + a4)
            lanes[_INTO + _ROW + i] = x + (a1 + a5)
            lanes[_INTO + 2 * _ROW + i] = (a2 + a6) - x
            lanes[_INTO + 3 * _ROW + i] = (a3 + a7) - x
            lanes[_INTO + 4 * _ROW + i] = x + (a0 - a4)
            lanes[_INTO + 5 * _ROW + i] = x + (a1 - a5)
            lanes[_INTO + 6 * _ROW + i] = (a2 - a6) - x
            lanes[_INTO + 7 * _ROW + i] = (a3 - a7) - x
        for i in range(size):
            buffer[0, first + i] += lanes[_LEFT + i]
            buffer[1, first + i] += lanes[_RIGHT + i]
        if loud > _SILENT:
            end = max(end, first)
        for n in range(lines.shape[0]):
            given = _INTO + n * _ROW
            for at in range(write, ring + 2 * SPAN, ring):
                line = lines[n, at : at + SPAN]
                for i in range(size):
                    line[i] = lanes[given + i]
        write += SPAN
        if write == ring:
            write = 0
    return frames
