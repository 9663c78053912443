"""Comps: one take passes into another a little before the border, where both are faintest or most alike.

Where that is, is told by the takes around a border alone, so that any cell comes out the same by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan_audio import Comp
from ..window import Window
from . import joining
from .joining import crossed, faded, likest

VERSION = f"1/{joining.VERSION}"

Sound = NDArray[np.float32]


def window(step: Comp, rate: int) -> Window:
    reach = max((join.reach for join in step.joins), default=0)
    return Window(reach, reach)


def make(step: Comp, inputs: Sequence[Sound | None], *, window: Window, frames: int, rate: int) -> Sound:
    """`step` counts from the cell's first frame."""
    out = np.zeros((2, frames), np.float32)
    take, played = step.first, 0
    for join in step.joins:
        one, other = (_cut(inputs[each], window.lookback + join.at, join.reach) for each in (take, join.take))
        begin = likest(one, other, join.cross)
        made = _joined(one[:, begin : begin + join.cross], other[:, begin : begin + join.cross], join.shape)
        start = join.at - join.reach + begin
        _copy(inputs[take], out, played, start, window.lookback)
        low, high = (min(max(frame, 0), frames) for frame in (start, start + join.cross))
        out[:, low:high] = made[:, low - start : high - start]
        take, played = join.take, high
    _copy(inputs[take], out, played, frames, window.lookback)
    return out


def _joined(one: Sound, other: Sound, shape: str) -> Sound:
    return crossed(one, other) if shape == "equal-power" else faded(one, other, shape)


def _cut(sound: Sound | None, stop: int, length: int) -> Sound:
    return np.zeros((2, length), np.float32) if sound is None else np.ascontiguousarray(sound[:, stop - length : stop])


def _copy(sound: Sound | None, out: Sound, start: int, stop: int, lookback: int) -> None:
    start, stop = max(start, 0), min(stop, out.shape[1])
    if sound is not None and start < stop:
        out[:, start:stop] = sound[:, lookback + start : lookback + stop]
