"""The limiter: gain, then a true-peak ceiling, linked over both channels, over a finite window.

In order: the true peaks tell how far each frame must come down; the deepest of the next 5 ms is held (`_hold`); the
reduction is let go again, quickly after a single peak and slowly in dense music (`_release`); three moving averages,
together as long as the hold, round it off (`_smooth`), so that it glides into every peak and is all there when the
peak comes.

Reductions are whole numbers, in 2^-24 of an octave of gain. Sums, maxima and the release are then exact, whatever
frame they began at: a cell computed alone, over `limiter_window`, has the same bits as one computed with the whole
record. The release is monotonic, and reaches zero from the deepest reduction it remembers in a number of frames that
is known beforehand.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from ..window import Window
from .envelope import REACH, envelope
from .envelope import VERSION as ENVELOPE_VERSION
from .truepeak import finite

VERSION = f"1/{ENVELOPE_VERSION}"

LOOKAHEAD_SECONDS = 0.005
RELEASE_SECONDS = 0.06  # time constant after a single peak
RELEASE_DB_PER_SECOND = 4.0  # and the pace of its end, where the time constant would take for ever
DENSE_SECONDS = 0.4  # in dense music, no less than the mean reduction of this time stays
DEEPEST_DB = 48.0  # what the release remembers; a deeper reduction holds where it must and then begins from here
MARGIN_DB = 0.12  # for what eight-fold oversampling misses, and for the waves that the moving gain adds

_UNIT = float(1 << 24)
_DB_PER_OCTAVE = 20.0 * math.log10(2.0)


@kernel("void(float64[::1], float64, int64[::1])")
def _demand(peaks: NDArray[np.float64], threshold: float, reduction: NDArray[np.int64]) -> None:
    """How far each frame must come down so that the peaks on both its sides stay under the threshold."""
    before = 0.0
    for i in range(peaks.shape[0]):
        peak = max(before, peaks[i])
        before = peaks[i]
        reduction[i] = math.ceil(math.log2(peak / threshold) * 16777216.0) if peak > threshold else 0


@kernel("void(int64[::1], int64)")
def _hold(reduction: NDArray[np.int64], length: int) -> None:
    """Each frame takes the largest of the `length` frames that begin with it. A queue of falling maxima, walked
    backwards."""
    frames = reduction.shape[0]
    place = np.empty(length + 1, np.int64)
    value = np.empty(length + 1, np.int64)
    head = 0
    count = 0
    for i in range(frames - 1, -1, -1):
        here = reduction[i]
        while count > 0 and value[(head + count - 1) % (length + 1)] <= here:
            count -= 1
        end = (head + count) % (length + 1)
        place[end] = i
        value[end] = here
        count += 1
        if place[head] >= i + length:
            head = (head + 1) % (length + 1)
            count -= 1
        reduction[i] = value[head]


@kernel("void(int64[::1], int64, int64, int64, int64)")
def _release(reduction: NDArray[np.int64], fall: int, step: int, deepest: int, dense: int) -> None:
    """Lets go: per frame by `fall` parts in 2^32 of what is left and by `step`, but not below the mean of the last
    `dense` frames."""
    frames = reduction.shape[0]
    recent = np.zeros(dense, np.int64)
    total = 0
    quick = 0
    at = 0
    for i in range(frames):
        quick = min(quick, deepest)
        quick = max(quick - ((quick * fall) >> 32) - step, reduction[i])
        remembered = min(quick, deepest)
        total += remembered - recent[at]
        recent[at] = remembered
        at = at + 1 if at + 1 < dense else 0
        reduction[i] = max(quick, total // dense)


@kernel("void(int64[::1], int64)")
def _smooth(reduction: NDArray[np.int64], length: int) -> None:
    """Each frame takes the sum of the `length` frames that end with it."""
    frames = reduction.shape[0]
    recent = np.zeros(length, np.int64)
    total = 0
    at = 0
    for i in range(frames):
        total += reduction[i] - recent[at]
        recent[at] = reduction[i]
        at = at + 1 if at + 1 < length else 0
        reduction[i] = total


@kernel("void(float64[:, ::1], float64, int64[::1], float64, float32[:, ::1])")
def _apply(
    audio: NDArray[np.float64], gain: float, reduction: NDArray[np.int64], unit: float, out: NDArray[np.float32]
) -> None:
    """Audio times gain, less the reduction, of which `unit` are an octave."""
    for i in range(audio.shape[1]):
        level = gain if reduction[i] == 0 else gain * math.exp2(-reduction[i] / unit)
        for channel in range(audio.shape[0]):
            out[channel, i] = audio[channel, i] * level


def _box(rate: int) -> int:
    """Frames in each of the three moving averages."""
    return max(round(LOOKAHEAD_SECONDS * rate / 3.0), 1)


def _attack(rate: int) -> int:
    """Frames in which the reduction is reached: the reach of the three averages."""
    return 3 * _box(rate) - 2


def _units(db: float) -> int:
    return round(db / _DB_PER_OCTAVE * _UNIT)


def _pace(rate: int) -> tuple[int, int]:
    """The release: parts in 2^32 per frame, and units per frame."""
    return round((1.0 - math.exp(-1.0 / (RELEASE_SECONDS * rate))) * 2.0**32), max(
        _units(RELEASE_DB_PER_SECOND / rate), 1
    )


@cache
def limiter_window(rate: int) -> Window:
    """What one frame of the limiter's output depends on."""
    fall, step = _pace(rate)
    left, memory = _units(DEEPEST_DB), 0
    while left > 0:
        left -= ((left * fall) >> 32) + step
        memory += 1
    dense = round(DENSE_SECONDS * rate)
    return Window(memory + dense + _attack(rate) + REACH + 1, _attack(rate) + REACH + 1)


def gain_reduction(
    audio: NDArray[np.float64], *, rate: int, gain_db: float, ceiling_dbtp: float
) -> tuple[NDArray[np.int64], float]:
    """The reduction for each frame of `audio` (channels, n): whole numbers, and how many of them make an octave."""
    gain = 10.0 ** (gain_db / 20.0)
    threshold = 10.0 ** ((ceiling_dbtp - MARGIN_DB) / 20.0) / gain
    early = _attack(rate)  # a peak at the very first frame has its attack, and its own beginning, before it
    peaks = envelope(np.pad(audio, ((0, 0), (early, 0))), floor=threshold)
    reduction = np.empty(peaks.shape[0], np.int64)
    _demand(peaks, threshold, reduction)
    if reduction.any():
        fall, step = _pace(rate)
        _hold(reduction, early)
        _release(reduction, fall, step, _units(DEEPEST_DB), round(DENSE_SECONDS * rate))
        for _ in range(3):
            _smooth(reduction, _box(rate))
    return reduction[early:], _UNIT * _box(rate) ** 3


def limit(audio: NDArray[np.float32], *, rate: int, gain_db: float, ceiling_dbtp: float) -> NDArray[np.float32]:
    """`audio` (2, n) with `gain_db`, its true peak held at or under the ceiling: (2, n), in time with the input.

    A frame is final when `limiter_window(rate)` lies within the audio around it; nearer to an end it hears silence
    beyond."""
    sound = finite(audio)
    reduction, unit = gain_reduction(sound, rate=rate, gain_db=gain_db, ceiling_dbtp=ceiling_dbtp)
    out = np.empty(audio.shape, np.float32)
    _apply(sound, 10.0 ** (gain_db / 20.0), reduction, unit, out)
    return out
