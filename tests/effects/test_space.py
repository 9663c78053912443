"""Echo times, decays and pictures of space."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile
from effects_measure import RATE, ROOT, db, effect, impulse, noise, peak_db, rms_db, run
from numpy.typing import NDArray
from scipy import signal


def test_delay_time_is_exact() -> None:
    out = run(effect("delay", time=0.123, feedback=0.5, mix=1.0, low_cut=10.0, high_cut=22000.0), impulse(1.0))[0]
    for repeat in range(1, 5):
        place = round(0.123 * RATE) * repeat
        assert np.argmax(np.abs(out[place - 2000 : place + 2000])) == 2000
    peaks = [np.abs(out[round(0.123 * RATE) * repeat]) for repeat in range(1, 5)]
    assert db(np.array(peaks[1:]) / peaks[:-1]) == pytest.approx([-6.02 - 1.0] * 3, abs=1.0)


def test_ping_pong_changes_sides() -> None:
    out = run(effect("delay", type="ping-pong", time=0.1, feedback=0.5, mix=1.0), impulse(0.5))
    loud = [int(np.argmax(np.abs(out[:, 4800 * repeat : 4800 * repeat + 100]).max(axis=1))) for repeat in (1, 2, 3, 4)]
    assert loud == [0, 1, 0, 1]


def test_repeats_darken() -> None:
    out = run(effect("delay", time=0.1, feedback=0.8, mix=1.0, high_cut=3000.0), impulse(1.0))[0]

    def brightness(repeat: int) -> float:
        spectrum = np.abs(np.fft.rfft(out[4800 * repeat : 4800 * (repeat + 1)]))
        return float(spectrum[1000:].sum() / spectrum[:200].sum())

    assert brightness(1) > 1.5 * brightness(2) > 2.0 * brightness(4)


def decay_seconds(answer: NDArray[np.float32], low: float, high: float) -> float:
    """T30 of a band: Schroeder's backward integral between -5 and -35 dB, times two (ISO 3382)."""
    band = signal.butter(4, (low, high), "bandpass", fs=RATE, output="sos")
    energy = np.cumsum(signal.sosfilt(band, answer.astype(np.float64))[::-1] ** 2)[::-1]
    level = 10.0 * np.log10(energy / energy[0] + 1e-30)
    first, last = int(np.argmax(level < -5.0)), int(np.argmax(level < -35.0))
    return 2.0 * (last - first) / RATE


@pytest.mark.parametrize("kind", ["room", "hall", "plate"])
@pytest.mark.parametrize(("decay", "size", "damping"), [(0.6, 0.2, 0.0), (1.5, 0.5, 0.5), (3.0, 0.9, 0.8)])
def test_reverb_decay(kind: str, decay: float, size: float, damping: float) -> None:
    made = effect("reverb", type=kind, decay=decay, size=size, damping=damping, predelay=0.0, mix=1.0)
    answer = run(made, impulse(decay * 1.3 + 0.2))
    for side in answer:
        assert decay_seconds(side, 707.0, 1414.0) == pytest.approx(decay, rel=0.15)


def test_damping_shortens_the_highs() -> None:
    answer = run(effect("reverb", decay=2.0, damping=0.7, mix=1.0), impulse(2.5))[0]
    assert decay_seconds(answer, 8000.0, 14000.0) < 0.55 * decay_seconds(answer, 700.0, 1400.0)


@pytest.mark.parametrize("kind", ["room", "hall", "plate"])
def test_reverb_keeps_the_level(kind: str) -> None:
    """Wet noise, without its highs, is about as loud as dry, for short and long decays."""
    audio = run(effect("lowpass", frequency=3000.0, slope=24.0), noise(6.0, -10.0))
    for decay in (0.5, 3.0):
        out = run(effect("reverb", type=kind, decay=decay, damping=0.0, mix=1.0), audio)[:, 4 * RATE :]
        assert rms_db(out) == pytest.approx(rms_db(audio), abs=2.0)


def test_reverb_sides_differ_and_width_joins_them() -> None:
    wide = run(effect("reverb", mix=1.0), impulse(1.0))[:, 9600:]
    assert abs(np.corrcoef(wide)[0, 1]) < 0.25
    mono = run(effect("reverb", mix=1.0, width=0.0), impulse(1.0))
    assert np.array_equal(mono[0], mono[1])


def test_reverb_is_dense_and_without_flutter() -> None:
    """Half a second in, the tail's samples are spread like noise (kurtosis near three), which single echoes are not."""
    tail = run(effect("reverb", decay=2.0, mix=1.0), impulse(1.5))[0][24000:36000].astype(np.float64)
    tail *= 10.0 ** (3.0 * np.arange(tail.size) / RATE / 2.0)
    assert np.mean(tail**4) / np.mean(tail**2) ** 2 < 4.0


def test_predelay() -> None:
    out = run(effect("reverb", type="room", predelay=0.1, mix=1.0), impulse(0.5))
    assert peak_db(out[:, : round(0.1 * RATE)]) < -300.0
    assert peak_db(out[:, round(0.1 * RATE) : round(0.12 * RATE)]) > -40.0


@pytest.mark.parametrize("decay", [1.0, 2.5])
@pytest.mark.parametrize("tension", [0.2, 0.8])
def test_spring_decay(decay: float, tension: float) -> None:
    answer = run(effect("spring", decay=decay, tension=tension, mix=1.0), impulse(decay * 1.3 + 0.2))
    for side in answer:
        assert decay_seconds(side, 707.0, 1414.0) == pytest.approx(decay, rel=0.15)


def test_spring_chirps() -> None:
    """The first echo's lows come before its highs, and nothing above the spring's band comes at all."""
    answer = run(effect("spring", tension=0.3, mix=1.0), impulse(0.5))[0].astype(np.float64)
    first = answer[: int(0.04 * RATE)]
    low = signal.sosfilt(signal.butter(4, (300, 700), "bandpass", fs=RATE, output="sos"), first)
    high = signal.sosfilt(signal.butter(4, (3000, 4000), "bandpass", fs=RATE, output="sos"), first)
    assert np.argmax(np.abs(high)) - np.argmax(np.abs(low)) > 200
    spectrum = np.abs(np.fft.rfft(answer))
    assert db(spectrum[6000:].max() / spectrum.max()) < -30.0


def test_convolution_is_the_files_at_its_level() -> None:
    taps = np.zeros((4800, 2))
    taps[100, 0], taps[300, 1], taps[4799, 1] = 0.5, -0.25, 0.125
    soundfile.write(ROOT / "taps.wav", taps, RATE, "FLOAT")
    made = effect("convolution", file="taps.wav", level="own", mix=1.0, predelay=0.01)
    audio = noise(1.0)
    expected = np.zeros_like(audio)
    for frame, side in zip(*np.nonzero(taps), strict=True):
        later = frame + 480
        expected[side, later:] += taps[frame, side] * audio[side, :-later]
    assert peak_db(run(made, audio) - expected) < -120.0


def test_even_convolution_keeps_the_power_of_noise() -> None:
    out = run(effect("convolution", mix=1.0), noise(3.0, -20.0))
    assert rms_db(out[:, RATE:]) == pytest.approx(-20.0, abs=0.5)
