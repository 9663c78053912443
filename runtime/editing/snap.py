"""Quantized audio: what begins at an onset moves to the grid as it is, and is joined where both sides are most alike.

Of onsets that share a place on the grid the strongest one is put there and the others keep their distance from it, so
that flams and strums stay what they are. Between what has moved apart, the end of a sound goes on a little longer: the
join lies before either side's attack."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan_audio import Grid, Snap
from ..engine.node import WHOLE
from ..window import Window
from . import joining, onsets
from .joining import Segment, alike, joined
from .onsets import Onset

VERSION = f"1/{onsets.VERSION}/{joining.VERSION}"

BEFORE_SECONDS = 0.004  # of the attack, which a join leaves alone
CROSS_SECONDS = 0.004
_SEARCH_SECONDS = 0.02  # how far before that a better place for the join is looked for
LEAST_SECONDS = 0.01  # between two onsets after they have moved


def window(step: Snap, rate: int) -> Window:
    return WHOLE


def make(
    step: Snap, inputs: Sequence[NDArray[np.float32] | None], *, window: Window, frames: int, rate: int
) -> NDArray[np.float32]:
    sound, flux = inputs
    assert sound is not None
    if flux is None:
        return sound
    hop = onsets.hop_of(rate)
    found = onsets.onsets(sound, flux[0, hop // 2 :: hop], rate)
    cross = int(CROSS_SECONDS * rate)
    return joined(sound, segments_of(sound, moved(found, step.grids, int(LEAST_SECONDS * rate)), cross, rate), cross)


def moved(found: Sequence[Onset], grids: Sequence[Grid], least: int) -> list[tuple[int, int]]:
    """Each onset's frame with how many frames later it shall stand. An onset that would come less than `least` frames
    after the one before it, or overtake it, stays with that one."""
    points = [_point(onset.frame, grids) for onset in found]
    strongest: dict[tuple[int, float], Onset] = {}
    for onset, point in zip(found, points, strict=True):
        if point is not None and (point not in strongest or onset.rise_db > strongest[point].rise_db):
            strongest[point] = onset
    moves: list[tuple[int, int]] = []
    for onset, point in zip(found, points, strict=True):
        late = round(point[1] * (point[0] - strongest[point].frame)) if point is not None else 0
        if not moves or onset.frame + late - sum(moves[-1]) >= least:
            moves.append((onset.frame, late))
    return moves


def _point(frame: int, grids: Sequence[Grid]) -> tuple[int, float] | None:
    """The place on the grid nearest to a frame, and how strongly it draws."""
    grid = next((each for each in reversed(grids) if each.start <= frame < each.stop), None)
    if grid is None or not grid.points:
        return None
    after = bisect_left(grid.points, frame)
    near = grid.points[max(after - 1, 0) : after + 1]
    return min(near, key=lambda point: abs(point - frame)), grid.strength


def segments_of(sound: NDArray[np.float32], moves: Sequence[tuple[int, int]], cross: int, rate: int) -> list[Segment]:
    """What is played from when on. A segment begins `cross` frames before its join is done."""
    before, search = int(BEFORE_SECONDS * rate), int(_SEARCH_SECONDS * rate)
    segments = [Segment(0, 0)]
    earliest = 0
    for frame, late in moves:
        last = segments[-1].late
        if late != last:
            latest = frame + min(last, late) - before - cross
            first = max(latest - search, earliest + cross)
            join = alike(sound, first, latest, last, late, cross) if first < latest else max(latest, earliest)
            segments.append(Segment(join, late, frame + late - before))
        earliest = frame + late + cross
    return segments
