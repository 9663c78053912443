"""Pitch and voice."""

from __future__ import annotations

import numpy as np
import pytest
from effects_measure import RATE, amplitude, db, effect, noise, peak_db, rms_db, run, sine, stereo, tone


def frequency_of(channel: np.ndarray) -> float:
    """The strongest partial, to a hundredth of a hertz."""
    window = np.hanning(channel.size) ** 2
    return float(np.argmax(np.abs(np.fft.rfft(channel * window, 1 << 22))) * RATE / (1 << 22))


@pytest.mark.parametrize("amount", [-12.0, -3.5, 0.17, 7.0, 12.0])
def test_pitch_is_shifted_to_the_cent_and_keeps_its_level(amount: float) -> None:
    out = run(effect("pitch", amount=amount), tone(440.0, 2.0, -6.0))[:, RATE // 2 : -RATE // 4]
    assert 1200 * np.log2(frequency_of(out[0]) / 440.0) == pytest.approx(100 * amount, abs=0.5)
    assert rms_db(out) == pytest.approx(-6.0 - 3.01, abs=0.1)


def test_pitch_keeps_time_and_image() -> None:
    """A tone that begins at one second begins there still; the right side 12 dB down stays so."""
    side = np.concatenate((np.zeros(RATE), sine(500.0, 1.0, -6.0)))
    out = run(effect("pitch", amount=4.0), stereo(side, side * 10 ** (-12 / 20)))
    loud = np.abs(out[0]) > 0.25
    assert np.argmax(loud) == pytest.approx(RATE, abs=0.02 * RATE)
    steady = out[:, RATE + RATE // 2 : -4800].astype(np.float64)
    assert rms_db(steady[0]) - rms_db(steady[1]) == pytest.approx(12.0, abs=0.1)


def test_pitch_joins_are_level() -> None:
    """Across the grid's joins a chord stays within 3 dB."""
    out = run(effect("pitch", amount=-5.0), stereo(sine(330.0, 6.5, -12.0) + sine(440.0, 6.5, -12.0)))[0][RATE:-RATE]
    level = np.sqrt(np.mean(out[: out.size // 4800 * 4800].reshape(-1, 4800).astype(np.float64) ** 2, axis=1))
    assert db(level.max() / level.min()) < 4.0


def _vowel(pitch: float, formant: float) -> np.ndarray:
    """Harmonics under one broad resonance."""
    harmonics = np.arange(1, int(8000 / pitch))
    weights = 1.0 / (1.0 + ((harmonics * pitch - formant) / 300.0) ** 2)
    return 0.2 * sum(weight * sine(pitch * number, 1.5) for number, weight in zip(harmonics, weights, strict=True))


@pytest.mark.parametrize("amount", [-5.0, 5.0])
def test_formants_move_and_pitch_stays(amount: float) -> None:
    out = run(effect("formant", amount=amount), stereo(_vowel(110.0, 1200.0)))[0][RATE // 4 : -RATE // 4]
    partials = np.arange(1, 40) * 110.0
    sizes = np.array([amplitude(out, partial) for partial in partials])
    between = np.array([amplitude(out, partial + 55.0) for partial in partials])
    assert db(between.max() / sizes.max()) < -40.0
    assert partials[np.argmax(sizes)] == pytest.approx(1200.0 * 2 ** (amount / 12), rel=0.12)


def test_vocoder_speaks_with_the_bands_of_its_key() -> None:
    carrier = noise(1.0, -14.0)
    out = run(effect("vocoder", bands=24.0), carrier, key=tone(1000.0, 1.0, -10.0))[0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(out)) ** 2
    near, far = spectrum[800:1250].mean(), spectrum[4000:8000].mean()
    assert 10 * np.log10(near / far) > 25.0
    assert not run(effect("vocoder"), carrier, key=np.zeros_like(carrier)).any()


def test_vocoder_level() -> None:
    """A voice at -20 dBFS, here noise below 3 kHz, leaves that part of a carrier about as loud as it was."""
    voice = run(effect("lowpass", frequency=3000.0, slope=24.0), noise(2.0, -11.0, seed=9))
    assert rms_db(voice) == pytest.approx(-20.0, abs=1.0)
    carrier = noise(2.0, -18.0)
    heard = run(effect("lowpass", frequency=3000.0, slope=24.0), carrier)
    assert rms_db(run(effect("vocoder"), carrier, key=voice)[:, RATE:]) == pytest.approx(rms_db(heard), abs=3.0)


def test_hiss_is_level_apart_and_bound_to_the_song() -> None:
    silence = np.zeros((2, 2 * RATE), np.float32)
    made = effect("hiss", level=-40.0, tone=6000.0)
    out = run(made, silence)
    assert rms_db(out) == pytest.approx(-40.0, abs=0.2)
    assert abs(np.corrcoef(out)[0, 1]) < 0.02
    assert abs(float(out.mean())) < 1e-4
    assert peak_db(run(made, silence[:, RATE:], start=RATE)[:, 480:] - out[:, RATE + 480 :]) < -140.0
    assert not np.array_equal(out[:, :RATE], out[:, RATE:])
