"""The last word-length change: to 16 or 24 bits with triangular dither of two steps' width, or to float as it is.

The noise comes from a counter-based generator: a hash of seed, channel and absolute frame. So each cell is made
alone, and one edit does not redraw the noise of another. Frames in which every channel is exactly silent stay so.

Shaped noise: what rounding adds is fed back through five taps whose noise follows the threshold of hearing at 44.1 kHz
(Lipshitz, Vanderkooy and Wannamaker, "Minimally audible noise shaping", JAES 1991). The loop begins anew at each block
of a fixed grid, so that cells made alone have the same bytes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel

VERSION = "1"

BITS = (16, 24, 32)


@kernel("uint64(uint64)", inline="always")
def _mixed(value: np.uint64) -> np.uint64:
    """Stafford's thirteenth mixer (the finaliser of splitmix64): every bit of the result depends on every bit of the
    value."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


# Frames between two beginnings of the loop of shaped noise; cells and stretches are made of whole blocks.
SHAPING_BLOCK = 1 << 14
SHAPE = np.array([2.033, -2.165, 1.959, -1.590, 0.6149])


@kernel("void(float32[:, ::1], uint64, int64, int64, float64[::1], float64[:, ::1], int32[:, ::1])")
def _quantise(
    audio: NDArray[np.float32],
    seed: int,
    start: int,
    bits: int,
    shape: NDArray[np.float64],
    errors: NDArray[np.float64],
    out: NDArray[np.int32],
) -> None:
    """`errors` (channel, tap) is what rounding added last, and comes silent."""
    channels, frames = audio.shape
    scale = float(1 << (bits - 1))
    lowest, highest = -(1 << (bits - 1)), (1 << (bits - 1)) - 1
    stream = _mixed(np.uint64(seed))
    taps = shape.shape[0]
    for frame in range(frames):
        if taps > 0 and (start + frame) % SHAPING_BLOCK == 0:
            for channel in range(channels):
                for tap in range(taps):
                    errors[channel, tap] = 0.0
        silent = True
        for channel in range(channels):
            silent = silent and audio[channel, frame] == 0.0
        for channel in range(channels):
            if silent:
                out[frame, channel] = 0
                for tap in range(taps):
                    errors[channel, tap] = 0.0
                continue
            drawn = _mixed(stream + np.uint64((start + frame) * channels + channel) * np.uint64(0x9E3779B97F4A7C15))
            one = float(drawn >> np.uint64(32)) * 2.0**-32
            other = float(drawn & np.uint64(0xFFFFFFFF)) * 2.0**-32
            wanted = audio[channel, frame] * scale
            for tap in range(taps):
                wanted -= shape[tap] * errors[channel, tap]
            level = min(max(np.floor(wanted + (one - other) + 0.5), lowest), highest)
            out[frame, channel] = int(level)
            if taps > 0:
                for tap in range(taps - 1, 0, -1):
                    errors[channel, tap] = errors[channel, tap - 1]
                # A level beyond full scale must not come back as a wave.
                errors[channel, 0] = min(max(level - wanted, -2.0), 2.0)


def quantised(
    audio: NDArray[np.float32], *, bits: int, seed: int, start: int, shaped: bool = False
) -> NDArray[np.int32]:
    """The audio (channels, n) in steps of 16 or 24 bits, dithered: (n, channels). `start` is the first frame's place
    in the record; `shaped` noise begins there anew. Levels beyond full scale are clipped to it."""
    out = np.empty((audio.shape[1], audio.shape[0]), np.int32)
    shape = SHAPE if shaped else SHAPE[:0]
    errors = np.zeros((audio.shape[0], len(shape)))
    _quantise(np.ascontiguousarray(audio, np.float32), seed & (2**64 - 1), start, bits, shape.copy(), errors, out)
    return out


def quantise(audio: NDArray[np.float32], *, bits: int, seed: int, start: int, shaped: bool = False) -> bytes:
    """The audio (channels, n) as interleaved little-endian samples: 16 or 24 bits, dithered, or 32-bit float as it is.

    Raises ValueError for other word lengths."""
    if bits == 32:
        return np.ascontiguousarray(audio.T, "<f4").tobytes()
    if bits not in BITS:
        raise ValueError(f"no word length of {bits} bits")
    steps = quantised(audio, bits=bits, seed=seed, start=start, shaped=shaped)
    if bits == 16:
        return steps.astype("<i2").tobytes()
    return np.ascontiguousarray(steps.astype("<i4").view(np.uint8).reshape(*steps.shape, 4)[:, :, :3]).tobytes()
