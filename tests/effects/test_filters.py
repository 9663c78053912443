"""Filters and equalisers against the analogue responses they are named after."""

from __future__ import annotations

import math

import numpy as np
import pytest
from effects_measure import amplitude, automated, db, effect, impulse, noise, peak_db, response_db, run, sine, stereo


@pytest.mark.parametrize("slope", range(6, 49, 6))
@pytest.mark.parametrize("frequency", [40.0, 1000.0, 6000.0])
def test_pass_filters_are_butterworth(slope: int, frequency: float) -> None:
    """3.01 dB down at the corner, and the analogue slope an octave beyond as the bilinear transform bends it."""
    order = slope // 6
    bent = [math.tan(math.pi * frequency * factor / 48000) for factor in (0.5, 1.0, 2.0)]
    for name, beyond, flat in (("lowpass", 2, 0), ("highpass", 0, 2)):
        made = effect(name, frequency=frequency, slope=float(slope))
        got = response_db(made, [frequency * 0.5, frequency, frequency * 2.0])
        ratio = bent[beyond] / bent[1] if name == "lowpass" else bent[1] / bent[beyond]
        assert got[1] == pytest.approx(-3.01, abs=0.05)
        assert got[beyond] == pytest.approx(-10 * math.log10(1 + ratio ** (2 * order)), abs=0.1)
        assert got[flat] > -1.2 if order == 1 else got[flat] > -0.4


@pytest.mark.parametrize("slope", [6, 12, 24, 48])
def test_slopes_below_the_corner(slope: int) -> None:
    """From two octaves below the corner to one: the slope, but for the bend towards the corner."""
    low, high = response_db(effect("highpass", frequency=1600.0, slope=float(slope)), [400.0, 800.0])
    order = slope // 6
    bend = 10 * math.log10((1 + 2.0 ** (-2 * order)) / (1 + 4.0 ** (-2 * order)))
    assert high - low == pytest.approx(order * 6.02 - bend, abs=0.2)


@pytest.mark.parametrize("slope", [12, 18, 36])
def test_resonance_lifts_the_corner(slope: int) -> None:
    for name in ("lowpass", "highpass"):
        got = response_db(effect(name, frequency=900.0, slope=float(slope), resonance=9.0), [900.0])
        assert got[0] == pytest.approx(-3.01 + 9.0, abs=0.05)


@pytest.mark.parametrize(("frequency", "gain", "q"), [(60.0, 6.0, 0.7), (1000.0, -12.0, 4.0), (9000.0, 3.0, 1.0)])
def test_bell(frequency: float, gain: float, q: float) -> None:
    """Its gain at the centre; half of it, in dB, at the edges of the bandwidth that q names."""
    edge = [frequency * (math.sqrt(1 + 1 / (4 * q * q)) + sign / (2 * q)) for sign in (-1, 1)]
    unbent = [math.atan(edge * math.tan(math.pi * frequency / 48000) / frequency) * 48000 / math.pi for edge in edge]
    got = response_db(effect("bell", frequency=frequency, gain=gain, q=q), [*unbent, frequency])
    assert got[2] == pytest.approx(gain, abs=0.05)
    assert got[:2] == pytest.approx([gain / 2, gain / 2], abs=0.05)


@pytest.mark.parametrize("gain", [-9.0, 6.0])
def test_shelves(gain: float) -> None:
    got = response_db(effect("shelf", side="high", frequency=3000.0, gain=gain), [30.0, 3000.0, 22000.0])
    assert got == pytest.approx([0.0, gain / 2, gain], abs=0.1)
    got = response_db(effect("shelf", side="low", frequency=300.0, gain=gain), [20.0, 300.0, 20000.0])
    assert got == pytest.approx([gain, gain / 2, 0.0], abs=0.1)


def test_a_sweep_does_not_click() -> None:
    """A corner swept over five octaves in 50 ms adds no energy far above the tone."""
    audio = stereo(sine(200.0, 1.0, -6.0))
    moving = automated(effect("lowpass", slope=24.0), "frequency", (12000, 200.0, "smooth"), (14400, 6400.0, "step"))
    out = run(moving, audio)[0]
    far = np.abs(np.fft.rfft(out * np.hanning(out.size)))[12000:]
    assert db(far.max() / (out.size / 4)) < -95.0


def test_low_corners_are_quiet() -> None:
    """Float64 states: the rounding noise of a 20 Hz cut on loud bass stays below -130 dBFS."""
    audio = stereo(sine(31.25, 4.0, -1.0))
    out = run(effect("bell", frequency=20.0, gain=-12.0, q=8.0), audio)[0][96000:].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(out * np.hanning(out.size))) / (out.size / 4)
    assert db(spectrum[2000:].max()) < -130.0


def test_resonance_needs_a_second_order() -> None:
    audio = noise(0.2)
    assert (
        peak_db(run(effect("lowpass", slope=6.0, resonance=12.0), audio) - run(effect("lowpass", slope=6.0), audio))
        < -300
    )


