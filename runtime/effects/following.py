"""Envelope followers: a level that moves a setting."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan import Curve, Follow
from .envelope import level_db, moved
from .job import Track
from .settle import FOLLOW_FLOOR_DB


def follow(heard: NDArray[np.float32], follow: Follow, rate: int) -> Track:
    """The level of (2, n) sound, 0 at the floor and 1 at full scale, on its way at the follower's speeds."""
    wide = np.nan_to_num(np.ascontiguousarray(heard, dtype=np.float64), posinf=0.0, neginf=0.0)
    part = np.clip(1.0 - level_db(wide, rate) / FOLLOW_FLOOR_DB, 0.0, 1.0)
    return moved(part, rest=0.0, up=follow.attack, down=follow.release, rate=rate)


def followed(curve: Curve, inputs: Sequence[NDArray[np.float32] | None], frames: int, rate: int) -> list[Track]:
    """The levels that a curve follows, of the signal's inputs."""
    heard = [(each, inputs[each.input]) for each in curve.follows]
    return [np.zeros(frames) if sound is None else follow(sound, each, rate) for each, sound in heard]
