"""Reversed, repeated, inverted and stripped places; crossfades."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from edits_measure import RATE, cells, db, evaluated, noise, ran, record, stereo

from songc.compiler.plan import Region
from songc.compiler.plan_audio import Strip
from songc.runtime.steps.audio import AudioEditStep
from songc.runtime.steps.edit import EditStep

BAR = 2 * RATE
TAKE = 'takes { track voice { take 1 { file "voice.wav" at verse.1:1 } } }\n'
# What crosses at a join, and the ramp at the beginning of a recording, are left out of comparisons.
JOIN = 480


def edited(folder: Path, lines: str) -> np.ndarray:
    return evaluated(folder, f"{TAKE}edits {{ track voice {{ {lines} }} }}\n", "edit:voice")[1]


@pytest.fixture
def voice(tmp_path: Path) -> np.ndarray:
    sound = noise(12 * BAR, 3).astype(np.float32)
    record(tmp_path, "voice.wav", sound)
    return sound


def test_a_place_is_reversed(tmp_path: Path, voice: np.ndarray) -> None:
    out = edited(tmp_path, "reverse verse.1:2")[0]
    np.testing.assert_array_equal(out[BAR : 2 * BAR - JOIN], voice[BAR : 2 * BAR][::-1][: BAR - JOIN])
    np.testing.assert_array_equal(out[JOIN : BAR - JOIN], voice[JOIN : BAR - JOIN])
    np.testing.assert_array_equal(out[2 * BAR : 3 * BAR], voice[2 * BAR : 3 * BAR])


def test_a_bar_is_repeated_over_later_ones_and_earlier_ones(tmp_path: Path, voice: np.ndarray) -> None:
    out = edited(tmp_path, "repeat verse.1:2 over chorus;  repeat verse.2:1 over verse.1:1")[0]
    for bar, source in ((0, 4), (1, 1), (2, 1), (3, 1), (4, 4), (5, 5)):
        heard, meant = out[bar * BAR : (bar + 1) * BAR - JOIN], voice[source * BAR : (source + 1) * BAR - JOIN]
        np.testing.assert_array_equal(heard[JOIN:], meant[JOIN:])


def test_copies_and_reversals_are_made_in_the_order_of_the_text(tmp_path: Path, voice: np.ndarray) -> None:
    turned = voice[BAR : 2 * BAR][::-1]
    out = edited(tmp_path, "reverse verse.1:2;  repeat verse.1:2 over chorus.1:1")[0]
    np.testing.assert_array_equal(out[2 * BAR + JOIN : 3 * BAR - JOIN], turned[JOIN : BAR - JOIN])
    out = edited(tmp_path, "repeat verse.1:2 over chorus.1:1;  reverse verse.1:2")[0]
    np.testing.assert_array_equal(out[2 * BAR + JOIN : 3 * BAR - JOIN], voice[BAR + JOIN : 2 * BAR - JOIN])


def test_the_polarity_is_turned_where_it_says(tmp_path: Path, voice: np.ndarray) -> None:
    out = edited(tmp_path, "polarity verse.2 invert")[0]
    np.testing.assert_array_equal(out[4 * BAR : 6 * BAR - JOIN], -voice[4 * BAR : 6 * BAR - JOIN])
    np.testing.assert_array_equal(out[JOIN : 4 * BAR - JOIN], voice[JOIN : 4 * BAR - JOIN])
    whole = edited(tmp_path, "polarity invert")[0]
    np.testing.assert_array_equal(whole[JOIN : 6 * BAR - JOIN], -voice[JOIN : 6 * BAR - JOIN])


def test_an_edit_in_a_copied_bar_runs_its_cells_and_those_of_the_copy_only(tmp_path: Path, voice: np.ndarray) -> None:
    edits = "edits {{ track voice {{ gain {place} +1dB;  repeat verse.1:1 over verse.2:1 }} }}\n"
    evaluated(tmp_path, TAKE + edits.format(place="chorus.1:1"), "edit:voice")
    changed, _ = evaluated(tmp_path, TAKE + edits.format(place="chorus.1:2"), "edit:voice")
    assert set(ran(changed)) <= {"edit:voice", "edit:voice/1"}
    assert sum(ran(changed).values()) < 6


def test_regions_in_cells_are_the_regions_in_one_piece() -> None:
    a = stereo(noise(200_000, 5))
    regions = (
        Region(0, 0, 60_000, fade_out=500),
        Region(1, 59_500, 120_000, fade_in=500, fade_out=500, shift=41_234),
        Region(2, 119_500, 170_000, fade_in=500, mirror=250_001),
        Region(1, 170_000, 200_000, shift=150_000),
    )
    step = EditStep(3, regions)
    whole = cells(step, [a, a, a], 200_000, 200_000)
    np.testing.assert_array_equal(cells(step, [a, a, a], 200_000, 1 << 14), whole)
    np.testing.assert_array_equal(whole[:, 130_000], a[:, 250_001 - 130_000])


def test_a_take_played_from_elsewhere_is_needed_only_there() -> None:
    """The window of a copy lies wholly before the cell."""
    (window,) = EditStep(1, (Region(0, 500_000, 600_000, shift=480_000),)).windows()
    assert window == (480_000, -480_000)


@pytest.mark.parametrize("curve", ["equal-power", "linear", "smooth"])
def test_crossfades_hold_the_power_or_the_level(tmp_path: Path, curve: str) -> None:
    """Equal power holds that of unlike sounds; linear and smooth hold the level of like ones."""
    like = curve != "equal-power"
    record(tmp_path, "voice.wav", noise(4 * BAR, 1))
    record(tmp_path, "other.wav", noise(4 * BAR, 1 if like else 2))
    takes = TAKE.replace("} } }", '} take 2 { file "other.wav" at verse.1:1 } } }')
    edits = f"edits {{ track voice {{ comp verse.1:2 take 2;  crossfade 400ms curve {curve} }} }}\n"
    out = evaluated(tmp_path, takes + edits, "edit:voice")[1][0, 2400 : 4 * BAR - 2400]
    level = np.sqrt(np.mean(out[: out.size // 2400 * 2400].reshape(-1, 2400) ** 2, axis=1))
    if like:
        np.testing.assert_allclose(out, noise(4 * BAR, 1)[2400 : 4 * BAR - 2400], atol=1e-6)
    crossing = level[(BAR - 19_200) // 2400 : BAR // 2400 - 1]
    assert abs(db(float(crossing.mean() / level.mean()))) < 0.5


def test_silence_is_stripped_before_and_after_a_sound_and_never_in_it() -> None:
    sound = np.full(4 * RATE, 1e-4)
    sound[RATE : 2 * RATE] += noise(RATE, 4)
    heard = stereo(sound)
    step = AudioEditStep(Strip(-50.0, RATE // 5, RATE // 50), 1, RATE)
    out = cells(step, [heard], 4 * RATE, 4 * RATE)
    opened, closed = RATE - RATE // 50, 2 * RATE + RATE // 5
    np.testing.assert_array_equal(out[:, opened : closed - 100], heard[:, opened : closed - 100])
    assert not out[:, : opened - 500].any() and not out[:, closed + 500 :].any()
    np.testing.assert_array_equal(cells(step, [heard], 4 * RATE, 1 << 14), out)


def test_a_step_of_gain_makes_no_click_when_silence_is_stripped() -> None:
    """The fade is a ramp of 5 ms: no two neighbouring gains differ by more than 1/200."""
    step = AudioEditStep(Strip(-40.0, 4800, 960), 1, RATE)
    sound = np.full(RATE, 1e-3)
    sound[RATE // 2 : RATE // 2 + 100] = 0.5
    gain = cells(step, [stereo(sound)], RATE, RATE)[0] / sound
    assert np.abs(np.diff(gain)).max() < 1 / 200
    assert gain.min() == 0.0 and gain.max() == pytest.approx(1.0)


def test_what_lies_outside_a_trim_is_silent(tmp_path: Path) -> None:
    sound = noise(4 * BAR, 5)
    record(tmp_path, "voice.wav", sound)
    trim = "edits { track voice { trim verse.1:2 chorus.1:2 } }\n"
    out = evaluated(tmp_path, TAKE + trim, "edit:voice")[1][0]
    edge = RATE // 50
    for bar in (1, 3):
        kept = slice(bar * BAR + edge, (bar + 1) * BAR - edge)
        np.testing.assert_array_equal(out[kept], sound[kept].astype(np.float32))
    for bar in (0, 2, 4, 5):
        assert not out[bar * BAR + edge : (bar + 1) * BAR - edge].any()
