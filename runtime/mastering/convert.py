"""A finished record at another rate: resampled, then held under its ceiling once more, since a wave that loses its
top can rise by some tenths of a decibel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..audio import resample
from ..window import Window
from . import limiter

VERSION = f"1/{resample.VERSION}/{limiter.VERSION}"

Sound = NDArray[np.float32]


def converted(
    read: Callable[[int, int], Sound],
    *,
    from_rate: int,
    to_rate: int,
    first: int,
    frames: int,
    ceiling_dbtp: float | None,
) -> Sound:
    """Frames `first .. first + frames` at `to_rate`: (2, frames). `read(start, stop)` gives frames of the record at
    `from_rate`, silence outside it. Without a ceiling (stems) it is resampled only. Any stretch has the bits that the
    whole would have."""
    window = Window() if ceiling_dbtp is None else limiter.limiter_window(to_rate)
    begin, length = first - window.lookback, window.lookback + frames + window.lookahead
    turn = resample.ratio(from_rate, to_rate)
    heard = read(*resample.source_span(turn, begin, length))
    sound = resample.resample(heard, turn, first=begin, frames=length)
    if ceiling_dbtp is None:
        return sound
    return limiter.limit(
        sound, rate=to_rate, gain_db=0.0, ceiling_dbtp=ceiling_dbtp, first=window.lookback, frames=frames
    )
