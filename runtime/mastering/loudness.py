"""Loudness from the energies of the 10 ms grid: ITU-R BS.1770-5 (gating), EBU Tech 3341 (momentary and short-term
loudness) and EBU Tech 3342 (loudness range).

Gating blocks step by 100 ms as the recommendation says. The maxima of momentary and short-term loudness step by 10
ms, since Tech 3341 wants them right wherever on that grid a sound begins.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .kweighting import SLOTS_PER_SECOND

VERSION = "1"

MOMENTARY_SLOTS = 4 * SLOTS_PER_SECOND // 10
SHORT_TERM_SLOTS = 3 * SLOTS_PER_SECOND
STEP_SLOTS = SLOTS_PER_SECOND // 10
ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
RANGE_GATE_LU = -20.0
_OFFSET = -0.691


def lufs(power: float) -> float:
    """The loudness of a K-weighted mean square; minus infinity for silence."""
    return _OFFSET + 10.0 * math.log10(power) if power > 0.0 else -math.inf


def power(loudness_lufs: float) -> float:
    """The K-weighted mean square of a loudness."""
    return float(10.0 ** ((loudness_lufs - _OFFSET) / 10.0))


def sliding_powers(energies: NDArray[np.float64], rate: int, slots: int, step: int = 1) -> NDArray[np.float64]:
    """The mean square over each run of `slots` whole slots, beginning with every `step`th: one when there are just so
    many, none when there are too few."""
    if energies.shape[0] < slots:
        return np.empty(0)
    runs: NDArray[np.float64] = np.lib.stride_tricks.sliding_window_view(energies, slots)[::step].sum(axis=1)
    return runs * (SLOTS_PER_SECOND / (rate * slots))


def integrated_lufs(energies: NDArray[np.float64], rate: int) -> float:
    """The gated loudness of the whole; minus infinity when no block passes the absolute gate or there is no whole
    block."""
    blocks = sliding_powers(energies, rate, MOMENTARY_SLOTS, STEP_SLOTS)
    heard = blocks[blocks > power(ABSOLUTE_GATE_LUFS)]
    if heard.size == 0:
        return -math.inf
    gated = heard[heard > float(heard.mean()) * 10.0 ** (RELATIVE_GATE_LU / 10.0)]
    return lufs(float(gated.mean()))


def momentary_max_lufs(energies: NDArray[np.float64], rate: int) -> float:
    return lufs(float(sliding_powers(energies, rate, MOMENTARY_SLOTS).max(initial=0.0)))


def short_term_max_lufs(energies: NDArray[np.float64], rate: int) -> float:
    return lufs(float(sliding_powers(energies, rate, SHORT_TERM_SLOTS).max(initial=0.0)))


def loudness_range_lu(energies: NDArray[np.float64], rate: int, step_slots: int = STEP_SLOTS) -> float:
    """The spread of short-term loudness between its 10th and 95th percentile, quiet passages gated out; 0 under three
    seconds."""
    blocks = sliding_powers(energies, rate, SHORT_TERM_SLOTS, step_slots)
    heard = blocks[blocks > power(ABSOLUTE_GATE_LUFS)]
    if heard.size == 0:
        return 0.0
    gated = np.sort(heard[heard > float(heard.mean()) * 10.0 ** (RANGE_GATE_LU / 10.0)])
    low, high = (float(gated[round((gated.size - 1) * part)]) for part in (0.10, 0.95))
    return lufs(high) - lufs(low)
