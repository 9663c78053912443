"""What saturation adds, and what it must not."""

from __future__ import annotations

import numpy as np
import pytest
from effects_measure import RATE, amplitude, db, effect, noise, peak_db, response_db, rms_db, run, tone

CURVES = ["soft", "tube", "hard", "fold"]


def aliases_db(name: str, hertz: float, level: float = 0.0, **settings: float | str) -> float:
    """The strongest component that is no harmonic of a tone, up to 20 kHz, over full scale."""
    out = run(effect(name, **settings), tone(hertz, 1.5, level))[0][RATE // 4 : RATE // 4 + RATE].astype(np.float64)
    window = np.hanning(out.size) ** 2
    spectrum = np.abs(np.fft.rfft(out * window)) / (window.sum() / 2)
    harmonics = np.arange(0, RATE // 2, hertz)
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


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("clipper", {"ceiling": -12.0, "softness": 0.0}),
        ("exciter", {"amount": 0.0, "drive": 24.0}),
        ("tape", {"drive": 24.0, "wow": 0.0, "flutter": 0.0}),
        ("amp", {"type": "crunch"}),
        ("amp", {"type": "lead", "gain": 1.0}),
    ],
)
@pytest.mark.parametrize("frequency", [997.0, 4999.0])
def test_other_curves_alias_as_little(name: str, settings: dict[str, float | str], frequency: float) -> None:
    assert aliases_db(name, frequency, **settings) < -60.0


@pytest.mark.parametrize("drive", [0.0, 6.0, 12.0, 24.0])
@pytest.mark.parametrize("kind", ["lowpass24", "highpass12"])
def test_a_driven_ladder_aliases_as_little(kind: str, drive: float) -> None:
    for corner in (1200.0, 8000.0):
        got = aliases_db("ladder", 4999.0, type=kind, drive=drive, frequency=corner, resonance=0.9)
        assert got < -60.0, corner


def test_clipper_holds_its_ceiling_and_nothing_else() -> None:
    loud = run(effect("clipper", ceiling=-6.0, softness=0.3), tone(300.0, 0.5))
    assert peak_db(loud) == pytest.approx(-6.0, abs=0.3)
    quiet = 0.3 * noise(0.5, -20.0)
    assert np.array_equal(run(effect("clipper", ceiling=-1.0, softness=0.2), quiet), quiet)


def test_exciter_adds_harmonics_of_the_highs() -> None:
    audio = tone(200.0, 1.0, -12.0) + tone(5000.0, 1.0, -12.0)
    out = run(effect("exciter", frequency=3000.0, drive=18.0, amount=-6.0), audio)[0][RATE // 4 :]
    assert db(amplitude(out, 10000.0)) > -50.0
    assert db(amplitude(out, 400.0)) < -80.0


def test_tape_wavers_by_as_much_as_asked() -> None:
    """The phase of a tone against time gives the transport's speed; it stays centred on the input."""
    out = run(effect("tape", wow=1.0, flutter=0.0, drive=0.0), tone(1000.0, 4.0, -40.0))[0].astype(np.float64)
    turning = np.unwrap(
        np.angle(np.convolve(out * np.exp(-2j * np.pi * 1000.0 * np.arange(out.size) / RATE), np.ones(480)))
    )
    delay = -turning[4800:-4800] / (2 * np.pi * 1000.0) * RATE
    assert 60.0 < delay.max() - delay.min() < 240.0
    still = run(effect("tape", wow=0.0, flutter=0.0, drive=0.0), tone(1000.0, 1.0, -60.0))[0][RATE // 2 :]
    assert db(amplitude(still, 1000.0)) == pytest.approx(-60.0, abs=0.1)


@pytest.mark.parametrize(("speed", "top"), [("fast", 19000.0), ("medium", 13500.0), ("slow", 8500.0)])
def test_tape_ends_where_its_speed_says(speed: str, top: float) -> None:
    got = response_db(effect("tape", speed=speed, wow=0.0, flutter=0.0, drive=0.0), [800.0, top], 0.5, level=1e-3)
    assert got[1] - got[0] == pytest.approx(-3.0, abs=0.3)


def test_bitcrush() -> None:
    out = run(effect("bitcrush", bits=4.0), noise(0.2, -10.0))
    assert np.array_equal(out * 8, np.rint(out * 8))
    held = run(effect("bitcrush", bits=24.0, rate=12000.0), noise(0.2))
    assert np.array_equal(held[:, 0::4], held[:, 3::4])
    assert not np.array_equal(held[:, 3:-1:4], held[:, 4::4])


def test_amp_channels_distort_in_order() -> None:
    def distortion(kind: str) -> float:
        out = run(effect("amp", type=kind), tone(220.0, 1.0, -20.0))[0][RATE // 2 :]
        return float(db(amplitude(out, 660.0) / amplitude(out, 220.0)))

    assert distortion("clean") < -20.0 < distortion("crunch") < distortion("lead")


def test_telephone_band() -> None:
    got = response_db(effect("cabinet", type="telephone"), [75.0, 300.0, 1000.0, 3400.0, 13600.0])
    assert got[1:4] == pytest.approx([-3.0, 0.0, -3.0], abs=0.3)
    assert got[0] < -40.0 and got[4] < -40.0
