"""Strip silence: a gate that opens before the sound and never cuts into it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan_audio import Strip
from ..window import Window

VERSION = "1"

FADE_SECONDS = 0.005  # of opening and closing, around what is kept


def window(step: Strip, rate: int) -> Window:
    fade = _fade(rate)
    return Window(step.hold + 2 * fade, step.before + 2 * fade)


def make(
    step: Strip, inputs: Sequence[NDArray[np.float32] | None], *, window: Window, frames: int, rate: int
) -> NDArray[np.float32]:
    """Silence wherever both sides stay under the threshold (peak) from `hold` frames before to `before` frames after.
    What is kept has linear fades around it."""
    (sound,) = inputs
    assert sound is not None
    fade = _fade(rate)
    loud = np.max(np.abs(sound), axis=0) >= 10.0 ** (step.threshold_db / 20.0)
    kept = _widened(loud, step.hold + fade // 2, step.before + fade // 2)
    cell = slice(window.lookback, window.lookback + frames)
    return np.asarray(sound[:, cell] * _mean(kept, fade)[cell], np.float32)


def _fade(rate: int) -> int:
    return int(FADE_SECONDS * rate)


def _widened(marks: NDArray[np.bool_], after: int, before: int) -> NDArray[np.bool_]:
    """Marks that last `after` frames longer and begin `before` frames earlier."""
    counts = np.concatenate(([0], np.cumsum(marks)))
    frame = np.arange(marks.size)
    low, high = np.maximum(frame - after, 0), np.minimum(frame + before + 1, marks.size)
    return np.asarray(counts[high] > counts[low])


def _mean(marks: NDArray[np.bool_], frames: int) -> NDArray[np.float64]:
    """The share of marks in the `frames` around each frame; sums of whole numbers, so every window agrees."""
    width = 2 * (frames // 2) + 1
    padded = np.pad(marks.astype(np.int64), width // 2, mode="edge")
    counts = np.concatenate(([0], np.cumsum(padded)))
    return np.asarray((counts[width:] - counts[:-width]) / width)
