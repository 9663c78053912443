"""Recorded strokes with known errors: milliseconds before and after quantizing."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from edits_measure import RATE, SONG, cells, evaluated, noise, plan_of, ran, record, stereo

from songc.compiler.plan_audio import FindOnsets, Grid, Snap
from songc.runtime.editing.joining import crossed, joined
from songc.runtime.editing.onsets import Onset, flux_of, onsets
from songc.runtime.editing.snap import moved, segments_of
from songc.runtime.steps.audio import AudioEditStep

EIGHTH = RATE // 4
COUNT = 24
ERRORS = np.random.default_rng(5).integers(-RATE * 35 // 1000, RATE * 35 // 1000, COUNT)
POINTS = (np.arange(COUNT) + 2) * EIGHTH


def drums(places: np.ndarray, frames: int) -> np.ndarray:
    sound = np.zeros(frames)
    for number, place in enumerate(places):
        length = min(RATE // 5, frames - place)
        t = np.arange(length) / RATE
        stroke = noise(length, number, 0.2) * np.exp(-t / 0.03) + 0.3 * np.sin(2 * np.pi * 90 * t) * np.exp(-t / 0.08)
        sound[place : place + length] += stroke * (0.4 if number % 3 else 1.0)
    return sound


def found(sound: np.ndarray) -> np.ndarray:
    heard = stereo(sound)
    return np.array([onset.frame for onset in onsets(heard, flux_of(heard, RATE), RATE)])


def errors_ms(sound: np.ndarray, points: np.ndarray) -> np.ndarray:
    """How far the onset nearest to each point is from it."""
    places = found(sound)
    return np.array([(places - point)[np.argmin(np.abs(places - point))] / RATE * 1000 for point in points])


def snapped(sound: np.ndarray, *grids: Grid) -> np.ndarray:
    heard = stereo(sound)
    flux = cells(AudioEditStep(FindOnsets(), 1, RATE), [heard], sound.size, sound.size)
    made = AudioEditStep(Snap(grids), 2, RATE).task(0, sound.size).run([heard, flux])
    assert made is not None
    return np.asarray(made[0])


def grid(strength: float, frames: int) -> Grid:
    return Grid(0, frames, tuple(int(point) for point in np.arange(0, frames, EIGHTH)), strength)


def test_onsets_are_found_to_the_millisecond_in_cells_and_in_one_piece() -> None:
    places = POINTS + ERRORS
    sound = drums(places, 8 * RATE)
    np.testing.assert_allclose(found(sound), places, atol=RATE // 1000)
    heard = stereo(sound)
    step = AudioEditStep(FindOnsets(), 1, RATE)
    whole = cells(step, [heard], heard.shape[1], heard.shape[1])
    np.testing.assert_array_equal(cells(step, [heard], heard.shape[1], 1 << 14), whole)


def test_no_onsets_in_a_held_tone_and_in_steady_noise() -> None:
    t = np.arange(4 * RATE) / RATE
    vibrato = np.sin(2 * np.pi * 220 * t + 1.5 * np.sin(2 * np.pi * 5.5 * t)) * np.minimum(t / 0.5, 1.0)
    assert not [place for place in found(0.3 * vibrato) if place > RATE // 2]
    assert not [place for place in found(noise(4 * RATE, 2)) if place > RATE // 10]


@pytest.mark.parametrize(("strength", "left"), [(1.0, 0.0), (0.6, 0.4), (0.0, 1.0)])
def test_strokes_are_drawn_to_the_grid(strength: float, left: float) -> None:
    """Strokes up to 35 ms off, 18 on average."""
    sound = drums(POINTS + ERRORS, 8 * RATE)
    before = errors_ms(sound, POINTS)
    after = errors_ms(snapped(sound, grid(strength, sound.size)), POINTS)
    assert np.abs(before).mean() > 12
    np.testing.assert_allclose(after, left * ERRORS / RATE * 1000, atol=1.0)


def test_strokes_are_the_same_strokes_afterwards() -> None:
    """Each stroke from its attack on for 60 ms is that of the recording, to the bit."""
    sound = drums(POINTS + ERRORS, 8 * RATE).astype(np.float32)
    out = snapped(sound, grid(1.0, sound.size))
    for place in found(sound):
        to = place + int(min(np.asarray(POINTS) - place, key=abs))
        stroke, copy = sound[place : place + RATE * 6 // 100], out[to : to + RATE * 6 // 100]
        np.testing.assert_array_equal(copy, stroke)


@pytest.mark.parametrize("partials", [[140.0], [220.0, 277.2, 329.6]])
def test_joins_in_a_held_sound_hold_its_power(partials: list[float]) -> None:
    """What begins every 250 ms is moved by up to 20 ms: the level over 100 ms stays as it was."""
    t = np.arange(6 * RATE) / RATE
    sound = stereo(sum((0.1 * np.sin(2 * np.pi * hertz * t) for hertz in partials), np.zeros(t.size)))
    moves = list(zip(range(RATE // 4, 5 * RATE, RATE // 4), (ERRORS * 4 // 7).tolist(), strict=False))
    out = joined(sound, segments_of(sound, moves, 192, RATE), 192)
    level, before = (np.convolve(each[0].astype(float) ** 2, np.ones(4800) / 4800, "valid") for each in (out, sound))
    steady = slice(RATE // 10, 11 * RATE // 2)
    assert not np.array_equal(out, sound)
    np.testing.assert_allclose(10 * np.log10(level[steady] / before[steady].mean()), 0.0, atol=0.5)


@pytest.mark.parametrize("likeness", [-0.4, 0.0, 0.5, 0.9, 1.0])
def test_crossfades_hold_power_however_alike_both_sides_are(likeness: float) -> None:
    one, own = noise(16 * RATE, 21), noise(16 * RATE, 22)
    other = likeness * one + np.sqrt(1 - likeness**2) * own
    power = crossed(stereo(one), stereo(other))[0].reshape(32, -1).astype(float).var(axis=1)
    np.testing.assert_allclose(10 * np.log10(power / 0.01), 0.0, atol=0.15)


def test_strokes_close_together_stay_as_close_and_none_overtakes_another() -> None:
    points = Grid(0, 10_000, tuple(range(0, 10_000, 1000)), 1.0)
    flam = [Onset(1900, 8.0), Onset(2050, 30.0), Onset(2700, 20.0)]
    assert moved(flam, [points], 100) == [(1900, -50), (2050, -50), (2700, 300)]
    crowded = [Onset(1450, 10.0), Onset(1490, 20.0), Onset(1510, 10.0), Onset(2400, 30.0)]
    moves = moved(crowded, [points], 100)
    targets = [frame + late for frame, late in moves]
    assert all(after - before >= 100 for before, after in pairwise(targets))
    assert moved(flam, [Grid(0, 2000, points.points, 1.0)], 100) == [(1900, 100), (2700, 0)]
    assert moved(flam, [], 100) == [(1900, 0), (2050, 0), (2700, 0)]


def test_a_song_quantizes_a_place_of_a_recording(tmp_path: Path) -> None:
    """Verse 1 is 4 s; only its second bar is quantized, to swung eighths."""
    record(tmp_path, "drums.wav", drums(POINTS[:12] + ERRORS[:12], 4 * RATE))
    take = 'takes { track voice { take 1 { file "drums.wav" at verse.1:1 } } }\n'
    edits = "edits {{ track voice {{ quantize verse.1:2 1/8 {} }} }}\n"
    first, out = evaluated(tmp_path, take + edits.format(""), "edit:voice")
    assert {"edit:voice/1 heard", "edit:voice", "take:voice.1"} == set(ran(first))
    points = POINTS[:12]
    after, before = errors_ms(out[0], points), ERRORS[:12] / RATE * 1000
    second = (points + ERRORS[:12] >= 2 * RATE) & (points + ERRORS[:12] < 4 * RATE)
    np.testing.assert_allclose(after[second], 0.0, atol=1.0)
    np.testing.assert_allclose(after[~second], before[~second], atol=1.0)
    again, _ = evaluated(tmp_path, take + edits.format("strength 50%"), "edit:voice")
    assert set(ran(again)) == {"edit:voice"}


def test_a_groove_and_swing_shape_the_grid_of_recordings_and_of_notes(tmp_path: Path) -> None:
    """At 120 bpm a sixteenth is 125 ms: the shuffle has each second one 41 ms late."""
    record(tmp_path, "drums.wav", drums(np.arange(16) * RATE // 8 + 600, 4 * RATE))
    take = 'takes { track voice { take 1 { file "drums.wav" at verse.1:1 } } }\n'
    edits = "edits {{ track voice {{ quantize 1/16 {} }} }}\n"
    straight = np.arange(16) * RATE // 8
    for how, late in (("", 0.0), ("groove shuffle", 0.33 / 8), ("groove shuffle strength 50%", 0.165 / 8)):
        _, out = evaluated(tmp_path, take + edits.format(how), "edit:voice")
        off = errors_ms(out[0], straight)
        left = 6.25 if "50%" in how else 0.0
        np.testing.assert_allclose(off[2::2], left, atol=1.0)
        np.testing.assert_allclose(off[1::2], left + 1000 * late, atol=1.0)
    swing = SONG.replace("key A minor", "key A minor; swing 1/8 60%")
    plan = plan_of(tmp_path, take + "edits { track voice { quantize 1/8 groove laid-back } }", swing)
    (step,) = (signal.step for signal in plan.signals if isinstance(signal.step, Snap))
    # The groove has the first beat 5 ms late and the second eighth 7.5 ms; the swing that one 50 ms more.
    assert [point / RATE * 1000 for point in step.grids[0].points[:3]] == pytest.approx([5.0, 307.5, 515.0], abs=0.1)
