"""Kernels of operators: a carrier and its modulator, block by block.

A note's block stays in the nearest cache from its pairs to the cell. Phases are 32-bit integers, which wrap by
themselves; what is vectorised stands in loops of its own, in single precision, which begins anew in every block."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel, part
from .controls import BLOCK, Floats

_CYCLES = 0.5 / np.pi

# What a pair is: the ratios of its carrier and its modulator to the note, the modulator's feedback (radians), and its
# gains. Behind them stands what the kernel keeps of it: its phases and the modulator's last two samples.
CARRIER, MODULATOR, FEEDBACK, LEFT, RIGHT, _CARRIED, _MODULATED, _LAST, _EARLIER = range(9)
# What moves within a note, at the edges of its blocks: cycles a frame, the gains of both sides, and for each pair in
# turn its level and its index in radians.
STEP, LEFT_GAIN, RIGHT_GAIN, LEVEL, INDEX = range(5)

_CYCLE = 2.0**32
_QUARTER = np.uint32(1 << 30)
_SIGN = np.int32(31)
_OF_QUARTER = np.float32(2.0**-30)
_DEEPEST = np.float32(2.0**28)  # modulators turn by up to 8 cycles
_SCALED = np.uint32(4)
_ZERO, _ONE = np.float32(0.0), np.float32(1.0)
# sin(pi / 2 * u) / u by powers of u * u, to 3.4e-9 over -1..1.
_S0, _S1, _S2 = np.float32(1.5707962900222274), np.float32(-0.6459633598639751), np.float32(0.07968848053343097)
_S3, _S4 = np.float32(-0.0046722279140346944), np.float32(0.00015082056044813638)

# Rows of the scratch array. What the saturation reads has its sample before the block in front.
_MODULATION, _MIX, _LOUD, _ROOT = 0, BLOCK, 3 * BLOCK, 5 * BLOCK + 2


@part
def _turned(phase: np.uint32) -> np.float32:
    """The sine of a phase: folded into a half turn about zero, then by its series."""
    x = np.int32(np.uint32(phase + _QUARTER))
    u = np.float32(np.int32(np.uint32(x ^ (x >> _SIGN)) - _QUARTER)) * _OF_QUARTER
    z = u * u
    return u * (_S0 + z * (_S1 + z * (_S2 + z * (_S3 + z * _S4))))


@kernel(
    "void(float64[:, ::1], int64, int64, float64[:, ::1], float64[:, ::1], float64[::1], float64, float64,"
    " float32[::1], uint32[::1])",
)
def add_note(
    out: Floats,
    at: int,
    blocks: int,
    controls: Floats,
    pairs: Floats,
    sine: Floats,
    drive: float,
    drive_level: float,
    lanes: NDArray[np.float32],
    places: NDArray[np.uint32],
) -> None:
    """Adds a note to the cell `out` from frame `at` (negative: it began earlier): pairs, saturation, gain.

    A pair is sin(carrier + index * sin(modulator)) (Chowning 1973, as phase modulation), both from phase 0. `controls`
    (row, edge) and `pairs` (pair, row) are laid out as above. A modulator feeds its own last two samples back to its
    phase; it is read from `sine`, one cycle and its first sample again, since a table answers sooner than a sum.
    `drive` is the gain into the saturation (see `shaping.saturate_stereo`), 0 for none, `drive_level` the one after it.
    The last two come from `scratch`."""
    size = sine.shape[0] - 1
    count = pairs.shape[0]
    for i in range(BLOCK):
        places[i] = i
        places[BLOCK + i] = i * (i - 1) // 2
    lanes[_LOUD] = lanes[_LOUD + BLOCK + 1] = _ZERO
    gain_in, gain_out = np.float32(drive), np.float32(drive_level)
    for b in range(blocks):
        step = controls[STEP, b]
        change = (controls[STEP, b + 1] - step) / BLOCK
        for i in range(2 * BLOCK):
            lanes[_MIX + i] = _ZERO
        for p in range(count):
            carrier, modulator = np.uint32(np.int64(pairs[p, _CARRIED])), np.uint32(np.int64(pairs[p, _MODULATED]))
            turn = np.uint32(np.int64(np.floor(step * pairs[p, MODULATOR] * _CYCLE + 0.5)))
            faster = np.uint32(np.int64(np.floor(change * pairs[p, MODULATOR] * _CYCLE + 0.5)))
            depth = controls[INDEX + 2 * p, b] * _CYCLES
            deeper = (controls[INDEX + 2 * p, b + 1] * _CYCLES - depth) / BLOCK
            if pairs[p, FEEDBACK] != 0.0:
                back = pairs[p, FEEDBACK] * _CYCLES * 0.5
                last, earlier = pairs[p, _LAST], pairs[p, _EARLIER]
                for i in range(BLOCK):
                    phase = np.uint32(modulator + np.uint32(places[i] * turn))
                    phase = np.uint32(phase + np.uint32(places[BLOCK + i] * faster))
                    x = phase / _CYCLE + back * (last + earlier)
                    x = (x - np.floor(x)) * size
                    n = int(x)
                    earlier = last
                    last = sine[n] + (x - n) * (sine[n + 1] - sine[n])
                    lanes[_MODULATION + i] = np.float32((depth + i * deeper) * last)
                pairs[p, _LAST], pairs[p, _EARLIER] = last, earlier
            elif depth != 0.0 or deeper != 0.0:
                single, growing = np.float32(depth), np.float32(deeper)
                for i in range(BLOCK):
                    x = np.uint32(modulator + np.uint32(places[i] * turn))
                    x = np.uint32(x + np.uint32(places[BLOCK + i] * faster))
                    lanes[_MODULATION + i] = (single + np.float32(i) * growing) * _turned(x)
            else:
                for i in range(BLOCK):
                    lanes[_MODULATION + i] = _ZERO
            modulator = np.uint32(modulator + np.uint32(BLOCK) * turn + np.uint32(BLOCK * (BLOCK - 1) // 2) * faster)
            turn = np.uint32(np.int64(np.floor(step * pairs[p, CARRIER] * _CYCLE + 0.5)))
            faster = np.uint32(np.int64(np.floor(change * pairs[p, CARRIER] * _CYCLE + 0.5)))
            level = controls[LEVEL + 2 * p, b]
            louder = (controls[LEVEL + 2 * p, b + 1] - level) / BLOCK
            if level != 0.0 or louder != 0.0:
                left, right = np.float32(pairs[p, LEFT]), np.float32(pairs[p, RIGHT])
                single, growing = np.float32(level), np.float32(louder)
                for i in range(BLOCK):
                    x = np.uint32(carrier + np.uint32(places[i] * turn))
                    x = np.uint32(x + np.uint32(places[BLOCK + i] * faster))
                    x = np.uint32(x + np.uint32(np.uint32(np.int32(lanes[_MODULATION + i] * _DEEPEST)) << _SCALED))
                    y = (single + np.float32(i) * growing) * _turned(x)
                    lanes[_MIX + i] += left * y
                    lanes[_MIX + BLOCK + i] += right * y
            carrier = np.uint32(carrier + np.uint32(BLOCK) * turn + np.uint32(BLOCK * (BLOCK - 1) // 2) * faster)
            pairs[p, _CARRIED], pairs[p, _MODULATED] = np.float64(carrier), np.float64(modulator)
        if drive > 0.0:
            for i in range(BLOCK):
                lanes[_LOUD + 1 + i] = gain_in * lanes[_MIX + i]
                lanes[_LOUD + BLOCK + 2 + i] = gain_in * lanes[_MIX + BLOCK + i]
            for i in range(2 * BLOCK + 2):
                lanes[_ROOT + i] = math.sqrt(_ONE + lanes[_LOUD + i] * lanes[_LOUD + i])
            for i in range(BLOCK):
                x = gain_out * (lanes[_LOUD + i] + lanes[_LOUD + 1 + i])
                lanes[_MIX + i] = x / (lanes[_ROOT + i] + lanes[_ROOT + 1 + i])
                x = gain_out * (lanes[_LOUD + BLOCK + 1 + i] + lanes[_LOUD + BLOCK + 2 + i])
                lanes[_MIX + BLOCK + i] = x / (lanes[_ROOT + BLOCK + 1 + i] + lanes[_ROOT + BLOCK + 2 + i])
            lanes[_LOUD], lanes[_LOUD + BLOCK + 1] = lanes[_LOUD + BLOCK], lanes[_LOUD + 2 * BLOCK + 1]
        left, left_step = controls[LEFT_GAIN, b], (controls[LEFT_GAIN, b + 1] - controls[LEFT_GAIN, b]) / BLOCK
        right, right_step = controls[RIGHT_GAIN, b], (controls[RIGHT_GAIN, b + 1] - controls[RIGHT_GAIN, b]) / BLOCK
        first = at + b * BLOCK
        skipped = max(0, -first)
        here, end = max(0, first), max(0, first + BLOCK)
        left_out, right_out = out[0, here:end], out[1, here:end]
        left_in, right_in = lanes[_MIX + skipped : _LOUD], lanes[_MIX + BLOCK + skipped : _LOUD]
        for i in range(left_out.shape[0]):
            left_out[i] += left_in[i] * (left + (skipped + i) * left_step)
            right_out[i] += right_in[i] * (right + (skipped + i) * right_step)


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
    """Adds one pair to a buffer; `steps`, `level` and `index` (edge) are what moves."""
    still = np.ones(len(steps))
    pair = pair_row(carrier_ratio, modulator_ratio, feedback, left, right)
    controls = np.stack((steps, still, still, level, index))
    add_note(buffer, 0, blocks, controls, np.array([pair]), sine, 0.0, 1.0, *scratch())


def pair_row(carrier: float, modulator: float, feedback: float, left: float, right: float) -> tuple[float, ...]:
    """A pair before its first block."""
    return (carrier, modulator, feedback, left, right, 0.0, 0.0, 0.0, 0.0)


def scratch() -> tuple[NDArray[np.float32], NDArray[np.uint32]]:
    """What `add_note` works in. The kernel makes none of it: each kind of array that one makes takes a tenth of a
    second to compile."""
    return np.empty(7 * BLOCK + 4, np.float32), np.empty(2 * BLOCK, np.uint32)
