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

from ..kernel import kernel, writable

VERSION = "2"

STOPBAND_DB = 120.0
PASSBAND = 0.907
_MOST_ROWS = 1024  # beyond, rates that share no small ratio take their taps from between two of `_MANY_ROWS`
_MANY_ROWS = 4096
_TURNS = 128  # made side by side


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


@kernel("void(float32[::1], float64[:, ::1], int64, int64, int64, float64[:, ::1], float64[::1], float32[::1])")
def _resample_in_turns(
    audio: NDArray[np.float32],
    taps: NDArray[np.float64],
    parts: int,
    step: int,
    place: int,
    turned: NDArray[np.float64],
    sums: NDArray[np.float64],
    out: NDArray[np.float32],
) -> None:
    """Every `parts` output frames the taps come round again, `step` input frames further on. So the frames that share
    their taps are made together: `turned` holds what they hear, one input frame of each turn side by side.

    `place` is that of `out[0]`, in parts of an input frame, counted from the first frame that it hears."""
    width, most = taps.shape[1], sums.shape[0]
    frames = out.shape[0]
    for begin in range(0, frames, most * parts):
        at = begin // parts * step
        for turn in range(turned.shape[1]):
            for row in range(step):
                turned[row, turn] = audio[at] if at < audio.shape[0] else 0.0
                at += 1
        for phase in range(min(parts, frames - begin)):
            turns = min((frames - begin - phase + parts - 1) // parts, most)
            weights = taps[(place + phase * step) % parts]
            base = (place + phase * step) // parts
            for i in range(turns):
                sums[i] = 0.0
            for tap in range(0, width, 2):
                at = base + tap
                here, there = weights[tap], weights[tap + 1]
                heard = turned[at % step, at // step :]
                after = turned[(at + 1) % step, (at + 1) // step :]
                for i in range(turns):
                    sums[i] += here * heard[i] + there * after[i]
            for i in range(turns):
                out[begin + phase + i * parts] = sums[i]


@kernel("void(float32[::1], float64[:, ::1], int64, int64, int64, float32[::1])")
def _resample_each(
    audio: NDArray[np.float32], taps: NDArray[np.float64], parts: int, step: int, place: int, out: NDArray[np.float32]
) -> None:
    """Each frame with taps of its own, from between two rows."""
    rows, width = taps.shape[0] - 1, taps.shape[1]
    for i in range(out.shape[0]):
        heard = audio[place // parts : place // parts + width]
        at = (place % parts) * rows
        before, after = taps[at // parts], taps[at // parts + 1]
        share = (at % parts) / parts
        value = 0.0
        for tap in range(width):
            value += (before[tap] + (after[tap] - before[tap]) * share) * heard[tap]
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
    in_turns = taps.shape[0] == ratio.parts + 1
    sums = np.empty(min(-(-frames // ratio.parts), _TURNS))
    turned = np.empty((ratio.step, sums.shape[0] + (taps.shape[1] + ratio.step) // ratio.step + 1))
    for channel, row in enumerate(audio):
        heard = writable(row)
        if in_turns:
            _resample_in_turns(heard, taps, ratio.parts, ratio.step, place, turned, sums, out[channel])
        else:
            _resample_each(heard, taps, ratio.parts, ratio.step, place, out[channel])
    return out


def resampled_frames(frames: int, from_rate: int, to_rate: int) -> int:
    """The length of a sound at another rate."""
    return -(-frames * to_rate // from_rate)
