"""Reference matching: how far a record's spectrum is from that of another one, and the filter that brings it there."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..effects.linear import convolved, linear_phase
from ..window import Window
from .spectrum import CENTRES

VERSION = "1"

# No band moves further, up or down; bands in which either record is that far below its loudest stay where they are.
MOST_DB = 12.0
FLOOR_DB = 70.0
# Steps that no one hears, so that a small edit of the mix leaves the filter as it was.
STEP_DB = 0.5
HALF = 4096


def curve(own: Sequence[float], other: Sequence[float], amount: float) -> tuple[float, ...]:
    """Gain in dB of each third of an octave that takes `own` spectrum to the `other` by a share of the way. Levels as
    wholes stay out of it: the mean over the bands that count is nil."""
    floors = max(own) - FLOOR_DB, max(other) - FLOOR_DB
    counted = [a > floors[0] and b > floors[1] for a, b in zip(own, other, strict=True)]
    if not any(counted):
        return (0.0,) * len(CENTRES)
    apart = [b - a if counts else 0.0 for a, b, counts in zip(own, other, counted, strict=True)]
    mean = sum(apart) / sum(counted)
    level = [gain - mean if counts else 0.0 for gain, counts in zip(apart, counted, strict=True)]
    wide = [level[0], *level, level[-1]]
    smooth = [(a + 2.0 * b + c) / 4.0 for a, b, c in zip(wide, wide[1:], wide[2:], strict=False)]
    return tuple(STEP_DB * round(min(max(amount * gain, -MOST_DB), MOST_DB) / STEP_DB) for gain in smooth)


def match_window() -> Window:
    return Window(HALF, HALF)


def matched(audio: NDArray[np.float32], gains_db: Sequence[float], rate: int) -> NDArray[np.float32]:
    """(2, n) through the linear-phase filter of these gains, aligned; `HALF` frames at either end are not settled."""
    marks = np.log(CENTRES)

    def magnitude(angles: NDArray[np.float64]) -> NDArray[np.float64]:
        hertz = np.maximum(angles * rate / (2.0 * math.pi), 1.0)
        return 10.0 ** (np.interp(np.log(hertz), marks, gains_db) / 20.0)

    taps = linear_phase(magnitude, HALF) * np.hanning(2 * HALF + 3)[1:-1]
    return convolved(audio.astype(np.float64), taps, HALF).astype(np.float32)
