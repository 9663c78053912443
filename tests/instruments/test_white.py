"""White noise is numpy's own, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest

from songc.runtime.instruments.white import white


@pytest.mark.parametrize("seed", [0, 1, (1 << 32) - 1, 1 << 32, 0x9E3779B97F4A7C15, (1 << 64) - 1])
def test_white_is_what_numpy_draws(seed: int) -> None:
    raw = np.random.PCG64(seed).random_raw(1000)
    assert np.array_equal(white(seed, 1000), (raw >> np.uint64(11)) * 2.0**-52 - 1.0)
