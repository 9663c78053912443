"""The loudness solver: on models of a limiter, and through the real one."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from songc.runtime.mastering.solve import MOST_TRIALS, Solution, rounded, solve

from . import others
from .cells import figures, limited
from .tones import RATE, programme


def soft(unlimited: float, knee: float, most: float) -> Callable[[float], float]:
    """Loudness against gain: straight up to the knee, then bending towards `most`."""

    def loudness_at(gain_db: float) -> float:
        plain = unlimited + gain_db
        return plain if plain <= knee else most - (most - knee) * math.exp(-(plain - knee) / (most - knee))

    return loudness_at


def counted(loudness_at: Callable[[float], float]) -> tuple[Callable[[float], float], list[float]]:
    gains: list[float] = []

    def counting(gain_db: float) -> float:
        gains.append(gain_db)
        return loudness_at(gain_db)

    return counting, gains


def test_without_limiting_one_trial_is_enough() -> None:
    loudness_at, gains = counted(soft(-20.0, -9.0, -6.0))
    assert solve(loudness_at, unlimited_lufs=-20.0, target_lufs=-14.0) == Solution(6.0, -14.0)
    assert gains == [6.0]


@pytest.mark.parametrize("unlimited", [-31.37, -18.02, -9.99])
@pytest.mark.parametrize("target", [-16.0, -14.0, -11.0, -9.5, -8.2])
def test_within_a_tenth_and_few_trials(unlimited: float, target: float) -> None:
    loudness_at = soft(unlimited, -13.0, -7.5)
    counting, gains = counted(loudness_at)
    found = solve(counting, unlimited_lufs=unlimited, target_lufs=target)
    assert found.problem == ""
    assert found.loudness_lufs == loudness_at(found.gain_db) == pytest.approx(target, abs=0.1)
    assert found.gain_db == rounded(found.gain_db)
    assert len(gains) <= 7
    assert len(set(gains)) == len(gains)


def test_a_small_edit_leaves_the_trials_as_they_were() -> None:
    """An edit that changes loudness by some thousandths makes no new trial, or one: at the last, fine gain."""
    trials = []
    for edit in range(-10, 11):
        unlimited = -18.0237 + edit * 0.0003
        loudness_at, gains = counted(soft(unlimited, -13.0, -7.5))
        solve(loudness_at, unlimited_lufs=unlimited, target_lufs=-10.0)
        trials.append(tuple(gains))
    assert {gains[:-1] for gains in trials} == {trials[0][:-1]}
    assert len({gains[-1] for gains in trials}) <= 2


def test_a_limiter_that_gives_no_more_is_told() -> None:
    loudness_at, gains = counted(soft(-20.0, -10.0, -8.0))
    found = solve(loudness_at, unlimited_lufs=-20.0, target_lufs=-5.0)
    assert found.problem == "the limiter gives no more than -8.0 LUFS at this ceiling"
    assert max(gains) <= 15.0 + 18.0
    assert len(gains) <= MOST_TRIALS


def test_a_jump_in_loudness_is_told() -> None:
    """Gates can make loudness jump over the target; then the nearer side is taken."""
    found = solve(lambda gain: -20.0 if gain < 8.0 else -12.0, unlimited_lufs=-20.0, target_lufs=-14.0)
    assert found.loudness_lufs == -12.0
    assert "comes nearer than -12.00 LUFS" in found.problem


def test_silence_has_no_loudness() -> None:
    found = solve(lambda gain: -math.inf, unlimited_lufs=-math.inf, target_lufs=-14.0)
    assert found.gain_db == 0.0
    assert "silent" in found.problem


def test_too_quiet_to_be_raised() -> None:
    found = solve(lambda gain: -90.0 + gain, unlimited_lufs=-90.0, target_lufs=-14.0)
    assert found.gain_db == 60.0
    assert "+76.0 dB" in found.problem


def test_gains_are_free_of_binary_noise() -> None:
    assert [rounded(value) for value in (0.1 + 0.2, -3.3749, 2.68)] == [0.3, -3.35, 2.7]


@pytest.mark.parametrize("target", [-16.0, -12.5])
def test_through_the_limiter_by_other_meters(target: float) -> None:
    sound = programme(6, seconds=8)
    unlimited = figures(sound, RATE).integrated_lufs

    def loudness_at(gain_db: float) -> float:
        return figures(limited(sound, RATE, gain_db, -1.0), RATE).integrated_lufs

    found = solve(loudness_at, unlimited_lufs=unlimited, target_lufs=target)
    made = limited(sound, RATE, found.gain_db, -1.0)
    assert found.problem == ""
    assert others.libebur128(made, RATE)[0] == pytest.approx(target, abs=0.1)
    assert others.pyloudnorm_lufs(made, RATE) == pytest.approx(target, abs=0.1)
    assert others.true_peak_dbtp(made) <= -1.0
