"""Doubled takes: what begins in one moves to where the same begins in the other, and is joined as quantized audio is.

Which beginnings belong together is told by the least costly path through all pairs that lie near enough: what moves by
as much as its neighbours costs nothing, and so a take that is late throughout is not taken for one that is early."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...compiler.frozen import dataclass
from ...compiler.plan_audio import Align
from ..engine.node import WHOLE
from ..window import Window
from . import onsets, snap
from .joining import joined

VERSION = f"1/{snap.VERSION}"

_ALONE = 0.6  # the cost of an onset that has no counterpart, where a change of lag by `within` costs 1
_FAR = 0.25  # the cost of a lag of `within`
_BACK = 4  # onsets without counterpart that may lie between two with one
# A lag is refined by the course of the level around the onset.
_AROUND_SECONDS = 0.05
_REFINED_SECONDS = 0.02


def window(step: Align, rate: int) -> Window:
    return WHOLE


def make(
    step: Align, inputs: Sequence[NDArray[np.float32] | None], *, window: Window, frames: int, rate: int
) -> NDArray[np.float32]:
    sound, guide = inputs
    assert sound is not None
    if guide is None:
        return sound
    own, other = (onsets.onsets(each, onsets.flux_of(each, rate), rate) for each in (sound, guide))
    pairs = matched([each.frame for each in own], [each.frame for each in other], step.within)
    lags = _refined(sound, guide, pairs, step.within, rate)
    least = int(snap.LEAST_SECONDS * rate)
    moves: list[tuple[int, int]] = []
    for frame, late in lags:
        if not moves or frame + late - sum(moves[-1]) >= least:
            moves.append((frame, late))
    cross = int(snap.CROSS_SECONDS * rate)
    return joined(sound, snap.segments_of(sound, moves, cross, rate), cross)


@dataclass(frozen=True, slots=True)
class _Path:
    """The cheapest way to a pair: its cost, the place of the pair before it (-1: none)."""

    own: int
    lag: int
    cost: float
    before: int


def matched(own: Sequence[int], other: Sequence[int], within: int) -> list[tuple[int, int]]:
    """Frames of `own` that have a counterpart in `other` at most `within` away, each with how much later that is. Both
    ascend, and so do the counterparts."""
    paths: list[_Path] = []
    reached: list[int] = []  # the number of paths up to each onset
    for index, frame in enumerate(own):
        reached.append(len(paths))
        recent = paths[reached[max(index - 1 - _BACK, 0)] :]
        first = reached[max(index - 1 - _BACK, 0)]
        for target in other:
            lag = target - frame
            if abs(lag) <= within:
                far = _FAR * abs(lag) / within
                best = _Path(index, lag, far + _ALONE * index, -1)
                for number, path in enumerate(recent, first):
                    if own[path.own] + path.lag >= target:
                        continue
                    cost = path.cost + far + abs(lag - path.lag) / within + _ALONE * (index - path.own - 1)
                    if cost < best.cost:
                        best = _Path(index, lag, cost, number)
                paths.append(best)
    if not paths:
        return []
    ends = [path.cost + _ALONE * (len(own) - 1 - path.own) for path in paths]
    place = ends.index(min(ends))
    found = []
    while place >= 0:
        found.append((own[paths[place].own], paths[place].lag))
        place = paths[place].before
    return found[::-1]


def _refined(
    sound: NDArray[np.float32], guide: NDArray[np.float32], pairs: Sequence[tuple[int, int]], within: int, rate: int
) -> list[tuple[int, int]]:
    """Lags to the millisecond: those at which the levels around both onsets rise alike."""
    block = max(rate // 1000, 1)
    own, other = (_level(each, block) for each in (sound, guide))
    around, reach = round(_AROUND_SECONDS * rate / block), round(_REFINED_SECONDS * rate / block)
    found = []
    for frame, lag in pairs:
        here, there = frame // block, (frame + lag) // block
        if here < around or there < around + reach:
            found.append((frame, lag))
            continue
        shape = own[here - around : here + around]
        stretch = other[there - around - reach : there + around + reach]
        if shape.size < 2 * around or stretch.size < 2 * (around + reach):
            found.append((frame, lag))
            continue
        views = np.lib.stride_tricks.sliding_window_view(stretch, shape.size)
        apart = views - views.mean(axis=1, keepdims=True)
        wrong = np.sum((apart - (shape - shape.mean())) ** 2, axis=1)
        best = (there - here + int(np.argmin(wrong)) - reach) * block
        found.append((frame, min(max(best, -within), within)))
    return found


def _level(sound: NDArray[np.float32], block: int) -> NDArray[np.float64]:
    """The level of each block of a (pre-emphasised) sound in dB, over 5 blocks."""
    power = np.sum(np.diff(sound.astype(np.float64), axis=1, prepend=0.0) ** 2, axis=0)
    blocks = power[: power.size // block * block].reshape(-1, block).mean(axis=1)
    return np.asarray(10.0 * np.log10(np.convolve(blocks, np.ones(5) / 5.0, "same") + 1e-8))
