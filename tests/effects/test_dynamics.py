"""Dynamics on static tones and on steps."""

from __future__ import annotations

import numpy as np
import pytest
from effects_measure import RATE, amplitude, db, effect, noise, peak_db, run, sine, stereo, tone


def steady_db(name: str, level_db: float, frequency: float = 1000.0, **settings: float | str) -> float:
    """Level of a tone through an effect once it has settled."""
    out = run(effect(name, **settings), tone(frequency, 2.0, level_db))
    return float(db(amplitude(out[0][RATE:], frequency)))


@pytest.mark.parametrize("frequency", [50.0, 1000.0, 7000.0])
@pytest.mark.parametrize("level", [-30.0, -18.0, -10.0, 0.0])
@pytest.mark.parametrize("ratio", [2.0, 4.0, 100.0])
def test_compressor_ratio_and_threshold(frequency: float, level: float, ratio: float) -> None:
    got = steady_db("compressor", level, frequency, threshold=-18.0, ratio=ratio, knee=0.0, attack=0.005, release=0.2)
    assert got == pytest.approx(level + (1 / ratio - 1) * max(level + 18.0, 0.0), abs=0.2)


def test_compressor_knee() -> None:
    """Halfway round a 12 dB knee, an eighth of what twelve decibels over would lose."""
    got = steady_db("compressor", -18.0, threshold=-18.0, ratio=4.0, knee=12.0)
    assert got == pytest.approx(-18.0 - 0.75 * 12.0 / 8.0, abs=0.1)


def test_makeup_and_mix() -> None:
    loud = steady_db("compressor", -6.0, threshold=-18.0, ratio=3.0, knee=0.0, makeup=5.0)
    assert loud == pytest.approx(-6.0 - 8.0 + 5.0, abs=0.1)
    half = steady_db("compressor", -6.0, threshold=-18.0, ratio=3.0, knee=0.0, mix=0.5)
    assert half == pytest.approx(-6.0 + 20 * np.log10(0.5 + 0.5 * 10 ** (-8.0 / 20)), abs=0.1)


def gain_db(made, audio: np.ndarray, key: np.ndarray | None = None) -> np.ndarray:
    """The gain over time, read off a steady carrier: `audio` has no zeros."""
    return db(run(made, audio, key=key)[0].astype(np.float64) / audio[0])


def covered(gain: np.ndarray, first: int, start: float, end: float) -> float:
    """Seconds from frame `first` until nine tenths of the way from `start` to `end` are covered."""
    way = (gain[first:] - start) / (end - start)
    return float(np.argmax(way >= 0.9)) / RATE


@pytest.mark.parametrize("time", [0.002, 0.02, 0.2])
def test_attack_and_release(time: float) -> None:
    """The key steps from quiet to loud and back; the carrier, a constant, shows the gain."""
    level = np.where((np.arange(3 * RATE) >= RATE) & (np.arange(3 * RATE) < 2 * RATE), 0.0, -60.0)
    key = stereo(10 ** (level / 20) * sine(3000.0, 3.0))
    carrier = stereo(np.full(3 * RATE, 0.5))
    made = effect("compressor", threshold=-20.0, ratio=2.0, knee=0.0, attack=time, release=time)
    gain = gain_db(made, carrier, key)
    assert gain[2 * RATE - 10] == pytest.approx(-10.0, abs=0.1)
    assert covered(gain, RATE, 0.0, -10.0) == pytest.approx(time, rel=0.1)
    assert covered(gain, 2 * RATE, -10.0, 0.0) == pytest.approx(time, rel=0.1, abs=0.0006)


@pytest.mark.parametrize("name", ["gate", "sidechain", "expander"])
def test_times_of_the_others(name: str) -> None:
    """The same key; a gate and an expander open where a sidechain ducks."""
    level = np.where((np.arange(3 * RATE) >= RATE) & (np.arange(3 * RATE) < 2 * RATE), 0.0, -70.0)
    key = stereo(10 ** (level / 20) * sine(3000.0, 3.0))
    depth = {"gate": {"range": -20.0}, "sidechain": {"amount": -20.0}, "expander": {"range": -20.0, "ratio": 4.0}}[name]
    still = {} if name == "expander" else {"hold": 0.0}
    made = effect(name, threshold=-40.0, attack=0.02, release=0.1, **depth, **still)
    gain = gain_db(made, stereo(np.full(3 * RATE, 0.5)), key)
    loud, quiet = gain[2 * RATE - 10], gain[RATE - 10]
    assert abs(loud - quiet) == pytest.approx(20.0, abs=0.1)
    assert covered(gain, RATE, quiet, loud) == pytest.approx(0.02, rel=0.1)
    assert covered(gain, 2 * RATE, loud, quiet) == pytest.approx(0.1, rel=0.1)


