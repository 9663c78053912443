"""Curves: automation and fades in frames."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..mix.automation import Automation
from ..mix.modulation import Modulation
from ..plan import Curve, Follow, Wave
from .timing import Timing

# At and below this level a gain is silence.
SILENCE_DB = -120.0
# Straight lines in dB that stand for a fade; 48 keep within 0.1 dB of it down to -60 dB.
FADE_POINTS = 48


def automated(automation: Automation | None, written: float, timing: Timing) -> Curve:
    """The curve of a setting: what is written for it holds until its first point. Points that are all alike, and like
    what is written, are the constant."""
    if automation is None or {point.value for point in automation.points} == {written}:
        return Curve.constant(written)
    points: list[tuple[int, float, str]] = [(0, written, "step")]
    for point in automation.points:
        frame = timing.frame(point.beats)
        last, value, _ = points[-1]
        if point.shape != "step":
            start = last
            if point.over is not None:
                start = max(last, frame - timing.frames_before(point.over, point.beats))
            if start > last:
                points.append((start, value, point.shape))
            else:
                points[-1] = (last, value, point.shape)
        if frame == points[-1][0]:
            points.pop()
        points.append((frame, point.value, "step"))
    return Curve(tuple(points))


def modulated(curve: Curve, modulations: Sequence[Modulation], inputs: Sequence[int], timing: Timing) -> Curve:
    """The curve with what swings about it. `inputs` says, for each modulation, which input of its signal it follows; -1
    for oscillators."""
    swinging = [(each, input) for each, input in zip(modulations, inputs, strict=True) if each.depth != 0.0]
    if not swinging:
        return curve
    values = [value for _, value, _ in curve.points]
    low, high = min(values), max(values)
    for each, _ in swinging:
        low += -abs(each.depth) if each.shape else min(each.depth, 0.0)
        high += abs(each.depth) if each.shape else max(each.depth, 0.0)
    first = swinging[0][0]
    return Curve(
        curve.points,
        tuple(Wave(e.shape, e.every * timing.rate, e.depth, e.turn) for e, _ in swinging if e.shape),
        tuple(Follow(input, e.depth, e.attack, e.release) for e, input in swinging if not e.shape),
        (max(low, first.low), min(high, first.high)),
    )


def scaled(curve: Curve, by: float) -> Curve:
    """The curve in another unit."""
    return replace(
        curve,
        points=tuple((frame, value * by, shape) for frame, value, shape in curve.points),
        waves=tuple(replace(wave, depth=wave.depth * by) for wave in curve.waves),
        follows=tuple(replace(each, depth=each.depth * by) for each in curve.follows),
        span=None if curve.span is None else (curve.span[0] * by, curve.span[1] * by),
    )


def faded(gain_db: float, fade_in: tuple[int, str], fade_out: tuple[int, str], frames: int) -> Curve:
    """A level with a fade over the first and the last frames of a record of `frames`. Fades are (length in frames,
    shape)."""
    points: dict[int, float] = {}
    for share in _shares(fade_in[0]):
        points[round(share * fade_in[0])] = _level(share, fade_in[1])
    for share in reversed(_shares(fade_out[0])):
        frame = frames - round(share * fade_out[0])
        points[frame] = points.get(frame, 0.0) + _level(share, fade_out[1])
    if not points:
        return Curve.constant(gain_db)
    return Curve(tuple(_lines(sorted(points.items()), gain_db)))


def _shares(length: int) -> list[float]:
    return [index / FADE_POINTS for index in range(FADE_POINTS + 1)] if length > 0 else []


def _lines(points: Iterable[tuple[int, float]], gain_db: float) -> Iterable[tuple[int, float, str]]:
    for frame, level in points:
        yield frame, max(level + gain_db, SILENCE_DB), "linear"


def _level(share: float, shape: str) -> float:
    """The level in dB of a fade's `share` 0..1 of its way up; shapes as in the edit's regions."""
    match shape:
        case "equal-power":
            gain = math.sin(share * math.pi / 2)
        case "linear":
            gain = share
        case _:
            gain = 0.5 - 0.5 * math.cos(math.pi * share)
    return max(20 * math.log10(gain), SILENCE_DB) if gain > 0 else SILENCE_DB
