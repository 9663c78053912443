"""Levels: kernels that do to the bit what numpy does in more passes."""

from __future__ import annotations

import numpy as np
import pytest

from songc.runtime.levels import Gain, Stereo, Wide, add, levelled, widened

FRAMES = 1003
CHANCE = np.random.default_rng(7)
MOVING = CHANCE.random(FRAMES)


def _sound() -> Stereo:
    """Large, small and denormal samples, read-only as the engine hands them out."""
    size = CHANCE.choice([1e-40, 1e-3, 1.0, 5.0], (2, FRAMES))
    sound = (CHANCE.standard_normal((2, FRAMES)) * size).astype(np.float32)
    sound.flags.writeable = False
    return sound


def _by_numpy(sound: Stereo | Wide, left: Gain, right: Gain) -> Stereo:
    single = sound.astype(np.float32)
    return np.stack(
        [
            (side * np.float64(gain)).astype(np.float32)
            for side, gain in zip(single.astype(float), (left, right), strict=True)
        ]
    )


@pytest.mark.parametrize("gains", [(0.3, 0.7), (1.0, 0.0), (MOVING, 0.5), (MOVING, MOVING)])
def test_levels_round_once(gains: tuple[Gain, Gain]) -> None:
    sound = _sound()
    assert levelled(sound, *gains).tobytes() == _by_numpy(sound, *gains).tobytes()


@pytest.mark.parametrize("gains", [(0.3, 0.7), (MOVING[100:900], 0.5)])
def test_a_part_of_an_effect_is_rounded_before_its_level(gains: tuple[Gain, Gain]) -> None:
    part = CHANCE.standard_normal((2, FRAMES))[:, 100:900]
    assert levelled(part, *gains).tobytes() == _by_numpy(part, *gains).tobytes()


@pytest.mark.parametrize("gain", [0.37, 1.0, MOVING])
def test_what_is_added_is_rounded_before(gain: Gain) -> None:
    total, sound = _sound().copy(), _sound()
    expected = total + _by_numpy(sound, gain, gain)
    add(total, sound, gain)
    assert total.tobytes() == expected.tobytes()


def test_what_is_not_finite_is_silent() -> None:
    sound = _sound().copy()
    sound[0, :3], sound[1, 5] = (np.nan, np.inf, -np.inf), -0.0
    expected = sound.astype(float)
    expected[0, :3] = 0.0
    assert widened(sound).tobytes() == expected.tobytes()
