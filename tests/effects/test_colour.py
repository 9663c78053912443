"""What saturation adds, and what it must not."""

from __future__ import annotations

import numpy as np
import pytest
from effects_measure import RATE, amplitude, db, effect, noise, peak_db, response_db, rms_db, run, tone

CURVES = ["soft", "tube", "hard", "fold"]


def aliases_db(name: str, frequency: float, level: float = 0.0, **settings: float | str) -> float:
    """The strongest component that is no harmonic of a tone, up to 20 kHz, over full scale."""
    out = run(effect(name, **settings), tone(frequency, 1.5, level))[0][RATE // 4 : RATE // 4 + RATE].astype(np.float64)
    window = np.hanning(out.size) ** 2
    spectrum = np.abs(np.fft.rfft(out * window)) / (window.sum() / 2)
    harmonics = np.arange(0, RATE // 2, frequency)
    for harmonic in harmonics:
        near = round(harmonic)
        spectrum[max(near - 4, 0) : near + 5] = 0.0
    return float(db(spectrum[:20000].max()))


@pytest.mark.parametrize("frequency", [997.0, 4999.0])
@pytest.mark.parametrize("drive", [12.0, 30.0])
@pytest.mark.parametrize("curve", CURVES)
def test_aliases(curve: str, drive: float, frequency: float) -> None:
    """The tone is driven by so much; what comes out is brought back to about full scale."""
    got = aliases_db("saturation", frequency, type=curve, drive=drive, output=min(drive, 24.0))
    assert got < -60.0


@pytest.mark.parametrize("curve", CURVES)
def test_quiet_sounds_keep_their_level(curve: str) -> None:
    out = run(effect("saturation", type=curve, drive=12.0), tone(1000.0, 0.5, -60.0))
    assert db(amplitude(out[0][RATE // 4 :], 1000.0)) == pytest.approx(-60.0, abs=0.02)


@pytest.mark.parametrize("curve", ["soft", "hard"])
def test_flat_when_quiet(curve: str) -> None:
    got = response_db(effect("saturation", type=curve, drive=0.0), [50.0, 1000.0, 10000.0, 18000.0], 0.5, level=1e-4)
    assert got == pytest.approx(np.zeros(4), abs=0.15)


def test_harmonics() -> None:
    """A symmetrical curve makes odd harmonics only, the tube even ones too, and no offset."""
    for curve, even in (("soft", False), ("hard", False), ("tube", True)):
        out = run(effect("saturation", type=curve, drive=12.0), tone(500.0, 1.5, -6.0))[0][RATE // 2 :]
        second = db(amplitude(out, 1000.0) / amplitude(out, 500.0))
        third = db(amplitude(out, 1500.0) / amplitude(out, 500.0))
        assert third > -40.0
        assert second > -40.0 if even else second < -110.0
        assert abs(float(np.mean(out))) < 1e-4


def test_hard_is_a_clipper() -> None:
    out = run(effect("saturation", type="hard", drive=20.0), tone(200.0, 0.5))
    assert peak_db(out) == pytest.approx(-20.0, abs=1.2)  # ripples of a band-limited square
    assert rms_db(out[:, 4800:]) == pytest.approx(-20.0, abs=0.4)


def test_aligned_with_the_input() -> None:
    audio = noise(0.5, -60.0)
    out = run(effect("saturation", drive=0.0), audio)
    shifts = [float(np.sum(out[0, 100:-100] * np.roll(audio[0], shift)[100:-100])) for shift in (-1, 0, 1)]
    assert np.argmax(shifts) == 1