def test_channels_are_linked() -> None:
    """A loud left side turns the right one down as much."""
    audio = stereo(sine(1000.0, 1.0, -3.0), sine(1000.0, 1.0, -40.0))
    out = run(effect("compressor", threshold=-20.0, ratio=4.0), audio)
    loss = [db(amplitude(out[side][RATE // 2 :], 1000.0)) - level for side, level in ((0, -3.0), (1, -40.0))]
    assert loss[0] == pytest.approx(loss[1], abs=0.01)
    assert loss[0] < -10.0


def test_a_steady_tone_is_not_distorted() -> None:
    """With a fast release too: the envelope has no ripple to modulate the tone with."""
    out = run(effect("compressor", threshold=-30.0, ratio=4.0, attack=0.001, release=0.03), tone(100.0, 2.0, -6.0))
    steady = out[0][RATE:]
    third = db(amplitude(steady, 300.0) / amplitude(steady, 100.0))
    assert third < -70.0


def test_lookahead_turns_down_before_the_peak() -> None:
    audio = stereo(np.concatenate((sine(1000.0, 0.5, -50.0), sine(1000.0, 0.5, 0.0))))
    settings = {"threshold": -20.0, "ratio": 20.0, "knee": 0.0, "attack": 0.005}
    late = run(effect("compressor", **settings), audio)
    early = run(effect("compressor", **settings, lookahead=0.006), audio)
    first = slice(RATE // 2, RATE // 2 + 48)
    assert peak_db(late[:, first]) > -3.0
    assert peak_db(early[:, first]) < -15.0


def test_gate_opens_and_shuts() -> None:
    level = np.where((np.arange(2 * RATE) // (RATE // 2)) % 2 == 1, -20.0, -60.0)
    audio = stereo(10 ** (level / 20) * sine(2000.0, 2.0))
    out = run(effect("gate", threshold=-40.0, range=-60.0, hold=0.05, release=0.05), audio)
    assert peak_db(out[:, 9600:23000]) < -118.0
    assert peak_db(out[:, 30000:47000] - audio[:, 30000:47000]) < -90.0
    held = out[:, RATE + 240 : RATE + 2300]  # shut on the key, but within the hold
    assert peak_db(held - audio[:, RATE + 240 : RATE + 2300]) < -110.0


def test_sidechain_ducks_by_its_amount() -> None:
    key = stereo(np.concatenate((np.zeros(RATE), sine(100.0, 1.0, -6.0), np.zeros(RATE))))
    carrier = stereo(np.full(3 * RATE, 0.25))
    gain = gain_db(effect("sidechain", amount=-6.0, release=0.12), carrier, key)
    assert gain[RATE - 1] == pytest.approx(0.0, abs=1e-6)
    assert gain[RATE + RATE // 2] == pytest.approx(-6.0, abs=0.05)
    assert covered(gain, 2 * RATE, -6.0, 0.0) == pytest.approx(0.12, abs=0.05)
    assert gain[-1] == pytest.approx(0.0, abs=0.01)


def test_key_is_heard_instead_of_the_input() -> None:
    audio = tone(500.0, 0.5, -1.0)
    assert peak_db(run(effect("compressor"), audio, key=np.zeros_like(audio)) - audio) < -140.0
    assert peak_db(run(effect("gate"), audio, key=np.zeros_like(audio))[:, RATE // 4 :]) < -70.0
    assert peak_db(run(effect("gate"), noise(0.5, -70.0), key=audio)) > -62.0


@pytest.mark.parametrize("level", [-20.0, -44.0, -50.0])
def test_expander(level: float) -> None:
    got = steady_db("expander", level, threshold=-40.0, ratio=3.0, knee=0.0, range=-15.0)
    assert got == pytest.approx(level + max(2.0 * min(level + 40.0, 0.0), -15.0), abs=0.2)


def test_transient_shapes_beginnings_and_tails() -> None:
    """A step in level, then a fall; then the same 30 dB down, which must be shaped alike."""
    level = np.concatenate((np.full(RATE, -60.0), np.full(RATE, -20.0), np.full(RATE, -50.0)))
    for shift in (0.0, -20.0):
        audio = stereo(10 ** ((level + shift) / 20) * sine(2000.0, 3.0))
        # Gain at the tone's crests.
        crests = slice(6, None, 12)
        for attack, sustain in ((6.0, 0.0), (-6.0, 0.0), (0.0, 5.0)):
            out = run(effect("transient", attack=attack, sustain=sustain), audio)
            gain = db(out[0][crests].astype(np.float64) / np.where(audio[0][crests] == 0, 1, audio[0][crests]))
            beginning, steady, tail = RATE // 12 + 20, RATE // 12 + 3000, RATE // 6 + 300
            assert gain[beginning] == pytest.approx(attack, abs=0.6)
            assert gain[steady] == pytest.approx(0.0, abs=0.2)
            assert gain[tail] == pytest.approx(sustain, abs=0.6)


def test_multiband_compresses_each_band_apart() -> None:
    settings = {"ratio": 4.0, "knee": 0.0, "low_threshold": -20.0, "mid_threshold": 0.0, "high_threshold": -30.0}
    for frequency, expected in ((50.0, -20 + 10 / 4 + 0.0), (800.0, -10.0), (12000.0, -30 + 20 / 4)):
        assert steady_db("multiband", -10.0, frequency, **settings) == pytest.approx(expected, abs=0.3)


def test_multiband_band_gains() -> None:
    got = [
        steady_db("multiband", -50.0, frequency, low_gain=3.0, high_gain=-4.0) for frequency in (40.0, 800.0, 15000.0)
    ]
    assert got == pytest.approx([-47.0, -50.0, -54.0], abs=0.1)
