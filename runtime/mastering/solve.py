"""The gain before the limiter at which the limited record has the loudness that was asked.

Loudness rises with gain, decibel for decibel until the limiter works and then ever more slowly. The search goes the
way that the record showed so far, keeps what it has enclosed, and tries few gains, since each costs a pass over the
record. Gains are multiples of 0.05 dB, so that a small edit most often leaves the gain, and with it all other cells,
as they were.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

VERSION = "1"

STEP_DB = 0.05
NEAR_LU = 0.04  # close enough to stop at once
WITHIN_LU = 0.1  # close enough to be called solved
MOST_GAIN_DB = 60.0
MOST_DRIVE_DB = 18.0  # gain beyond what the record would need without a limiter
MOST_TRIALS = 10
_LEAST_SLOPE = 0.1  # loudness per gain; less than this is a limiter that gives no more


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
    most = min(plain + MOST_DRIVE_DB, MOST_GAIN_DB)
    tried: dict[float, float] = {}
    gain = plain
    while len(tried) < MOST_TRIALS and gain not in tried:
        tried[gain] = loudness_at(gain)
        if abs(tried[gain] - target_lufs) <= NEAR_LU:
            break
        gain = rounded(min(_next_gain(tried, target_lufs), most))
    best = min(tried, key=lambda each: (abs(tried[each] - target_lufs), each))
    return Solution(best, tried[best], _problem(tried[best], target_lufs))


def _next_gain(tried: dict[float, float], target: float) -> float:
    """Where the line through the two trials nearest the target meets it; within what they enclose, when they do."""
    below = max((gain for gain, heard in tried.items() if heard < target), default=None)
    above = min((gain for gain, heard in tried.items() if heard >= target), default=None)
    if below is not None and above is not None:
        middle = below + (above - below) * (target - tried[below]) / (tried[above] - tried[below])
        # A trial at a bound that is no trial at all would end the search with gains untried between.
        return min(max(middle, below + STEP_DB), above - STEP_DB) if above - below > STEP_DB * 1.5 else middle
    edge = below if below is not None else above
    assert edge is not None
    others = [gain for gain in tried if gain != edge]
    slope = 1.0
    if others:
        near = min(others, key=lambda gain: abs(gain - edge))
        slope = min(max((tried[edge] - tried[near]) / (edge - near), _LEAST_SLOPE), 1.0)
    return edge + (target - tried[edge]) / slope


def _problem(heard: float, target: float) -> str:
    if abs(heard - target) <= WITHIN_LU:
        return ""
    if heard < target:
        return f"the limiter gives no more than {heard:.1f} LUFS at this ceiling"
    return f"no gain on the 0.05 dB grid comes nearer than {heard:.2f} LUFS"
