"""The last word-length change: to 16 or 24 bits with triangular dither of two steps' width, or to float as it is.

The noise comes from a counter-based generator: a hash of seed and absolute frame, of which both sides take their own
bits, sixteen for each of the two draws that make a triangle. So each cell is made alone, and one edit does not redraw
the noise of another. Frames in which both sides are exactly silent stay so.

Shaped noise: what rounding adds is fed back through five taps whose noise follows the threshold of hearing at 44.1 kHz
(Lipshitz, Vanderkooy and Wannamaker, "Minimally audible noise shaping", JAES 1991). The loop begins anew at each block
of a fixed grid, so that cells made alone have the same bytes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel

VERSION = "2"

BITS = (16, 24, 32)


# Frames between two beginnings of the loop of shaped noise; cells and stretches are made of whole blocks.
SHAPING_BLOCK = 1 << 14
SHAPE = np.array([2.033, -2.165, 1.959, -1.590, 0.6149])


_AT_ONCE = 256  # frames
_WORD = (1 << 64) - 1


@kernel(
    "void(Array(float32, 2, 'C', readonly=True), uint64, int64, int64, float64[::1], float64[:, ::1], int32[:, ::1],"
    "int32[:, ::1])"
)
def _quantise(
    audio: NDArray[np.float32],
    stream: int,
    start: int,
    bits: int,
    shape: NDArray[np.float64],
    errors: NDArray[np.float64],
    noise: NDArray[np.int32],
    out: NDArray[np.int32],
) -> None:
    """`errors` (side, tap) is what rounding added last, and comes silent; `noise` (2, frames) is for a stretch of it.
    In loops of few words, of which the compiler takes many frames at once."""
    scale = float(1 << (bits - 1))
    lowest, highest = -scale, scale - 1.0
    taps = shape.shape[0]
    for first in range(0, audio.shape[1], noise.shape[1]):
        length = min(noise.shape[1], audio.shape[1] - first)
        left, right = audio[0, first:], audio[1, first:]
        left_noise, right_noise, made = noise[0], noise[1], out[first:]
        for i in range(length):
            # Stafford's thirteenth mixer (the finaliser of splitmix64): every bit depends on every bit of the place.
            drawn = stream + np.uint64(start + first + i) * np.uint64(0x9E3779B97F4A7C15)
            drawn = (drawn ^ (drawn >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            drawn = (drawn ^ (drawn >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            drawn ^= drawn >> np.uint64(31)
            left_noise[i] = np.int32(drawn & np.uint64(0xFFFF)) - np.int32((drawn >> np.uint64(16)) & np.uint64(0xFFFF))
            right_noise[i] = np.int32((drawn >> np.uint64(32)) & np.uint64(0xFFFF)) - np.int32(drawn >> np.uint64(48))
        if taps == 0:
            for i in range(length):
                x = np.floor(left[i] * scale + left_noise[i] * 2.0**-16 + 0.5)
                y = np.floor(right[i] * scale + right_noise[i] * 2.0**-16 + 0.5)
                silent = left[i] == 0.0 and right[i] == 0.0
                made[i, 0] = 0 if silent else np.int32(min(max(x, lowest), highest))
                made[i, 1] = 0 if silent else np.int32(min(max(y, lowest), highest))
            continue
        for i in range(length):
            silent = left[i] == 0.0 and right[i] == 0.0
            begins = (start + first + i) % SHAPING_BLOCK == 0
            for side in range(2):
                if silent or begins:
                    for tap in range(taps):
                        errors[side, tap] = 0.0
                if silent:
                    made[i, side] = 0
                    continue
                wanted = audio[side, first + i] * scale
                for tap in range(taps):
                    wanted -= shape[tap] * errors[side, tap]
                level = min(max(np.floor(wanted + noise[side, i] * 2.0**-16 + 0.5), lowest), highest)
                made[i, side] = np.int32(level)
                for tap in range(taps - 1, 0, -1):
                    errors[side, tap] = errors[side, tap - 1]
                # A level beyond full scale must not come back as a wave.
                errors[side, 0] = min(max(level - wanted, -2.0), 2.0)


@kernel("void(int32[:, ::1], uint8[:, :, ::1])")
def _pack(steps: NDArray[np.int32], out: NDArray[np.uint8]) -> None:
    """The lowest three bytes of each, the lowest first."""
    for i in range(steps.shape[0]):
        for side in range(2):
            step = steps[i, side]
            out[i, side, 0] = step & 0xFF
            out[i, side, 1] = (step >> 8) & 0xFF
            out[i, side, 2] = (step >> 16) & 0xFF


def _mixed(value: int) -> int:
    """A word of which every bit depends on every bit of the value."""
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 & _WORD
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB & _WORD
    return value ^ (value >> 31)


def quantised(
    audio: NDArray[np.float32], *, bits: int, seed: int, start: int, shaped: bool = False
) -> NDArray[np.int32]:
    """The audio (2, n) in steps of 16 or 24 bits, dithered: (n, 2). `start` is the first frame's place in the record;
    `shaped` noise begins there anew. Levels beyond full scale are clipped to it."""
    out = np.empty((audio.shape[1], 2), np.int32)
    shape = SHAPE if shaped else SHAPE[:0]
    noise = np.empty((2, _AT_ONCE), np.int32)
    stream = _mixed(seed & _WORD)
    sound = np.ascontiguousarray(audio, np.float32)
    _quantise(sound, stream, start, bits, shape, np.zeros((2, len(shape))), noise, out)
    return out


def quantise(audio: NDArray[np.float32], *, bits: int, seed: int, start: int, shaped: bool = False) -> bytes:
    """The audio (2, n) as interleaved little-endian samples: 16 or 24 bits, dithered, or 32-bit float as it is.

    Raises ValueError for other word lengths."""
    if bits == 32:
        return np.ascontiguousarray(audio.T, "<f4").tobytes()
    if bits not in BITS:
        raise ValueError(f"no word length of {bits} bits")
    steps = quantised(audio, bits=bits, seed=seed, start=start, shaped=shaped)
    if bits == 16:
        return steps.astype("<i2").tobytes()
    packed = np.empty((*steps.shape, 3), np.uint8)
    _pack(steps, packed)
    return packed.tobytes()
