"""A record at another rate: under its ceiling, in one piece or in many."""

from __future__ import annotations

import numpy as np
import pytest

from songc.runtime.mastering.convert import converted

from . import others
from .cells import limited
from .hostile import signal
from .tones import RATE

MASTER = limited(signal(9, 48_000), RATE, 18.0, -1.0)


def read(start: int, stop: int) -> np.ndarray:
    padded = np.pad(MASTER, ((0, 0), (max(-start, 0), max(stop - MASTER.shape[1], 0))))
    return padded[:, max(start, 0) : max(start, 0) + stop - start]


def at(rate: int, first: int, frames: int, ceiling_dbtp: float | None = -1.0) -> np.ndarray:
    return converted(read, from_rate=RATE, to_rate=rate, first=first, frames=frames, ceiling_dbtp=ceiling_dbtp)


@pytest.mark.parametrize("rate", [44100, 32000, 96000])
def test_under_the_ceiling_at_any_rate(rate: int) -> None:
    assert others.true_peak_dbtp(at(rate, 0, rate)) <= -1.0


def test_resampling_alone_would_pass_the_ceiling() -> None:
    assert others.true_peak_dbtp(at(32000, 0, 32000, None)) > -0.9


def test_stretches_have_the_bits_of_the_whole() -> None:
    whole = at(44100, 0, 44100)
    assert np.array_equal(np.concatenate([at(44100, 0, 20_000), at(44100, 20_000, 24_100)], axis=1), whole)
