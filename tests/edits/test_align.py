"""Doubled takes with known errors: milliseconds before and after alignment."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from edits_measure import RATE, evaluated, noise, ran, record, stereo

from songc.compiler.plan_audio import Align
from songc.runtime.editing.align import matched
from songc.runtime.editing.onsets import flux_of, onsets
from songc.runtime.steps.audio import AudioEditStep

COUNT = 14
PLACES = RATE // 4 + np.cumsum(np.array([24, 12, 12, 18, 30, 12, 12, 24, 12, 12, 36, 24, 12, 18]) * RATE // 100)
FRAMES = 5 * RATE


def syllables(places: np.ndarray, singer: int) -> np.ndarray:
    """Each a consonant of 30 ms and a vowel up to the next one, in a voice of the singer's own."""
    out = np.zeros(FRAMES)
    for number, (place, end) in enumerate(zip(places, [*places[1:], places[-1] + RATE // 4], strict=True)):
        t = np.arange(end - place - RATE // 100) / RATE
        hertz = 196.0 * 2 ** ([0, 2, 4, 5, 7][number % 5] / 12) * (1 + 0.004 * singer)
        tilt = 1.0 + 0.2 * singer
        vowel = sum(np.sin(2 * np.pi * hertz * k * t + singer * k) / k**tilt for k in range(1, 16))
        shape = np.clip(np.minimum((t - 0.02) / 0.02, (t[-1] - t) / 0.02), 0.0, 1.0)
        consonant = noise(t.size, 100 * singer + number, 0.15) * np.exp(-t / 0.012) * np.minimum(t / 0.002, 1.0)
        out[place : place + t.size] += 0.1 * vowel * shape + consonant
    return out


def aligned(sound: np.ndarray, guide: np.ndarray, within: float) -> np.ndarray:
    made = AudioEditStep(Align(int(within * RATE)), 2, RATE).task(0, FRAMES).run([stereo(sound), stereo(guide)])
    assert made is not None
    return np.asarray(made)


def errors_ms(sound: np.ndarray, places: np.ndarray) -> np.ndarray:
    heard = stereo(sound)
    found = np.array([onset.frame for onset in onsets(heard, flux_of(heard, RATE), RATE)])
    return np.array([(found - place)[np.argmin(np.abs(found - place))] / RATE * 1000 for place in places])


@pytest.mark.parametrize(("late_ms", "loose_ms"), [(0, 35), (60, 15), (-45, 20)])
def test_a_double_falls_together_with_the_first_take(late_ms: int, loose_ms: int) -> None:
    """Another singer, late or early throughout, and loose besides, in syllables as short as 120 ms."""
    loose = np.random.default_rng(3).integers(-loose_ms, loose_ms + 1, COUNT)
    wrong = (late_ms + loose) * RATE // 1000
    out = aligned(syllables(PLACES + wrong, 2), syllables(PLACES, 1), 0.1)
    after = errors_ms(out[0], PLACES)
    assert np.abs(wrong / RATE * 1000).mean() > 12
    assert np.abs(after).mean() < 2.0
    assert np.abs(after).max() < 6.0


def test_nothing_moves_further_than_it_may() -> None:
    sound, guide = syllables(PLACES + RATE // 20, 2), syllables(PLACES, 1)
    np.testing.assert_array_equal(aligned(sound, guide, 0.02), stereo(sound))


def test_what_falls_together_and_what_has_no_guide_is_not_touched() -> None:
    guide = syllables(PLACES, 1)
    np.testing.assert_array_equal(aligned(guide, guide, 0.1), stereo(guide))
    step = AudioEditStep(Align(4800), 2, RATE)
    np.testing.assert_array_equal(step.task(0, FRAMES).run([stereo(guide), None]), stereo(guide))


def test_counterparts_are_told_by_what_their_neighbours_do() -> None:
    assert matched([100, 200, 300], [180, 280, 380], 100) == [(100, 80), (200, 80), (300, 80)]
    assert matched([100, 140, 300], [110, 310], 50) == [(100, 10), (300, 10)]
    assert matched([100], [400], 50) == []
    assert matched([], [400], 50) == []


def test_a_song_aligns_takes_and_tracks(tmp_path: Path) -> None:
    wrong = np.random.default_rng(4).integers(-30, 31, COUNT) * RATE // 1000
    record(tmp_path, "first.wav", syllables(PLACES, 1)[: 4 * RATE])
    record(tmp_path, "second.wav", syllables(PLACES + wrong, 2)[: 4 * RATE])
    inside = PLACES[PLACES < 3 * RATE]
    one = 'take 1 { file "first.wav" at verse.1:1 }'
    two = 'take 2 { file "second.wav" at verse.1:1 }'
    takes = f"takes {{ track voice {{ {one} {two} }} }}\n"
    edit = "edits {{ track voice {{ use take 2; align to take 1 {} }} }}\n"
    first, out = evaluated(tmp_path, takes + edit.format(""), "edit:voice")
    assert np.abs(errors_ms(out[0], inside)).max() < 6.0
    assert set(ran(first)) >= {"take:voice.1", "take:voice.2", "edit:voice/take 2 aligned"}
    again, _ = evaluated(tmp_path, takes + edit.format("within 90ms"), "edit:voice")
    assert not {"take:voice.1", "take:voice.2"} & set(ran(again))

    takes = f"takes {{ track voice {{ {one} }}; track double {{ {two} }} }}\n"
    _, out = evaluated(tmp_path, takes + "edits { track double { use take 2; align to voice } }\n", "edit:double")
    assert np.abs(errors_ms(out[0], inside)).max() < 6.0
