"""The last word-length change: triangular dither, told by its statistics and its spectrum."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from songc.runtime.mastering.dither import SHAPING_BLOCK, quantise, quantised

from .tones import RATE, tone

FRAMES = 200_000


def error(sound: np.ndarray, bits: int = 16, seed: int = 1) -> np.ndarray:
    """What word-length change adds, in steps: (n, 2)."""
    return quantised(sound, bits=bits, seed=seed, start=0) - sound.T.astype(np.float64) * 2.0 ** (bits - 1)


def constant(level_in_steps: float, bits: int = 16) -> np.ndarray:
    return np.full((2, FRAMES), level_in_steps / 2.0 ** (bits - 1), np.float32)


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("level", [0.25, 0.5, -3.37])
def test_error_does_not_know_the_signal(bits: int, level: float) -> None:
    """With triangular noise of two steps' width, the mean of the error is nil and its power a quarter of a step
    squared, at any level."""
    added = error(constant(level, bits), bits)
    assert abs(added.mean()) < 0.005
    assert added.var() == pytest.approx(0.25, abs=0.005)
    assert np.abs(added).max() <= 1.5


def test_noise_is_triangular() -> None:
    """Whole steps from a level of no part: minus one, nought and one in shares of an eighth, three quarters and an
    eighth."""
    shares = np.bincount(quantised(constant(10.0), bits=16, seed=3, start=0).ravel() - 9, minlength=3) / (2 * FRAMES)
    assert shares == pytest.approx([0.125, 0.75, 0.125], abs=0.005)


def test_noise_is_white_and_its_own_on_each_side() -> None:
    added = error(constant(0.3))
    power = np.abs(np.fft.rfft(added - added.mean(axis=0), axis=0)) ** 2
    bands = power[1:].reshape(-1, 2)[: power.shape[0] // 20 * 20].reshape(20, -1).mean(axis=1)
    assert 10.0 * np.log10(bands.max() / bands.min()) < 0.5
    assert abs(np.corrcoef(added.T)[0, 1]) < 0.01


def test_a_tone_below_one_step_is_heard_without_harmonics() -> None:
    level = 20.0 * np.log10(0.4 / 2**15)
    sound = np.tile(tone(level, 8.0, hz=1000.0), (2, 1)).astype(np.float32)
    made = quantised(sound, bits=16, seed=1, start=0)[:, 0].astype(np.float64)
    power = np.abs(np.fft.rfft(made * np.hanning(made.size))) ** 2
    noise = np.median(power)
    assert power[8000] > 1000 * noise
    assert power[[16000, 24000, 40000]].max() < 30 * noise


def test_cells_made_alone_have_the_same_bytes() -> None:
    sound = np.random.default_rng(1).uniform(-0.5, 0.5, (2, 5000)).astype(np.float32)
    for bits in (16, 24, 32):
        whole = quantise(sound, bits=bits, seed=7, start=100)
        parts = [quantise(sound[:, a : a + 900], bits=bits, seed=7, start=100 + a) for a in range(0, 5000, 900)]
        assert b"".join(parts) == whole


def test_seed_and_place_draw_other_noise() -> None:
    sound = constant(0.5)
    drawn = [quantise(sound, bits=16, seed=seed, start=start) for seed, start in ((1, 0), (2, 0), (1, 1), (-1, 0))]
    assert len(set(drawn)) == 4


def test_silence_stays_silence() -> None:
    sound = np.zeros((2, 1000), np.float32)
    sound[0, 500] = 0.1
    made = quantised(sound, bits=16, seed=1, start=0)
    assert not np.delete(made, 500, axis=0).any()
    assert made[500, 0] == pytest.approx(3277, abs=2)


def test_full_scale_is_clipped_and_not_turned_over() -> None:
    sound = np.array([[1.0, -1.0, 3.0], [-3.0, np.float32(1e9), -np.float32(1e9)]], np.float32)
    made = quantised(sound, bits=24, seed=1, start=0)
    assert made.max() <= 2**23 - 1
    assert made.min() >= -(2**23)
    assert made[2].tolist() == [2**23 - 1, -(2**23)]


def test_bytes_are_little_endian_and_interleaved() -> None:
    sound = np.array([[0.5, 0.25], [-0.5, 0.0]], np.float32)
    for bits, width in ((16, 2), (24, 3)):
        data = quantise(sound, bits=bits, seed=1, start=0)
        assert len(data) == 4 * width
        read = [int.from_bytes(data[i : i + width], "little", signed=True) for i in range(0, len(data), width)]
        assert read == quantised(sound, bits=bits, seed=1, start=0).ravel().tolist()
    assert np.frombuffer(quantise(sound, bits=32, seed=1, start=0), "<f4").tolist() == [0.5, -0.5, 0.25, 0.0]
    with pytest.raises(ValueError, match="20 bits"):
        quantise(sound, bits=20, seed=1, start=0)


def test_levels_keep_their_gain() -> None:
    sound = np.tile(tone(-6.0, 1.0), (2, 1)).astype(np.float32)
    decoded = quantised(sound, bits=16, seed=1, start=0).T / 2.0**15
    assert decoded.shape == (2, RATE)
    assert np.dot(decoded[0], sound[0]) / np.dot(sound[0], sound[0]) == pytest.approx(1.0, abs=1e-5)


def test_shaped_noise_lies_where_the_ear_hears_least() -> None:
    """Around 3 to 4 kHz it is far below plain noise, and above 15 kHz it is over it."""
    sound = (np.random.default_rng(2).standard_normal((2, FRAMES)) * 0.02).astype(np.float32)

    def bands(shaped: bool) -> np.ndarray:
        added = quantised(sound, bits=16, seed=1, start=0, shaped=shaped) - sound.T.astype(np.float64) * 2.0**15
        assert np.abs(added).max() < 40.0
        power = np.abs(np.fft.rfft(added[:, 0])) ** 2
        edges = (np.array([20, 2500, 4500, 15000, 23000]) * FRAMES / RATE).astype(int)
        return np.array([10 * np.log10(power[a:b].mean()) for a, b in pairwise(edges)])

    gain = bands(True) - bands(False)
    assert gain[1] < -12.0 and gain[3] > 8.0


def test_shaped_cells_made_alone_have_the_same_bytes_and_silence_stays() -> None:
    sound = np.tile(tone(-20.0, 1.5)[: 4 * SHAPING_BLOCK], (2, 1)).astype(np.float32)
    whole = quantise(sound, bits=16, seed=7, start=0, shaped=True)
    cut = 2 * SHAPING_BLOCK
    parts = [quantise(sound[:, a : a + cut], bits=16, seed=7, start=a, shaped=True) for a in (0, cut)]
    assert b"".join(parts) == whole
    silent = np.zeros((2, 1000), np.float32)
    assert not quantised(silent, bits=16, seed=1, start=0, shaped=True).any()
    full = np.ones((2, 40_000), np.float32)
    assert quantised(full, bits=16, seed=1, start=0, shaped=True).min() > 32_000
