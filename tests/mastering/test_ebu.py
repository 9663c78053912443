"""The cases of EBU Tech 3341 (loudness, true peak) and 3342 (loudness range) that can be synthesised, by their
numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from songc.runtime.mastering import loudness
from songc.runtime.mastering.kweighting import coefficients, slot_energies, slot_window

from .cells import figures, measures, windowed
from .tones import RATE, Sound, steps, tone, wave

SILENT = -math.inf

INTEGRATED = {
    1: [(-23, 20)],
    2: [(-33, 20)],
    3: [(-36, 10), (-23, 60), (-36, 10)],
    4: [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)],
    5: [(-26, 20), (-20, 20.1), (-26, 20)],
}


@pytest.mark.parametrize("case", INTEGRATED)
@pytest.mark.parametrize("rate", [44100, 48000, 96000])
def test_integrated(case: int, rate: int) -> None:
    found = figures(steps(*INTEGRATED[case], rate=rate), rate)
    assert found.integrated_lufs == pytest.approx(-33.0 if case == 2 else -23.0, abs=0.1)


@pytest.mark.parametrize("case", [1, 2])
def test_steady_tone_on_all_scales(case: int) -> None:
    found = figures(steps(*INTEGRATED[case]), RATE)
    assert found.momentary_max_lufs == pytest.approx(found.integrated_lufs, abs=0.1)
    assert found.short_term_max_lufs == pytest.approx(found.integrated_lufs, abs=0.1)


def test_integrated_in_five_channels() -> None:
    levels = (-28, -28, -24, -30, -30)  # left, right, centre, surrounds
    sound = np.stack([tone(level, 20) for level in levels]).astype(np.float32)
    window = slot_window(RATE)
    weights = np.array([1.0, 1.0, 1.0, 1.41, 1.41])
    around = windowed(sound, window, 0, sound.shape[1])
    energies = slot_energies(around, rate=RATE, start=0, frames=sound.shape[1], weights=weights)
    assert loudness.integrated_lufs(energies, RATE) == pytest.approx(-23.0, abs=0.1)


def _sliding(sound: Sound, slots: int) -> np.ndarray:
    from songc.runtime.mastering.meters import energies_of

    return loudness.sliding_powers(energies_of(measures(sound, RATE)), RATE, slots)


def test_9_short_term_stays() -> None:
    powers = _sliding(steps(*[(-20, 1.34), (-30, 1.66)] * 5), loudness.SHORT_TERM_SLOTS)
    assert loudness.lufs(powers.min()) == pytest.approx(-23.0, abs=0.1)
    assert loudness.lufs(powers.max()) == pytest.approx(-23.0, abs=0.1)


def test_12_momentary_stays() -> None:
    powers = _sliding(steps(*[(-20, 0.18), (-30, 0.22)] * 25), loudness.MOMENTARY_SLOTS)
    assert loudness.lufs(powers.min()) == pytest.approx(-23.0, abs=0.1)
    assert loudness.lufs(powers.max()) == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("i", range(20))
def test_10_short_term_wherever_it_begins(i: int) -> None:
    found = figures(steps((SILENT, i * 0.15), (-23, 3), (SILENT, 1)), RATE)
    assert found.short_term_max_lufs == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("i", range(20))
def test_13_momentary_wherever_it_begins(i: int) -> None:
    found = figures(steps((SILENT, i * 0.02), (-23, 0.4), (SILENT, 1)), RATE)
    assert found.momentary_max_lufs == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize(
    ("case", "cycles", "degrees", "amplitude", "expected"),
    [
        (15, 1 / 4, 0.0, 0.5, -6.0),
        (16, 1 / 4, 45.0, 0.5, -6.0),
        (17, 1 / 6, 60.0, 0.5, -6.0),
        (18, 1 / 8, 67.5, 0.5, -6.0),
        (19, 1 / 4, 45.0, 1.41, 3.0),
    ],
)
def test_true_peak_of_a_tone(case: int, cycles: float, degrees: float, amplitude: float, expected: float) -> None:
    found = figures(wave(cycles, degrees, amplitude), RATE).true_peak_dbtp
    assert expected - 0.4 <= found <= expected + 0.2


@pytest.mark.parametrize("offset", range(4))
def test_20_to_23_true_peak_of_one_period(offset: int) -> None:
    """One loud period of fs/4 within fs/6, made at four times the rate and taken down at each offset."""
    from scipy.signal import firwin, lfilter

    frames = 4 * RATE
    place = np.arange(frames)
    sound = 0.5 * np.sin(2 * np.pi * place / 24)
    loud = slice(frames // 2, frames // 2 + 16)
    sound[loud] = np.sin(2 * np.pi * (place[loud] - loud.start) / 16)
    sound *= np.clip(np.minimum(place, place[::-1]) / 8000.0, 0.0, 1.0)
    low = lfilter(firwin(511, 0.24, window=("kaiser", 8.0)), 1.0, sound)[offset::4]
    found = figures(np.stack([low, low]).astype(np.float32), RATE).true_peak_dbtp
    assert -0.4 <= found <= 0.2


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20), ((-50, -35, -20, -35, -50), 15)],
)
def test_loudness_range(levels: tuple[int, ...], expected: float) -> None:
    assert figures(steps(*[(level, 20) for level in levels]), RATE).range_lu == pytest.approx(expected, abs=1.0)


def test_full_scale_in_one_channel_is_minus_three() -> None:
    sound = np.zeros((2, 20 * RATE), np.float32)
    sound[0] = tone(0.0, 20, hz=997.0)
    assert figures(sound, RATE).integrated_lufs == pytest.approx(-3.01, abs=0.01)


def test_coefficients_are_those_of_the_recommendation() -> None:
    shelf = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585]
    highpass = [1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621]
    assert np.allclose(coefficients(48000), [shelf, highpass], rtol=0.0, atol=1e-8)
