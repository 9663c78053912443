"""The limiter: gain, then a true-peak ceiling, linked over both channels, over a finite window.

In order: the true peaks tell how far each frame must come down; the deepest of the next 5 ms is held; the reduction is
let go again, quickly after a single peak and slowly in dense music; three moving averages, together as long as the
hold, round it off, so that it glides into every peak and is all there when the peak comes (`_reduce`).

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

VERSION = f"2/{ENVELOPE_VERSION}"

LOOKAHEAD_SECONDS = 0.005
RELEASE_SECONDS = 0.06  # time constant after a single peak
RELEASE_DB_PER_SECOND = 4.0  # and the pace of its end, where the time constant would take for ever
DENSE_SECONDS = 0.4  # in dense music, no less than the mean reduction of this time stays
DEEPEST_DB = 48.0  # what the release remembers; a deeper reduction holds where it must and then begins from here
MARGIN_DB = 0.12  # for what eight-fold oversampling misses, and for the waves that the moving gain adds

_UNIT = float(1 << 24)
_AT_ONCE = 256  # frames
_DB_PER_OCTAVE = 20.0 * math.log10(2.0)


@kernel("void(float64[::1], float64, int64, int64, int64, int64, int64[:, ::1], int64[:, ::1], int64[::1], int64[::1])")
def _reduce(
    peaks: NDArray[np.float64],
    threshold: float,
    fall: int,
    step: int,
    deepest: int,
    attack: int,
    queue: NDArray[np.int64],
    averages: NDArray[np.int64],
    recent: NDArray[np.int64],
    reduction: NDArray[np.int64],
) -> None:
    """Fills in how far each frame comes down, where it does. `reduction` and what is kept on the way come silent:
    `averages`, a row for each, `recent`, of as many frames as are dense, and `queue`, of one more than the attack.

    Each frame must come down so that the peaks on both its sides stay under the threshold. It takes the most that any
    of the `attack` frames wants that begin with it: a queue of falling maxima. It lets go by `fall` parts in 2^32 of
    what is left and by `step`, but not below the mean of the recent frames. Of each average, the sum is taken on."""
    frames, dense, box, places = peaks.shape[0], recent.shape[0], averages.shape[1], queue.shape[1]
    recent_sum = quick = at = place = head = count = 0
    sum0 = sum1 = sum2 = 0
    ahead = 0  # the next frame to ask what it wants
    before = 0.0
    i = 0
    while i < frames:
        while ahead < min(i + attack, frames):
            peak = max(before, peaks[ahead])
            before = peaks[ahead]
            if peak > threshold:
                wanted = math.ceil(math.log2(peak / threshold) * 16777216.0)
                while count > 0 and queue[1, (head + count - 1) % places] <= wanted:
                    count -= 1
                end = (head + count) % places
                queue[0, end] = ahead
                queue[1, end] = wanted
                count += 1
            ahead += 1
        held = 0
        if count > 0:
            if queue[0, head] < i:
                head = (head + 1) % places
                count -= 1
            if count > 0:
                held = queue[1, head]
        quick = min(quick, deepest)
        quick = max(quick - ((quick * fall) >> 32) - step, held)
        remembered = min(quick, deepest)
        recent_sum += remembered - recent[at]
        recent[at] = remembered
        at = at + 1 if at + 1 < dense else 0
        let_go = quick if recent_sum < (quick + 1) * dense else recent_sum // dense
        sum0 += let_go - averages[0, place]
        averages[0, place] = let_go
        sum1 += sum0 - averages[1, place]
        averages[1, place] = sum0
        sum2 += sum1 - averages[2, place]
        averages[2, place] = sum1
        place = place + 1 if place + 1 < box else 0
        reduction[i] = sum2
        i += 1
        if sum2 == 0 and quick == 0 and recent_sum == 0 and sum0 == 0 and sum1 == 0:
            # All is as it came: nothing happens before a frame wants something.
            while ahead < frames and max(before, peaks[ahead]) <= threshold:
                before = peaks[ahead]
                ahead += 1
            i = max(i, ahead - attack + 1)


@kernel(
    "void(Array(float32, 2, 'C', readonly=True), float64, int64[::1], float64, int64, float64[::1], float32[:, ::1])"
)
def _apply(
    audio: NDArray[np.float32],
    gain: float,
    reduction: NDArray[np.int64],
    slope: float,
    first: int,
    level: NDArray[np.float64],
    out: NDArray[np.float32],
) -> None:
    """Audio from frame `first` on times gain, less the reduction, of which `slope` makes 128ths of a neper. `level` is
    for a stretch of gains.

    e^x is the 128th power of e^(x / 128), for which a short series is good to 1e-9 down to -96 dB; and nought comes
    out as one. Without a call, the compiler takes many frames at once."""
    for start in range(0, out.shape[1], level.shape[0]):
        length = min(level.shape[0], out.shape[1] - start)
        reduced = reduction[start : start + length]
        for i in range(length):
            x = -slope * reduced[i]
            y = 1.0 + x * (1.0 + x * (1.0 / 2 + x * (1.0 / 6 + x * (1.0 / 24 + x * (1.0 / 120 + x * (1.0 / 720))))))
            y *= y
            y *= y
            y *= y
            y *= y
            y *= y
            y *= y
            y *= y
            level[i] = gain * y
        for channel in range(audio.shape[0]):
            heard, made = audio[channel, first + start :], out[channel, start:]
            for i in range(length):
                made[i] = heard[i] * level[i]


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
    audio: NDArray[np.float32], *, rate: int, gain_db: float, ceiling_dbtp: float
) -> tuple[NDArray[np.int64], float]:
    """The reduction for each frame of `audio` (channels, n): whole numbers, and how many of them make an octave."""
    gain = 10.0 ** (gain_db / 20.0)
    threshold = 10.0 ** ((ceiling_dbtp - MARGIN_DB) / 20.0) / gain
    early = _attack(rate)  # a peak at the very first frame has its attack, and its own beginning, before it
    frames = early + audio.shape[1]
    peaks = envelope(audio, first=-early, frames=frames, floor=threshold)
    reduction = np.zeros(frames, np.int64)
    fall, step = _pace(rate)
    queue = np.zeros((2, early + 1), np.int64)
    averages = np.zeros((3, _box(rate)), np.int64)
    recent = np.zeros(round(DENSE_SECONDS * rate), np.int64)
    _reduce(peaks, threshold, fall, step, _units(DEEPEST_DB), early, queue, averages, recent, reduction)
    return reduction[early:], _UNIT * _box(rate) ** 3


def limit(
    audio: NDArray[np.float32],
    *,
    rate: int,
    gain_db: float,
    ceiling_dbtp: float,
    first: int = 0,
    frames: int | None = None,
) -> NDArray[np.float32]:
    """`audio` (2, n) with `gain_db`, its true peak held at or under the ceiling: its `frames` from `first` on (all,
    unless told), in time with the input.

    A frame is final when `limiter_window(rate)` lies within the audio around it; nearer to an end it hears silence
    beyond. What is no number is silence."""
    sound = audio if np.isfinite(audio).all() else np.where(np.isfinite(audio), audio, np.float32(0.0))
    reduction, octave = gain_reduction(sound, rate=rate, gain_db=gain_db, ceiling_dbtp=ceiling_dbtp)
    last = audio.shape[1] if frames is None else first + frames
    out = np.empty((audio.shape[0], last - first), np.float32)
    slope = math.log(2.0) / (128.0 * octave)
    _apply(sound, 10.0 ** (gain_db / 20.0), reduction[first:last], slope, first, np.empty(_AT_ONCE), out)
    return out
