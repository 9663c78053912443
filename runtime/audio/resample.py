"""Resampling: a windowed sinc, put at the exact place of each output frame.

The place of output frame k is counted in whole parts of an input frame, so that it never drifts, and no frame depends
on how the frames before it were made: any stretch has the bits that the whole would have. The window is Kaiser's for
120 dB; the response is flat to 0.907 of the lower rate's half (20 kHz at 44.1 kHz) and stops at that half.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel

VERSION = "1"

STOPBAND_DB = 120.0
PASSBAND = 0.907
_MOST_ROWS = 1024  # beyond, rates that share no small ratio take their taps from between two of `_MANY_ROWS`
_MANY_ROWS = 4096


class Ratio(NamedTuple):
    """Output frame k lies at input frame `(offset + k * step) / parts`."""

    parts: int
    step: int
    offset: int

    def place(self, frame: int) -> int:
        return self.offset + frame * self.step


def ratio(from_rate: int, to_rate: int, offset_seconds: float = 0.0) -> Ratio:
    """From one rate to another, beginning `offset_seconds` into the input, to the nearest part (under 0.2 µs for
    common rates; a whole frame when the rates are the same)."""
    common = math.gcd(from_rate, to_rate)
    parts = to_rate // common
    return Ratio(parts, from_rate // common, round(offset_seconds * from_rate * parts))


@lru_cache(maxsize=8)
def _taps(parts: int, step: int) -> NDArray[np.float64]:
    """The taps for each place between two input frames, the last row being the first of the next frame: (rows + 1,
    taps)."""
    rows = parts if parts <= _MOST_ROWS else _MANY_ROWS
    band = min(1.0, parts / step)  # the lower rate, in terms of the input's
    cutoff = band * (1.0 + PASSBAND) / 2.0
    reach = math.ceil((STOPBAND_DB - 7.95) / (14.36 * band * (1.0 - PASSBAND) / 2.0) / 8.0) * 4
    beta = 0.1102 * (STOPBAND_DB - 8.7)
    distance = np.arange(2 * reach)[None, :] - (reach - 1) - np.arange(rows + 1)[:, None] / rows
    window = np.i0(beta * np.sqrt(np.maximum(1.0 - (distance / reach) ** 2, 0.0)))
    taps = np.sinc(cutoff * distance) * window
    return np.ascontiguousarray(taps / taps.sum(axis=1, keepdims=True))


@kernel("float64(float64[::1], float32[::1])")
def _dot(taps: NDArray[np.float64], heard: NDArray[np.float32]) -> float:
    """Four sums side by side, in an order that is always the same. `taps` is a multiple of four long."""
    sum0 = sum1 = sum2 = sum3 = 0.0
    for first in range(0, taps.shape[0], 4):
        tap, sample = taps[first : first + 4], heard[first : first + 4]
        sum0 += tap[0] * sample[0]
        sum1 += tap[1] * sample[1]
        sum2 += tap[2] * sample[2]
        sum3 += tap[3] * sample[3]
    return (sum0 + sum1) + (sum2 + sum3)


@kernel("void(float32[::1], float64[:, ::1], int64, int64, int64, float32[::1])")
def _resample(
    audio: NDArray[np.float32], taps: NDArray[np.float64], parts: int, step: int, place: int, out: NDArray[np.float32]
) -> None:
    """`place` is that of `out[0]`, in parts of an input frame, counted from the first frame that it hears."""
    rows = taps.shape[0] - 1
    width = taps.shape[1]
    for i in range(out.shape[0]):
        heard = audio[place // parts : place // parts + width]
        at = (place % parts) * rows
        value = _dot(taps[at // parts], heard)
        if at % parts:
            value += (_dot(taps[at // parts + 1], heard) - value) * ((at % parts) / parts)
        out[i] = value
        place += step


def source_span(ratio: Ratio, first: int, frames: int) -> tuple[int, int]:
    """The input frames that output frames `first .. first + frames` hear: from, to (exclusive); below 0 when they
    reach before it."""
    if frames <= 0:
        return 0, 0
    if ratio.parts == ratio.step:
        return ratio.place(first), ratio.place(first + frames)
    reach = _taps(ratio.parts, ratio.step).shape[1] // 2
    return (
        ratio.place(first) // ratio.parts - reach + 1,
        ratio.place(first + frames - 1) // ratio.parts + reach + 1,
    )


def resample(audio: NDArray[np.float32], ratio: Ratio, *, first: int, frames: int) -> NDArray[np.float32]:
    """Output frames `first .. first + frames`: (channels, frames). `audio` (channels, n) is the input over
    `source_span`."""
    start, stop = source_span(ratio, first, frames)
    if audio.shape[1] != stop - start:
        raise ValueError(f"frames {start} to {stop} of the input are asked for, {audio.shape[1]} were given")
    if ratio.parts == ratio.step:
        return audio
    taps = _taps(ratio.parts, ratio.step)
    out = np.empty((audio.shape[0], frames), np.float32)
    place = ratio.place(first) - (ratio.place(first) // ratio.parts) * ratio.parts
    for channel in range(audio.shape[0]):
        _resample(np.ascontiguousarray(audio[channel]), taps, ratio.parts, ratio.step, place, out[channel])
    return out


def resampled_frames(frames: int, from_rate: int, to_rate: int) -> int:
    """The length of a sound at another rate."""
    return -(-frames * to_rate // from_rate)
