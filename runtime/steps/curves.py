"""Curves: a value over time, cut to a window (pure) and laid out frame by frame (numpy)."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from ...compiler.plan import Curve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A step of automation is a ramp of this length (5 ms at 48 kHz), so that a jump of gain makes no click.
STEP_FRAMES = 240

# At and below this level a gain is silence.
SILENCE_DB = -120.0


def cut(curve: Curve, start: int, stop: int) -> Curve:
    """The part of a curve that shapes frames `start..stop`, counted from `start`. Equal parts are equal curves: a part
    that holds one value is the constant, wherever its points stood."""
    frames = [frame for frame, _, _ in curve.points]
    first = max(bisect_right(frames, start - STEP_FRAMES) - 1, 0)
    last = bisect_right(frames, stop)
    points = curve.points[first : max(last + 1, first + 1)]
    if len({value for _, value, _ in points}) == 1:
        return Curve.constant(points[0][1])
    return Curve(tuple((frame - start, value, shape) for frame, value, shape in points))


def is_constant(curve: Curve, value: float) -> bool:
    return len(curve.points) == 1 and curve.points[0][1] == value


def values(curve: Curve, frames: int) -> NDArray[np.float64]:
    """The curve's value at frames 0..`frames`. Smooth segments follow a raised cosine."""
    import numpy as np

    points = curve.points
    out = np.full(frames, points[0][1])
    for (frame, value, shape), following in zip(points, [*points[1:], None], strict=True):
        if following is None:
            out[max(frame, 0) :] = value
            continue
        end, target = following[0], following[1]
        first, last = max(frame, 0), min(end, frames)
        if first >= last:
            continue
        if shape == "step" or end == frame:
            out[first:last] = value
            continue
        part = (np.arange(first, last) - frame) / (end - frame)
        if shape == "smooth":
            part = 0.5 - 0.5 * np.cos(np.pi * part)
        out[first:last] = value + (target - value) * part
    for (_, value, shape), (frame, target, _) in pairwise(points):
        if shape == "step":
            first, last = max(frame, 0), min(frame + STEP_FRAMES, frames)
            if first < last:
                part = (np.arange(first, last) - frame) / STEP_FRAMES
                out[first:last] += (value - target) * (0.5 + 0.5 * np.cos(np.pi * part))
    return out


def gains(curve: Curve, frames: int) -> NDArray[np.float64] | float:
    """A curve in decibels as linear gain: one number where it holds still, else one a frame."""
    import numpy as np

    if len(curve.points) == 1:
        level = curve.points[0][1]
        return 0.0 if level <= SILENCE_DB else 10.0 ** (level / 20.0)
    levels = values(curve, frames)
    return np.where(levels <= SILENCE_DB, 0.0, 10.0 ** (levels / 20.0))
