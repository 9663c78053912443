"""Modulation: speed, depth and place in time."""

from __future__ import annotations

import numpy as np
import pytest
from effects_measure import RATE, effect, noise, rms_db, run, stereo


def test_tremolo_speed_and_depth() -> None:
    carrier = stereo(np.full(2 * RATE, 0.5))
    gain = run(effect("tremolo", rate=4.0, depth=0.6), carrier)[0] / 0.5
    assert gain.max() == pytest.approx(1.0, abs=1e-4)
    assert gain.min() == pytest.approx(0.4, abs=1e-4)
    assert np.argmax(np.abs(np.fft.rfft(gain - gain.mean()))) == 8


def test_phase_comes_from_the_songs_time() -> None:
    carrier = stereo(np.full(RATE, 0.5))
    whole = run(effect("tremolo", rate=3.3), carrier)
    later = run(effect("tremolo", rate=3.3), carrier[:, 7000:], start=7000)
    assert np.array_equal(whole[:, 7000:], later)


@pytest.mark.parametrize("shape", ["sine", "triangle", "square"])
def test_auto_pan_keeps_power(shape: str) -> None:
    carrier = stereo(np.full(2 * RATE, 0.5))
    out = run(effect("auto-pan", rate=1.0, depth=1.0, shape=shape), carrier).astype(np.float64)
    assert np.sum(out**2, axis=0) == pytest.approx(np.full(2 * RATE, 0.5), abs=1e-5)
    assert np.abs(out).min(axis=1) == pytest.approx([0.0, 0.0], abs=1e-3)


def test_chorus_keeps_the_level_and_widens() -> None:
    mono = noise(3.0)
    mono[1] = mono[0]
    out = run(effect("chorus", mix=1.0), mono)
    assert rms_db(out) == pytest.approx(rms_db(mono), abs=1.5)
    assert np.corrcoef(out[:, 4800:])[0, 1] < 0.8
