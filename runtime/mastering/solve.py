"""The gain before the limiter at which the limited record has the loudness that was asked.

Loudness rises with gain, decibel for decibel until the limiter works and then ever more slowly. The search tries
whole decibels until two neighbours enclose the target, then goes where the line between them meets it, on a grid of
0.05 dB. So after a small edit the trials are most often at the same gains as before, and cost no more than the cells
that were touched; and the gain most often stays, and with it all other cells.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from ...compiler.frozen import dataclass

VERSION = "2"

STEP_DB = 0.05
COARSE_DB = 1.0
NEAR_LU = 0.04  # close enough to stop at once
WITHIN_LU = 0.1  # close enough to be called solved
MOST_GAIN_DB = 60.0
MOST_DRIVE_DB = 18.0  # gain beyond what the record would need without a limiter
MOST_TRIALS = 10
_LEAST_SLOPE = 0.1  # loudness per gain; less than this is a limiter that gives no more
_IDLE_LU = 0.002  # a limiter that takes less does nothing


@dataclass(frozen=True, slots=True)
class Solution:
    """The gain and the loudness it gives. `problem` is empty when that is within 0.1 LU of what was asked, else says
    why not."""

    gain_db: float
    loudness_lufs: float
    problem: str = ""


def rounded(gain_db: float) -> float:
    """To a multiple of the step, free of binary noise."""
    return round(round(gain_db / STEP_DB) * STEP_DB, 2)


def solve(loudness_at: Callable[[float], float], *, unlimited_lufs: float, target_lufs: float) -> Solution:
    """Finds the gain. `loudness_at(gain_db)` is the loudness after gain and limiter, `unlimited_lufs` that before
    both."""
    if unlimited_lufs == -math.inf:
        return Solution(0.0, -math.inf, "the record is silent or shorter than 0.4 seconds")
    plain = rounded(target_lufs - unlimited_lufs)
    if plain > MOST_GAIN_DB:
        gain = rounded(MOST_GAIN_DB)
        return Solution(
            gain, loudness_at(gain), f"it would need {plain:+.1f} dB of gain, and {gain:+.0f} dB is the most"
        )
    most = min(math.floor(plain) + MOST_DRIVE_DB, MOST_GAIN_DB)
    first = gain = float(math.floor(plain))
    tried: dict[float, float] = {}
    while len(tried) < MOST_TRIALS and gain not in tried:
        tried[gain] = loudness_at(gain)
        if abs(tried[gain] - target_lufs) <= NEAR_LU:
            break
        if len(tried) == 1 and abs(tried[first] - unlimited_lufs - first) < _IDLE_LU:
            gain = plain
        else:
            gain = rounded(min(_next_gain(tried, target_lufs), most))
    best = min(tried, key=lambda each: (abs(tried[each] - target_lufs), each))
    return Solution(best, tried[best], _problem(tried[best], target_lufs))


def _next_gain(tried: dict[float, float], target: float) -> float:
    """The next trial: a whole decibel where what was tried would meet the target, or, once it is enclosed within one,
    the very place."""
    below = max((gain for gain, heard in tried.items() if heard < target), default=-math.inf)
    above = min((gain for gain, heard in tried.items() if heard >= target), default=math.inf)
    if below == -math.inf:
        return math.floor(above + (target - tried[above]))
    if above == math.inf:
        return max(math.ceil(below + (target - tried[below]) / _slope(tried, below)), below + STEP_DB)
    crossing = below + (above - below) * (target - tried[below]) / (tried[above] - tried[below])
    step = COARSE_DB if above - below > COARSE_DB else STEP_DB
    inside = math.floor(below / step + 1e-9) + 1.0, math.ceil(above / step - 1e-9) - 1.0
    return min(max(round(crossing / step), inside[0]), inside[1]) * step


def _slope(tried: dict[float, float], edge: float) -> float:
    """Loudness per gain up to the loudest trial, as far as it is known."""
    others = [gain for gain in tried if gain != edge]
    if not others:
        return 1.0
    near = min(others, key=lambda gain: abs(gain - edge))
    return min(max((tried[edge] - tried[near]) / (edge - near), _LEAST_SLOPE), 1.0)


def _problem(heard: float, target: float) -> str:
    if abs(heard - target) <= WITHIN_LU:
        return ""
    if heard < target:
        return f"the limiter gives no more than {heard:.1f} LUFS at this ceiling"
    return f"no gain on the 0.05 dB grid comes nearer than {heard:.2f} LUFS"
