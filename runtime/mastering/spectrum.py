"""Spectrum: the mean level of a record in thirds of an octave (IEC 61260 nominal centres), cell by cell."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

VERSION = "2"

# 10 ** (n / 10) Hz, by its nominal name.
NOMINAL = (
    *(25.0, 31.5, 40.0, 50.0, 63.0, 80.0, 100.0, 125.0, 160.0, 200.0, 250.0, 315.0, 400.0, 500.0, 630.0),
    *(800.0, 1000.0, 1250.0, 1600.0, 2000.0, 2500.0, 3150.0, 4000.0, 5000.0, 6300.0, 8000.0, 10000.0, 12500.0),
    *(16000.0, 20000.0),
)
CENTRES = tuple(10.0 ** (index / 10.0) for index in range(14, 14 + len(NOMINAL)))

_BLOCK = 1 << 14
_HEAD = struct.Struct("<q")


def measure(audio: NDArray[np.float32], *, rate: int) -> bytes:
    """The measure of a cell (2, n): its length, and in each band the sum of squares, mean of both sides, by blocks
    through a Hann window."""
    frames = audio.shape[1]
    window = _window()
    power = np.zeros(_BLOCK)
    both = np.empty(_BLOCK, np.complex64)
    for first in range(0, frames, _BLOCK):
        part = audio[:, first : first + _BLOCK]
        length = part.shape[1]
        both[length:] = 0.0
        # One side is real and the other imaginary: at each frequency and its negative stand the power of both sides.
        np.multiply(part[0], window[:length], out=both.real[:length])
        np.multiply(part[1], window[:length], out=both.imag[:length])
        spectrum = np.fft.fft(both)
        power += spectrum.real**2 + spectrum.imag**2
    total = np.concatenate(([0.0], np.cumsum((power + np.roll(power[::-1], 1)) / 2.0)))
    edges = _edges(rate)
    sums: NDArray[np.float64] = total[edges[1]] - total[edges[0]]
    # Parseval: both halves of the spectrum, over the window's power, in squares of the samples.
    sums /= np.sum(window.astype(np.float64) ** 2)
    return _HEAD.pack(frames) + sums.astype("<f8").tobytes()


@cache
def _window() -> NDArray[np.float32]:
    return np.hanning(_BLOCK + 1)[:-1].astype(np.float32)


def measure_of_silence(frames: int) -> bytes:
    """What `measure` gives for silence."""
    return _HEAD.pack(frames) + bytes(8 * len(CENTRES))


def combine(measures: Sequence[bytes]) -> tuple[float, ...]:
    """RMS level in dBFS of each band over a whole signal, from the measures of its cells; minus infinity where there is
    nothing. A full-scale sine is -3 dB in its band."""
    frames = sum(_HEAD.unpack_from(each)[0] for each in measures)
    sums = sum((np.frombuffer(each, "<f8", offset=_HEAD.size) for each in measures), np.zeros(len(CENTRES)))
    return tuple(10.0 * math.log10(value / frames) if value > 0.0 else -math.inf for value in sums.tolist())


def _edges(rate: int) -> NDArray[np.int64]:
    """First bin of each band and of the one after it: (2, bands); none beyond half the rate."""
    third = 10.0**0.05
    bounds = np.array([[centre / third for centre in CENTRES], [centre * third for centre in CENTRES]])
    bins: NDArray[np.int64] = np.ceil(bounds * _BLOCK / rate).astype(np.int64)
    return np.minimum(bins, _BLOCK // 2 + 1)
