"""The knee of compressors: a setting that holds still has a kernel, which does to the bit what a moving one does."""

from __future__ import annotations

import numpy as np
import pytest

from songc.runtime.effects.envelope import compressed


@pytest.mark.parametrize(
    ("threshold", "ratio", "knee"), [(-20.0, 4.0, 6.0), (-10.3, 2.5, 12.0), (-30.0, float("inf"), 0.5), (0.0, 1.0, 3.0)]
)
def test_still_and_moving_settings_agree(threshold: float, ratio: float, knee: float) -> None:
    level = np.random.default_rng(3).normal(-30.0, 30.0, 2003)
    moving = compressed(level, np.full(level.size, threshold), ratio, knee)
    assert compressed(level, threshold, ratio, knee).tobytes() == moving.tobytes()