@pytest.mark.parametrize(("frequency", "q"), [(200.0, 0.7), (2000.0, 5.0)])
def test_bandpass_and_notch(frequency: float, q: float) -> None:
    edges = [frequency * (math.sqrt(1 + 1 / (4 * q * q)) + sign / (2 * q)) for sign in (-1, 1)]
    unbent = [math.atan(edge * math.tan(math.pi * frequency / 48000) / frequency) * 48000 / math.pi for edge in edges]
    got = response_db(effect("bandpass", frequency=frequency, q=q), [*unbent, frequency])
    assert got == pytest.approx([-3.01, -3.01, 0.0], abs=0.05)
    got = response_db(effect("notch", frequency=frequency, q=q), [*unbent, frequency])
    assert got[:2] == pytest.approx([-3.01, -3.01], abs=0.05)
    assert got[2] < -60.0


def test_tilt() -> None:
    got = response_db(effect("tilt", frequency=700.0, gain=6.0), [15.0, 700.0, 22000.0])
    assert got == pytest.approx([-3.0, 0.0, 3.0], abs=0.1)


@pytest.mark.parametrize(
    ("linear", "minimum"),
    [
        (
            effect("linear-eq", type="bell", frequency=300.0, gain=-6.0, q=2.0),
            effect("bell", frequency=300.0, gain=-6.0, q=2.0),
        ),
        (
            effect("linear-eq", type="high-shelf", frequency=5000.0, gain=4.0),
            effect("shelf", frequency=5000.0, gain=4.0),
        ),
        (
            effect("linear-eq", type="highpass", frequency=80.0, slope=24.0),
            effect("highpass", frequency=80.0, slope=24.0),
        ),
        (
            effect("linear-eq", type="lowpass", frequency=9000.0, slope=48.0),
            effect("lowpass", frequency=9000.0, slope=48.0),
        ),
    ],
)
def test_linear_phase_has_the_same_magnitude_and_no_phase(linear, minimum) -> None:
    frequencies = [40.0, 80.0, 160.0, 300.0, 1000.0, 5000.0, 9000.0, 12000.0]
    assert response_db(linear, frequencies) == pytest.approx(response_db(minimum, frequencies), abs=0.05)
    answer = run(linear, impulse(1.0, 24000, 0.5))[0]
    assert peak_db(answer[24000 - 20000 : 24000] - answer[24001 : 24001 + 20000][::-1]) < -120.0


@pytest.mark.parametrize(("kind", "slope"), [("lowpass24", 24.0), ("lowpass12", 12.0), ("highpass24", 24.0)])
def test_ladder_slopes(kind: str, slope: float) -> None:
    frequencies = [2000.0, 4000.0] if kind.startswith("low") else [125.0, 62.5]
    got = response_db(effect("ladder", type=kind, frequency=500.0, resonance=0.0), frequencies, level=0.01)
    assert got[0] - got[1] == pytest.approx(slope, abs=2.5)


def test_dynamic_bell_cuts_only_while_its_band_is_loud() -> None:
    made = effect("dynamic-bell", frequency=300.0, gain=-6.0, threshold=-30.0, ratio=100.0)

    def level(frequency: float, level_db: float) -> float:
        out = run(made, stereo(sine(frequency, 1.0, level_db)))[0][24000:]
        return float(db(amplitude(out, frequency))) - level_db

    assert level(300.0, -6.0) == pytest.approx(-6.0, abs=0.1)
    assert level(300.0, -26.0) == pytest.approx(-4.0, abs=0.3)  # four over, endless ratio
    assert level(300.0, -40.0) == pytest.approx(0.0, abs=0.02)
    assert level(6000.0, -6.0) == pytest.approx(0.0, abs=0.1)


def test_de_esser_leaves_the_voice_alone() -> None:
    made = effect("de-esser", frequency=6000.0, threshold=-30.0, range=-9.0)
    hiss = run(made, stereo(sine(9000.0, 1.0, -10.0)))[0][24000:]
    vowel = run(made, stereo(sine(300.0, 1.0, -3.0)))[0][24000:]
    assert db(amplitude(hiss, 9000.0)) == pytest.approx(-10.0 - 8.2, abs=0.8)
    assert db(amplitude(vowel, 300.0)) == pytest.approx(-3.0, abs=0.02)


def test_auto_wah_opens_with_level() -> None:
    def brightness(level_db: float) -> float:
        audio = stereo(sine(100.0, 1.0, level_db) + sine(1800.0, 1.0, level_db - 6.0))
        out = run(effect("auto-wah", frequency=300.0, range=3.0), audio)[0][24000:]
        return float(db(amplitude(out, 1800.0) / amplitude(out, 100.0)))

    assert brightness(-6.0) > brightness(-24.0) + 6.0 > brightness(-45.0) + 12.0
