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

VERSION = "1"

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


@kernel("void(float32[:, ::1], float64[:, ::1], float64[::1], int64[::1], float64[::1])")
def _accumulate(
    audio: NDArray[np.float32],
    filters: NDArray[np.float64],
    weights: NDArray[np.float64],
    bounds: NDArray[np.int64],
    energies: NDArray[np.float64],
) -> None:
    """Adds to `energies[i]` the weighted K-weighted energy of frames `bounds[i] .. bounds[i + 1]`, filtering from
    frame 0 on."""
    b0, b1, b2, a1, a2 = filters[0, 0], filters[0, 1], filters[0, 2], filters[0, 3], filters[0, 4]
    c0, c1, c2, d1, d2 = filters[1, 0], filters[1, 1], filters[1, 2], filters[1, 3], filters[1, 4]
    for channel in range(audio.shape[0]):
        row = audio[channel]
        s1 = s2 = t1 = t2 = 0.0
        for frame in range(bounds[0]):
            x = float(row[frame])
            y = b0 * x + s1
            s1 = b1 * x - a1 * y + s2
            s2 = b2 * x - a2 * y
            z = c0 * y + t1
            t1 = c1 * y - d1 * z + t2
            t2 = c2 * y - d2 * z
        for slot in range(energies.shape[0]):
            total = 0.0
            for frame in range(bounds[slot], bounds[slot + 1]):
                x = float(row[frame])
                y = b0 * x + s1
                s1 = b1 * x - a1 * y + s2
                s2 = b2 * x - a2 * y
                z = c0 * y + t1
                t1 = c1 * y - d1 * z + t2
                t2 = c2 * y - d2 * z
                total += z * z
            energies[slot] += weights[channel] * total


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
    _accumulate(audio, coefficients(rate), each, bounds - start + window.lookback, energies)
    return energies
