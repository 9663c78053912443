"""Every path of the desk is in time to the sample: no effect that does not mean to makes its sound later or earlier."""

from __future__ import annotations

import numpy as np
import pytest
from effects_measure import RATE, automated, effect, noise, peak_db, run, sine, stereo

from songc.compiler.vocabulary.effects import EFFECTS

# Effects whose sound is meant to come at other times than the input's, and filters whose own phase delays.
ELSEWHERE = {
    "lowpass",
    "ladder",
    "auto-wah",
    "vibrato",
    "delay",
    "reverb",
    "spring",
    "convolution",
    "haas",
    "nudge",
    "chorus",
    "flanger",
    "rotary",
}
# At work, looking ahead as far as they can where they look ahead at all.
AT_WORK: dict[str, dict[str, float | str]] = {
    "compressor": {"lookahead": 0.02, "ratio": 4.0, "threshold": -30.0},
    "gate": {"lookahead": 0.02},
    "multiband": {"ratio": 3.0},
    "linear-eq": {"gain": 4.0},
    "bell": {"gain": 4.0},
    "shelf": {"gain": 4.0},
    "tilt": {"gain": 4.0},
    "dynamic-bell": {"gain": -6.0},
    "transient": {"attack": 4.0},
    "tape": {"wow": 0.0, "flutter": 0.0},
    "exciter": {"amount": 0.0},
    "saturation": {"drive": 12.0},
    "clipper": {"ceiling": -24.0},
    "highpass": {"frequency": 40.0},
}
# What is not its input any more in shape has no place to compare; a phase vocoder's grains are told by their level.
UNLIKE = {"ring-mod", "frequency-shift", "vocoder", "notch", "bandpass", "phaser", "pitch", "formant", "cabinet", "amp"}


@pytest.mark.parametrize("name", sorted(EFFECTS.keys() - ELSEWHERE - UNLIKE))
def test_the_output_stands_where_the_input_does(name: str) -> None:
    audio = noise(0.5, -12.0)
    out = run(effect(name, **AT_WORK.get(name, {})), audio, key=audio)
    middle = slice(RATE // 8, RATE // 8 + (1 << 13))
    likeness = [
        abs(float(np.dot(out[0, middle], audio[0, middle.start + lag : middle.stop + lag]))) for lag in range(-40, 41)
    ]
    assert int(np.argmax(likeness)) - 40 == 0


def test_a_lookahead_moves_the_gain_and_not_the_sound() -> None:
    audio = noise(0.5, -30.0)
    made = effect("compressor", lookahead=0.05, ratio=1.0)
    assert peak_db(run(made, audio) - audio) < -140.0


def turns_of(out: np.ndarray, first: float, last: float) -> float:
    """Dips of a tremolo's level between two times, by the phase of its slow part."""
    level = np.abs(out[0].astype(np.float64))
    smooth = np.convolve(level, np.hanning(961) / np.hanning(961).sum(), "same")
    part = smooth[round(first * RATE) : round(last * RATE)]
    part = part - part.mean()
    return float(np.count_nonzero(np.diff(np.signbit(part)))) / 2.0


def test_an_automated_rate_speeds_up_without_a_jump() -> None:
    audio = stereo(sine(1000.0, 6.0, -6.0))
    made = automated(effect("tremolo", depth=1.0), "rate", (0, 3.0, "linear"), (6 * RATE, 9.0, "step"))
    out = run(made, audio)
    assert turns_of(out, 0.0, 2.0) == pytest.approx(8.0, abs=0.6)
    assert turns_of(out, 4.0, 6.0) == pytest.approx(16.0, abs=0.6)
    held = run(effect("tremolo", depth=1.0, rate=3.0), audio)
    assert peak_db(out[:, : RATE // 50] - held[:, : RATE // 50]) < -50.0


def test_an_automated_delay_is_exact_where_it_rests_and_slides_between() -> None:
    audio = np.zeros((2, 3 * RATE), np.float32)
    audio[:, [0, 2 * RATE]] = 1.0
    made = effect("delay", time=0.25, feedback=0.0, mix=1.0, low_cut=10.0, high_cut=22000.0)
    moving = automated(made, "time", (0, 0.25, "step"), (RATE, 0.25, "linear"), (round(1.5 * RATE), 0.5, "step"))
    out = np.abs(run(moving, audio)[0])
    assert int(np.argmax(out[:RATE])) == RATE // 4
    assert int(np.argmax(out[2 * RATE :])) == RATE // 2


def test_a_setting_that_crosses_over_ends_where_it_is_going() -> None:
    audio = noise(1.0)
    made = automated(effect("haas"), "time", (0, 0.002, "step"), (RATE // 2, 0.009, "step"))
    out = run(made, audio)
    before, after = run(effect("haas", time=0.002), audio), run(effect("haas", time=0.009), audio)
    assert np.array_equal(out[:, : RATE // 2], before[:, : RATE // 2])
    assert peak_db(out[:, RATE // 2 + 240 :] - after[:, RATE // 2 + 240 :]) < -120.0
