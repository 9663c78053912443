"""Curves: a value over time, cut to a window (pure), and laid out frame by frame (numpy)."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ..compiler.plan import Curve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Track = NDArray[np.float64]

# A step of automation is a ramp of this length (5 ms at 48 kHz), so that a jump of gain makes no click.
STEP_FRAMES = 240

# At and below this level a gain is silence.
SILENCE_DB = -120.0

# A setting that moves by crossfades does so in this many steps between two points, or over the reach of what swings.
BLENDS = 8


def cut(curve: Curve, start: int, stop: int) -> Curve:
    """The part of a curve that shapes frames `start..stop`, counted from `start`. Equal parts are equal curves: a part
    that holds one value is the constant, wherever its points stood."""
    frames = [frame for frame, _, _ in curve.points]
    first = max(bisect_right(frames, start - STEP_FRAMES) - 1, 0)
    last = bisect_right(frames, stop)
    ahead = last > 0 and curve.points[last - 1][2] != "step"  # a step is not seen before its frame
    points = curve.points[first : max(last + ahead, first + 1)]
    if len({value for _, value, _ in points}) == 1:
        points = ((start, points[0][1], "step"),)
    moved = tuple((frame - start, value, shape) for frame, value, shape in points)
    waves = tuple(replace(wave, turn=round((wave.turn + start / wave.period) % 1.0, 12)) for wave in curve.waves)
    return replace(curve, points=moved, waves=waves)


def constant(curve: Curve) -> float | None:
    """The value of a curve that holds still, whatever it says."""
    level = curve.points[0][1]
    swings = any(wave.depth for wave in curve.waves) or any(follow.depth for follow in curve.follows)
    return None if swings or any(value != level for _, value, _ in curve.points) else level


def values(curve: Curve, frames: int, followed: Sequence[Track] = ()) -> Track:
    """The curve's value at frames 0..`frames`. Smooth segments follow a raised cosine. `followed` are the levels
    0..1, one a frame, of what it follows."""
    import numpy as np

    out = _between_points(curve, frames)
    if not curve.swings:
        return out
    for wave in curve.waves:
        out += wave.depth * swing(wave.shape, wave.turn + np.arange(frames) / wave.period)
    for follow, level in zip(curve.follows, followed, strict=True):
        out += follow.depth * level
    return np.clip(out, *curve.reach)


def _between_points(curve: Curve, frames: int) -> Track:
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


def swing(shape: str, turns: Track) -> Track:
    """-1..1 by the phase in turns."""
    import numpy as np

    return rounded(shape, np.sin(2.0 * np.pi * turns))


def rounded(shape: str, sine: Track) -> Track:
    """A sine as another shape. Triangles and squares are rounded, so that no corner clicks."""
    import numpy as np

    if shape == "triangle":
        return np.arcsin(0.98 * sine) / math.asin(0.98)
    if shape == "square":
        return np.tanh(12.0 * sine) / math.tanh(12.0)
    return sine


def gains(curve: Curve, frames: int, followed: Sequence[Track] = ()) -> Track | float:
    """A curve in decibels as linear gain: one number where it holds still, else one a frame."""
    import numpy as np

    level = constant(curve)
    if level is not None:
        return 0.0 if level <= SILENCE_DB else 10.0 ** (level / 20.0)
    levels = values(curve, frames, followed)
    gain: Track = np.exp(levels * (math.log(10.0) / 20.0))
    gain[levels <= SILENCE_DB] = 0.0
    return gain


# A setting that moves by crossfades -----------------------------------------------------------------------------------


def rungs(curve: Curve) -> list[float]:
    """Every value at which such a setting is rendered."""
    if curve.swings:
        low, high = curve.reach
        return [low + (high - low) * rung / BLENDS for rung in range(BLENDS + 1)]
    found = [curve.points[0][1]]
    for (_, value, shape), (_, target, _) in pairwise(curve.points):
        found += [target] if shape == "step" else [_rung(value, target, rung) for rung in range(1, BLENDS + 1)]
    return list(dict.fromkeys(found))


def _rung(value: float, target: float, rung: int) -> float:
    return target if rung == BLENDS else value + (target - value) * rung / BLENDS


def blends(curve: Curve, frames: int, followed: Sequence[Track] = ()) -> list[tuple[float, Track]]:
    """Values of the curve's rungs and the share of each at frames 0..`frames`; the shares of a frame sum to one, and
    there are none of rungs that no frame hears."""
    import numpy as np

    shares: dict[float, Track] = {}

    def add(value: float, first: int, share: Track) -> None:
        shares.setdefault(value, np.zeros(frames))[first : first + share.size] += share

    if curve.swings:
        low, high = curve.reach
        ladder = rungs(curve)
        place = (values(curve, frames, followed) - low) / max(high - low, 1e-12) * BLENDS
        for rung, value in enumerate(ladder):
            add(value, 0, np.maximum(1.0 - np.abs(place - rung), 0.0))
    else:
        _blend_points(curve, frames, add)
    return [(value, share) for value, share in shares.items() if share.any()]


def _blend_points(curve: Curve, frames: int, add: Callable[[float, int, Track], None]) -> None:
    import numpy as np

    points = curve.points
    add(points[0][1], 0, np.ones(min(max(points[0][0], 0), frames)))
    for (frame, value, shape), following in zip(points, [*points[1:], None], strict=True):
        end = frames if following is None else min(following[0], frames)
        first = max(frame, 0)
        if first >= end:
            continue
        if following is None or shape == "step":
            add(value, first, np.ones(end - first))
            continue
        part = (np.arange(first, end) - frame) / (following[0] - frame)
        if shape == "smooth":
            part = 0.5 - 0.5 * np.cos(np.pi * part)
        for rung in range(BLENDS + 1):
            add(_rung(value, following[1], rung), first, np.maximum(1.0 - np.abs(part * BLENDS - rung), 0.0))
    for (_, value, shape), (frame, target, _) in pairwise(points):
        first, last = max(frame, 0), min(frame + STEP_FRAMES, frames)
        if shape == "step" and first < last:
            fading = 0.5 + 0.5 * np.cos(np.pi * (np.arange(first, last) - frame) / STEP_FRAMES)
            add(value, first, fading)
            add(target, first, -fading)


# A setting that is the frequency of an oscillator ---------------------------------------------------------------------


def area(curve: Curve, frames: Track) -> Track:
    """The integral of a curve from frame 0 to fractional `frames`, in value times frames: exact, so that parts meet. It
    follows nothing, since that has no bound in the past."""
    import numpy as np

    return _area(curve, frames) - _area(curve, np.zeros(1))


def _area(curve: Curve, frames: Track) -> Track:
    """From the first point on, negative before it."""
    import numpy as np

    points = curve.points
    total = points[0][1] * np.minimum(frames - points[0][0], 0.0)
    for (frame, value, shape), following in zip(points, [*points[1:], None], strict=True):
        if following is None:
            total += value * np.maximum(frames - frame, 0.0)
            continue
        length = following[0] - frame
        here = np.clip(frames - frame, 0.0, length)
        total += value * here
        if shape == "linear" and length:
            total += (following[1] - value) * here * here / (2.0 * length)
        if shape == "smooth" and length:
            total += (following[1] - value) * 0.5 * (here - np.sin(np.pi * here / length) * length / np.pi)
    for (_, value, shape), (frame, target, _) in pairwise(points):
        if shape == "step":
            here = np.clip(frames - frame, 0.0, STEP_FRAMES)
            swept = here + np.sin(np.pi * here / STEP_FRAMES) * STEP_FRAMES / np.pi
            total += (value - target) * 0.5 * swept
    for wave in curve.waves:
        total += wave.depth * wave.period * _swung(wave.shape, wave.turn + frames / wave.period)
    return total


def _swung(shape: str, turns: Track) -> Track:
    """The integral of `swing` over turns, periodic; by a table where it has no closed form."""
    import numpy as np

    if shape == "sine":
        return -np.cos(2.0 * np.pi * turns) / (2.0 * np.pi)
    count = 1 << 14
    middles = swing(shape, (np.arange(count) + 0.5) / count)
    table = np.concatenate(([0.0], np.cumsum(middles) / count))
    return np.interp(turns % 1.0, np.arange(count + 1) / count, table)


def turning(curve: Curve, whole: Curve, start: int, rate: int) -> Curve:
    """A curve cut from frame `start` of `whole`, as the frequency of an oscillator: with the turns made before."""
    import numpy as np

    before = float(area(whole, np.array([float(start)]))[0]) / rate
    return replace(curve, turns=round(before % 1.0, 12))
