"""Every preset, measured."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from songc.compiler.vocabulary.instruments import PRESETS, resolve
from songc.runtime.instruments import tail_seconds

from .balance import TARGET_LUFS, loudness
from .measures import centroid, cents_off, correlation, rms_db
from .phrases import RATE, Sound, instrument, middle, note, phrase, sound

EFFECTS = {name for name, preset in PRESETS.items() if "effect" in preset.tags}
PITCHED = [name for name in PRESETS if name not in EFFECTS]
# What moves the pitch on purpose is switched off where the pitch itself is measured.
STILL = {
    **dict.fromkeys(("vibrato", "drift", "detune", "sweep", "noise", "tremolo", "pulse-sweep"), 0.0),
    "turn": 0.0,  # a formant that moves turns the phase of the partial it passes
    "rotor": "off",
}
RELEASED = 0.4
# What in nature has one loudness and one tone, however its keys are struck; and the chip, which has one tone.
EVEN = {"harpsichord", "drawbar-organ", "jazz-organ", "rock-organ", "church-organ", "pipe-flute"}
PLAIN = EVEN | {"chip"}


@cache
def played(name: str, velocity: float) -> Sound:
    """A note in the middle of the range, held for RELEASED seconds, to the end of its tail and a bit more."""
    player = instrument("synth", name)
    n = note(middle(name), velocity, RELEASED)
    return sound(player, n, seconds=RELEASED + tail_seconds(player, n) + 0.05)


@pytest.mark.parametrize("name", PITCHED)
def test_pitch_is_within_three_cents_over_the_range(name: str) -> None:
    known = {s.name for s in resolve("synth", name) or ()}
    player = instrument("synth", name, **{key: value for key, value in STILL.items() if key in known})
    preset = PRESETS[name]
    for pitch in (*range(preset.low, preset.high, 7), preset.high):
        seconds = 4.0 if pitch < 36 else 2.0 if pitch < 48 else 0.7
        x = sound(player, note(pitch, 0.7, seconds), seconds=seconds)
        assert abs(cents_off(x[:, 2400:], pitch)) < 3.0, f"MIDI note {pitch}"


@pytest.mark.parametrize("name", PRESETS)
def test_full_velocity_stays_below_full_scale(name: str) -> None:
    preset = PRESETS[name]
    player = instrument("synth", name)
    for pitch in (*range(preset.low, preset.high, 9), preset.high):
        assert np.abs(sound(player, note(pitch, 1.0, RELEASED), seconds=RELEASED)).max() < 1.0, f"MIDI note {pitch}"
    assert np.abs(played(name, 1.0)).max() < 1.0


@pytest.mark.parametrize("name", PRESETS)
def test_the_standard_phrase_is_as_loud_as_any_other(name: str) -> None:
    assert loudness(phrase("synth", name)) == pytest.approx(TARGET_LUFS, abs=1.5)  # so within 3 LU of one another


@pytest.mark.parametrize("name", PRESETS)
def test_harder_is_louder_and_brighter(name: str) -> None:
    soft, hard = (played(name, velocity)[:, : int(RATE * RELEASED)] for velocity in (0.35, 1.0))
    assert rms_db(hard) - rms_db(soft) > (2.0 if name not in EVEN else -0.1)
    assert centroid(hard) > (1.01 if name not in PLAIN else 0.999) * centroid(soft)


@pytest.mark.parametrize("name", PRESETS)
def test_left_and_right_agree(name: str) -> None:
    assert correlation(phrase("synth", name)) > 0.2


@pytest.mark.parametrize("name", PRESETS)
def test_silence_after_the_tail_is_exact(name: str) -> None:
    player = instrument("synth", name)
    n = note(middle(name), 1.0, RELEASED)
    end = n.length + int(np.ceil(RATE * tail_seconds(player, n)))
    x = played(name, 1.0)
    assert x.shape[1] > end
    assert not x[:, end:].any()
    assert x[:, :end].any()


@pytest.mark.parametrize("name", PRESETS)
def test_neither_release_nor_end_clicks(name: str) -> None:
    """A click is a corner: within 2 ms of the release, and the end, no second difference is half as sharp again as
    the sharpest of the tenth of a second around (plus -100 dBFS)."""
    x = played(name, 1.0).astype(np.float64)
    corners = np.abs(np.diff(x, 2, axis=1)).max(axis=0)
    for at in (int(RATE * RELEASED), int(np.flatnonzero(corners)[-1])):
        beside = np.concatenate([corners[at - 4800 : at - 96], corners[at + 96 : at + 4800]])
        assert corners[at - 96 : at + 96].max() <= 1.5 * beside.max() + 1e-5


@pytest.mark.parametrize("name", PRESETS)
def test_no_release_ticks_at_either_end_of_the_range(name: str) -> None:
    """As above, plus -80 dBFS: below a low note a corner is heard first."""
    player = instrument("synth", name)
    for pitch in (PRESETS[name].low, PRESETS[name].high):
        x = sound(player, note(pitch, 1.0, RELEASED), seconds=RELEASED + 0.11).astype(np.float64)
        corners = np.abs(np.diff(x, 2, axis=1)).max(axis=0)
        at = int(RATE * RELEASED)
        beside = np.concatenate([corners[at - 4800 : at - 96], corners[at + 96 : at + 4800]])
        assert corners[at - 96 : at + 96].max() <= 1.5 * beside.max() + 1e-4, f"MIDI note {pitch}"


@pytest.mark.parametrize("name", PRESETS)
def test_the_onset_rises_from_zero(name: str) -> None:
    """The first step is no larger than the largest step of the following tenth of a second, and small."""
    x = played(name, 1.0).astype(np.float64)
    steps = np.abs(np.diff(np.concatenate([np.zeros((2, 1)), x], axis=1), axis=1)).max(axis=0)
    assert steps[0] <= min(0.05, steps[1 : RATE // 10].max())


@pytest.mark.parametrize("name", PRESETS)
def test_the_same_note_is_the_same_bits(name: str) -> None:
    player = instrument("synth", name)
    n = note(middle(name), 0.8, 0.05)
    assert np.array_equal(sound(player, n, seconds=0.06), sound(player, n, seconds=0.06))
