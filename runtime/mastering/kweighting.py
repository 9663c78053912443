"""K-weighting, the ear's weighting of ITU-R BS.1770-5, annex 1, and the energy behind it on an absolute grid of 10 ms.

The recommendation gives its two filters as numbers for 48 kHz; here they are designed for any rate, from the analogue
filters that those numbers are the bilinear transform of (a shelf of +4 dB at 1682 Hz and a second-order high-pass at
38 Hz), and at 48 kHz come out as the recommendation's own.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from ..window import Window

VERSION = "2"

SLOTS_PER_SECOND = 100
SETTLE_SECONDS = 0.5  # the high-pass forgets to below -200 dB

_SHELF_HZ, _SHELF_Q, _SHELF_DB = 1681.974450955533, 0.7071752369554196, 3.999843853973347
_SHELF_MIDDLE = 0.4996667741545416  # the exponent that places the shelf's middle
_HIGHPASS_HZ, _HIGHPASS_Q = 38.13547087602444, 0.5003270373238773


@cache
def coefficients(rate: int) -> NDArray[np.float64]:
    """The shelf and the high-pass at that rate, each as b0 b1 b2 a1 a2: (2, 5)."""
    k = math.tan(math.pi * _SHELF_HZ / rate)
    high = 10.0 ** (_SHELF_DB / 20.0)
    middle = high**_SHELF_MIDDLE
    norm = 1.0 + k / _SHELF_Q + k * k
    shelf = [
        (high + middle * k / _SHELF_Q + k * k) / norm,
        2.0 * (k * k - high) / norm,
        (high - middle * k / _SHELF_Q + k * k) / norm,
        2.0 * (k * k - 1.0) / norm,
        (1.0 - k / _SHELF_Q + k * k) / norm,
    ]
    k = math.tan(math.pi * _HIGHPASS_HZ / rate)
    norm = 1.0 + k / _HIGHPASS_Q + k * k
    highpass = [1.0, -2.0, 1.0, 2.0 * (k * k - 1.0) / norm, (1.0 - k / _HIGHPASS_Q + k * k) / norm]
    return np.array([shelf, highpass])


@kernel("void(Array(float32, 2, 'C', readonly=True), float64[:, ::1], float64[::1], int64[::1], float64[::1])")
def _accumulate(
    audio: NDArray[np.float32],
    filters: NDArray[np.float64],
    weights: NDArray[np.float64],
    bounds: NDArray[np.int64],
    energies: NDArray[np.float64],
) -> None:
    """Adds to `energies[i]` the weighted K-weighted energy of frames `bounds[i] .. bounds[i + 1]` of two channels,
    filtering from frame 0 on: side by side, since each waits for its own last frame."""
    b0, b1, b2, a1, a2 = filters[0, 0], filters[0, 1], filters[0, 2], filters[0, 3], filters[0, 4]
    d1, d2 = filters[1, 3], filters[1, 4]  # the high-pass is 1, -2, 1 at any rate
    left, right = audio[0], audio[1]
    s1 = s2 = t1 = t2 = 0.0
    u1 = u2 = v1 = v2 = 0.0
    begin = 0
    for slot in range(-1, energies.shape[0]):
        end = bounds[slot + 1]
        one = other = 0.0
        for frame in range(begin, end):
            x = float(left[frame])
            p = float(right[frame])
            y = b0 * x + s1
            q = b0 * p + u1
            s1 = (b1 * x + s2) - a1 * y
            u1 = (b1 * p + u2) - a1 * q
            s2 = b2 * x - a2 * y
            u2 = b2 * p - a2 * q
            z = y + t1
            r = q + v1
            t1 = (t2 - 2.0 * y) - d1 * z
            v1 = (v2 - 2.0 * q) - d1 * r
            t2 = y - d2 * z
            v2 = q - d2 * r
            one += z * z
            other += r * r
        begin = end
        if slot >= 0:
            energies[slot] += weights[0] * one + weights[1] * other


def slot_start(slot: int, rate: int) -> int:
    """The frame at which a slot of the 10 ms grid begins."""
    return -(-slot * rate // SLOTS_PER_SECOND)


def slots_within(start: int, frames: int, rate: int) -> range:
    """The slots that begin in `start .. start + frames`."""
    return range(_slots_before(start, rate), _slots_before(start + frames, rate))


def _slots_before(frame: int, rate: int) -> int:
    return (frame - 1) * SLOTS_PER_SECOND // rate + 1 if frame > 0 else 0


def slot_window(rate: int) -> Window:
    """What the energies of the slots that begin in a cell depend on."""
    return Window(math.ceil(SETTLE_SECONDS * rate), -(-rate // SLOTS_PER_SECOND))


def slot_energies(
    audio: NDArray[np.float32], *, rate: int, start: int, frames: int, weights: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """The energy of each slot that begins in `start .. start + frames`, summed over its frames and over the channels
    by weight.

    `audio` (channels, n) is that stretch with `slot_window(rate)` around it."""
    window = slot_window(rate)
    slots = slots_within(start, frames, rate)
    bounds = np.array([slot_start(slot, rate) for slot in range(slots.start, slots.stop + 1)], np.int64)
    energies = np.zeros(len(slots))
    each = np.ones(audio.shape[0]) if weights is None else weights
    for channel in range(0, audio.shape[0] - 1, 2):
        pair = slice(channel, channel + 2)
        _accumulate(audio[pair], coefficients(rate), each[pair], bounds - start + window.lookback, energies)
    if audio.shape[0] % 2:
        last = np.stack((audio[-1], np.zeros_like(audio[-1])))
        _accumulate(last, coefficients(rate), np.repeat(each[-1:], 2), bounds - start + window.lookback, energies)
    return energies
