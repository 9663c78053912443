"""Modulation: speed, depth and place in time."""

from __future__ import annotations

import numpy as np
import pytest
from effects_measure import RATE, amplitude, db, effect, noise, response_db, rms_db, run, stereo, tone


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


def test_vibrato_goes_as_far_as_asked_and_stays_in_time() -> None:
    out = run(effect("vibrato", rate=5.0, depth=0.5), tone(2000.0, 2.0))[0].astype(np.float64)
    analytic = np.convolve(
        out * np.exp(-2j * np.pi * 2000.0 * np.arange(out.size) / RATE), np.hanning(722) / 360.5, "same"
    )
    turning = np.unwrap(np.angle(1j * analytic))[4800:-4800]  # a sine begins a quarter of a turn late
    frequency = 2000.0 + np.gradient(turning) * RATE / (2 * np.pi)
    assert 12 * np.log2(frequency.max() / 2000.0) == pytest.approx(0.5, rel=0.06)
    assert 12 * np.log2(frequency.min() / 2000.0) == pytest.approx(-0.5, rel=0.06)
    assert abs(turning.max() + turning.min()) < 0.1 * (turning.max() - turning.min())


def test_flanger_comb() -> None:
    """Standing still, half of a copy 1 ms later: notches at odd multiples of 500 Hz, peaks between."""
    made = effect("flanger", depth=0.0, delay=0.001, feedback=0.0, width=0.0, mix=0.5)
    got = response_db(made, [500.0, 1000.0, 1500.0, 2000.0], 0.5)
    assert got[[1, 3]] == pytest.approx([0.0, 0.0], abs=0.1)
    assert max(got[0], got[2]) < -40.0


@pytest.mark.parametrize("stages", [4, 6, 8])
def test_phaser_has_a_notch_for_every_two_stages(stages: int) -> None:
    made = effect("phaser", depth=0.0, feedback=0.0, stages=float(stages), width=0.0, mix=0.5)
    frequencies = list(np.geomspace(30.0, 20000.0, 2000))
    got = response_db(made, frequencies, 0.2)
    notches = np.sum((got[1:-1] < got[:-2]) & (got[1:-1] < got[2:]) & (got[1:-1] < -20.0))
    assert notches == stages // 2


@pytest.mark.parametrize(("speed", "turns"), [("slow", 0.83), ("fast", 6.7)])
def test_rotary_turns(speed: str, turns: float) -> None:
    out = run(effect("rotary", speed=speed, depth=1.0), tone(3000.0, 6.0, -6.0)).astype(np.float64)
    envelope = np.abs(out).reshape(2, -1, 480).max(axis=2)
    spectrum = np.abs(np.fft.rfft(envelope - envelope.mean(axis=1, keepdims=True), 1 << 14))
    assert np.argmax(spectrum, axis=1) * 100.0 / (1 << 14) == pytest.approx([turns, turns], rel=0.05)
    assert np.corrcoef(envelope)[0, 1] < 0.5


def test_ring_modulation() -> None:
    out = run(effect("ring-mod", frequency=300.0), tone(1000.0, 1.0, 0.0))[0]
    assert db([amplitude(out, 700.0), amplitude(out, 1300.0)]) == pytest.approx([-6.02, -6.02], abs=0.05)
    assert db(amplitude(out, 1000.0)) < -100.0


@pytest.mark.parametrize("amount", [-200.0, 7.0, 150.0])
def test_frequency_shift_moves_one_way(amount: float) -> None:
    for frequency in (400.0, 5000.0):
        out = run(effect("frequency-shift", amount=amount), tone(frequency, 2.0, -6.0))[0][RATE:]
        assert db(amplitude(out, frequency + amount)) == pytest.approx(-6.0, abs=0.1)
        assert db(amplitude(out, frequency - amount)) < -6.0 - 40.0
