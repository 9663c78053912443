"""Spectra in thirds of an octave, and records brought towards a reference."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from songc.runtime.mastering import matching, spectrum

from .tones import RATE, tone

CELL = 1 << 17


def bands(sound: NDArray[np.float64], rate: int = RATE) -> NDArray[np.float64]:
    cells = (sound[:, at : at + CELL].astype(np.float32) for at in range(0, sound.shape[1], CELL))
    return np.array(spectrum.combine([spectrum.measure(cell, rate=rate) for cell in cells]))


def noise(seconds: float, seed: int = 1) -> NDArray[np.float64]:
    return 0.05 * np.random.default_rng(seed).standard_normal((2, round(seconds * RATE)))


def test_a_tone_stands_in_its_band_at_its_level() -> None:
    found = bands(np.stack([tone(-6.0, 8 * CELL / RATE, hz=1000.0)] * 2))
    assert found[spectrum.NOMINAL.index(1000.0)] == pytest.approx(-9.03, abs=0.05)
    assert np.delete(found, spectrum.NOMINAL.index(1000.0)).max() < -60.0


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
def test_white_noise_rises_by_a_decibel_a_band_and_sums_to_its_power(rate: int) -> None:
    found = bands(noise(20.0), rate)
    inside = found[spectrum.NOMINAL.index(100.0) : spectrum.NOMINAL.index(16000.0)]
    assert np.diff(inside).mean() == pytest.approx(1.0, abs=0.05)
    octaves = (10.0 ** (found / 10.0)).sum() * (rate / 2) / (spectrum.CENTRES[-1] * 10.0**0.05)
    assert 10.0 * np.log10(octaves) == pytest.approx(20.0 * np.log10(0.05), abs=0.2)


def test_silence_has_no_level_and_counts_as_time() -> None:
    sound = noise(2 * CELL / RATE)
    half = spectrum.combine(
        [spectrum.measure(sound.astype(np.float32), rate=RATE), spectrum.measure_of_silence(sound.shape[1])]
    )
    np.testing.assert_allclose(np.array(half), bands(sound) - 3.0103, atol=1e-3)
    assert set(spectrum.combine([spectrum.measure_of_silence(CELL)])) == {-np.inf}


def test_a_record_comes_as_near_to_its_reference_as_was_asked() -> None:
    own = noise(20.0, 3)
    tilt = np.interp(np.log(spectrum.CENTRES), np.log([25.0, 20000.0]), [5.0, -5.0])
    other = 0.3 * matching.matched(noise(20.0, 4).astype(np.float32), tuple(tilt), RATE)
    before, wanted = bands(own), bands(other.astype(np.float64))
    for amount in (0.5, 1.0):
        gains = matching.curve(tuple(before), tuple(wanted), amount)
        after = bands(matching.matched(own.astype(np.float32), gains, RATE).astype(np.float64))
        got = after - before - (after - before).mean()
        aim = amount * (wanted - before - (wanted - before).mean())
        assert np.abs(got - aim)[3:-2].max() < 0.7
    assert set(matching.curve(tuple(before), tuple(before + 6.0), 1.0)) == {0.0}
    assert max(map(abs, matching.curve(tuple(before), tuple(before + 10.0 * tilt), 1.0))) <= matching.MOST_DB


def test_the_filter_in_cells_is_the_filter_in_one_piece_and_flat_it_is_its_input() -> None:
    sound = noise(3.0).astype(np.float32)
    gains = tuple(float(g) for g in np.linspace(6.0, -6.0, len(spectrum.CENTRES)))
    whole = matching.matched(sound, gains, RATE)
    at, length = 60_000, 20_000
    part = matching.matched(sound[:, at - matching.HALF : at + length + matching.HALF], gains, RATE)
    difference = part[:, matching.HALF : matching.HALF + length] - whole[:, at : at + length]
    assert 20 * np.log10(np.abs(difference).max() + 1e-12) < -120
    flat = matching.matched(sound, (0.0,) * len(gains), RATE)
    assert 20 * np.log10(np.abs(flat - sound).max() + 1e-12) < -110
