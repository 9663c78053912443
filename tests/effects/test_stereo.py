"""Stereo and gain."""

from __future__ import annotations

import numpy as np
import pytest
from effects_measure import RATE, amplitude, db, effect, noise, peak_db, rms_db, run, sine, stereo


def test_width() -> None:
    audio = noise(0.2)
    mono = run(effect("width", amount=0.0), audio)
    assert np.array_equal(mono[0], mono[1])
    assert peak_db(mono[0] - (audio[0] + audio[1]) / 2) < -140.0
    wide = run(effect("width", amount=2.0), audio)
    assert peak_db((wide[0] - wide[1]) - 2 * (audio[0] - audio[1])) < -120.0


def test_trim() -> None:
    audio = noise(0.2)
    assert abs(rms_db(run(effect("trim", gain=-7.5), audio)) - rms_db(audio) + 7.5) < 1e-3
    assert not run(effect("trim", gain=-120.0), audio).any()


def test_mid_side() -> None:
    audio = noise(0.2)
    out = run(effect("mid-side", mid=-6.0206, side=6.0206), audio)
    assert peak_db((out[0] + out[1]) - 0.5 * (audio[0] + audio[1])) < -100.0
    assert peak_db((out[0] - out[1]) - 2.0 * (audio[0] - audio[1])) < -90.0


def test_mono_below() -> None:
    """Opposite sides: the lows cancel, the highs stay; what is in the middle is untouched."""
    opposite = stereo(sine(30.0, 2.0) * 0.5 + sine(2000.0, 2.0) * 0.5, -sine(30.0, 2.0) * 0.5 - sine(2000.0, 2.0) * 0.5)
    out = run(effect("mono-below", frequency=120.0), opposite)[0][RATE:]
    assert db(amplitude(out, 30.0)) == pytest.approx(-6.02 - 24.1, abs=0.2)
    assert db(amplitude(out, 2000.0)) == pytest.approx(-6.02, abs=0.02)
    middle = noise(0.2)
    middle[1] = middle[0]
    assert np.array_equal(run(effect("mono-below"), middle), middle)


def test_haas_and_nudge_move_by_whole_frames() -> None:
    audio = noise(0.2)
    out = run(effect("haas", side="right", time=0.01), audio)
    assert np.array_equal(out[0], audio[0])
    assert np.array_equal(out[1, 480:], audio[1, :-480])
    assert np.array_equal(run(effect("nudge", time=0.005), audio)[:, 240:], audio[:, :-240])
    assert np.array_equal(run(effect("nudge", time=-0.005), audio)[:, :-240], audio[:, 240:])


def test_polarity() -> None:
    audio = noise(0.1)
    assert np.array_equal(run(effect("polarity"), audio), -audio)
    left = run(effect("polarity", side="left"), audio)
    assert np.array_equal(left[0], -audio[0]) and np.array_equal(left[1], audio[1])
