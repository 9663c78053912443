"""Joins: what is played is moved in time, and crosses where the two sides are most alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

VERSION = "2"

_LEVEL = 5  # crossfades, over which a level is measured
_OPPOSED = 0.5  # of opposed sides, whose sum would need much gain, no more is made up


class Segment(NamedTuple):
    """From frame `start` on, what is played is `late` frames late. From `whole` on it is as it was recorded: before
    that it may be fainter, where it fills a gap."""

    start: int
    late: int
    whole: int = 0


def alike(sound: NDArray[np.float32], first: int, latest: int, last: int, late: int, cross: int) -> int:
    """The frame of `first..latest` from which the sound moved by `last` and by `late` differ least over `cross`
    frames, the later one of equals."""
    first = max(first, last, late)
    stop = min(latest + cross, sound.shape[1] + min(last, late, 0))
    if first >= min(latest, stop - cross):
        return latest
    return first + likest(sound[:, first - last : stop - last], sound[:, first - late : stop - late], cross)


def likest(one: NDArray[np.float32], other: NDArray[np.float32], cross: int) -> int:
    """The frame from which two sounds of one length differ least over `cross` frames, the later one of equals: where
    both are faint, or alike."""
    apart = np.sum((one.astype(np.float64) - other) ** 2, axis=0)
    sums = np.concatenate(([0.0], np.cumsum(apart)))
    wrong = sums[cross:] - sums[: sums.size - cross]
    return wrong.size - 1 - int(np.argmin(wrong[::-1]))


def joined(sound: NDArray[np.float32], segments: Sequence[Segment], cross: int) -> NDArray[np.float32]:
    """The sound in segments, the first of which starts at 0, each crossing with the one before for `cross` frames from
    its start on."""
    frames = sound.shape[1]
    out = np.zeros((2, frames), np.float32)
    ends = [*(segment.start for segment in segments[1:]), frames]
    late = segments[0].late
    for segment, end in zip(segments, ends, strict=True):
        before, late = late, segment.late
        piece = _cut(sound, segment.start - late, end - late)
        if late != before:
            stop = min(segment.start + cross, end)
            last = _cut(sound, segment.start - before, stop - before)
            gap = segment.whole - segment.start
            if late > before and gap > cross:
                one, other = (_cut(sound, stop - by - _LEVEL * cross, stop - by) for by in (before, late))
                piece[:, :gap] *= _level(one, other, gap, cross)[: piece.shape[1]]
            piece[:, : stop - segment.start] = crossed(last, piece[:, : stop - segment.start])
        out[:, segment.start : end] = piece
    return out


def _level(last: NDArray[np.float32], again: NDArray[np.float32], gap: int, cross: int) -> NDArray[np.float32]:
    """Where a gap has opened, what dies away would be heard twice: what is heard `again` goes on from the level of
    `last`, and reaches its own when the gap is closed."""
    power, other = (float(np.sum(each.astype(np.float64) ** 2)) for each in (last, again))
    ratio = math.sqrt(power / other) if 0.0 < power < other else 1.0
    rest = 1.0 - np.clip((np.arange(gap) - cross) / (gap - cross), 0.0, 1.0)
    return np.asarray(ratio**rest, np.float32)


def crossed(one: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.float32]:
    """One sound (2, n) passing into another at a steady power, however alike they are: an equal-power crossfade,
    divided by what the likeness of both adds to its power (after Fink, Holters and Zölzer, "Signal-matched
    power-complementary cross-fading and dry-wet mixing", DAFx 2016)."""
    angle = 0.5 * math.pi * (np.arange(one.shape[1]) + 0.5) / max(one.shape[1], 1)
    fall, rise = np.cos(angle), np.sin(angle)
    first, second = one.astype(np.float64), other.astype(np.float64)
    power, next_power = float(np.sum(first**2)), float(np.sum(second**2))
    both = max(float(np.sum(first * second)), -_OPPOSED * math.sqrt(power * next_power))
    steady = power * fall**2 + next_power * rise**2
    excess = 1.0 + 2.0 * both * fall * rise / np.maximum(steady, 1e-30)
    return np.asarray((first * fall + second * rise) / np.sqrt(excess), np.float32)


def faded(one: NDArray[np.floating], other: NDArray[np.floating], shape: str) -> NDArray[np.float32]:
    """One sound fading out as another fades in, each with the shape `linear` or `smooth`, whose sums are 1."""
    rise = (np.arange(one.shape[1]) + 0.5) / max(one.shape[1], 1)
    if shape == "smooth":
        rise = 0.5 - 0.5 * np.cos(math.pi * rise)
    return np.asarray(one * (1.0 - rise) + other * rise, np.float32)


def _cut(sound: NDArray[np.float32], start: int, stop: int) -> NDArray[np.float32]:
    """Frames `start..stop` of a sound, silence outside it."""
    low, high = min(max(start, 0), sound.shape[1]), min(max(stop, 0), sound.shape[1])
    return np.pad(sound[:, low:high], ((0, 0), (low - start if start < low else 0, stop - max(high, start))))
