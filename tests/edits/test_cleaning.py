"""Clicks and breaths with known places: what is mended and brought down, and what is left as it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from edits_measure import RATE, cells, db, evaluated, noise, ran, record, stereo

from songc.compiler.plan_audio import Breaths, Declick, FindPitch, Part
from songc.runtime.steps.audio import AudioEditStep

SECONDS = 4
PLACES = np.array([20_011, 52_222, 61_440, 65_535, 98_304, 131_900, 150_111, 170_707])


def voice(seconds: float = SECONDS, hertz: float = 130.0) -> np.ndarray:
    """Pulses of a voice, with some breath and vibrato."""
    t = np.arange(int(seconds * RATE)) / RATE
    phase = 2 * np.pi * (hertz * t + 0.3 * np.sin(2 * np.pi * 5 * t))
    formants = ((600.0, 1.0), (1100.0, 0.5), (2700.0, 0.2))
    levels = [sum(g / (1 + ((k * hertz - f) / 120) ** 2) for f, g in formants) for k in range(1, 40)]
    return 0.1 * sum(level * np.sin(k * phase) for k, level in enumerate(levels, 1)) + noise(t.size, 31, 3e-4)


def clicked(sound: np.ndarray, level: float) -> np.ndarray:
    out = sound.copy()
    for number, place in enumerate(PLACES):
        length = 1 + 4 * (number % 4)
        out[place : place + length] += level * np.random.default_rng(number).choice([-1.0, 1.0], length)
    return out


def mended(sound: np.ndarray, cell: int = 1 << 18, sensitivity: float = 0.5) -> np.ndarray:
    step = Declick((Part(0, sound.size, sensitivity),))
    return cells(AudioEditStep(step, 1, RATE), [stereo(sound)], sound.size, cell)


@pytest.mark.parametrize(("level", "bound", "bound_median"), [(0.1, -15.0, -30.0), (0.5, -30.0, -45.0)])
def test_clicks_are_mended(level: float, bound: float, bound_median: float) -> None:
    """Clicks of 1 to 13 frames, at and well over the level of the voice, some of them on borders of blocks."""
    clean = voice()
    out = mended(clicked(clean, level))[0]
    before, after = clicked(clean, level) - clean, out - clean
    around = [slice(place - 100, place + 100) for place in PLACES]
    found = [db(float(after[part].std() / before[part].std())) for part in around]
    assert max(found) < bound and float(np.median(found)) < bound_median
    away = np.min(np.abs(np.arange(clean.size)[:, None] - PLACES), axis=1) > 200
    np.testing.assert_array_equal(out[away], clean[away].astype(np.float32))


def test_voices_and_strokes_without_clicks_are_not_touched() -> None:
    t = np.arange(RATE) / RATE
    strokes = np.tile(noise(RATE // 2, 3, 0.3) * np.exp(-t[: RATE // 2] / 0.03), 4)
    for sound in (voice(), voice(hertz=220.0), strokes, noise(RATE, 5), np.zeros(RATE)):
        np.testing.assert_array_equal(mended(sound), stereo(sound))


def test_clicks_in_cells_are_clicks_in_one_piece() -> None:
    sound = clicked(voice(), 0.3)
    whole = mended(sound)
    for cell in (1 << 14, 1 << 16):
        np.testing.assert_array_equal(mended(sound, cell), whole)


S_PLACE, BREATH_PLACES = (1.0, 1.12), ((1.55, 1.9), (3.3, 3.7))


def singer() -> np.ndarray:
    """Two phrases with a breath before the second and one after it, and an `s` within the first."""
    out = np.zeros(5 * RATE)
    for start, stop in ((0.2, 1.0), (1.12, 1.5), (2.0, 3.2)):
        part = slice(int(start * RATE), int(stop * RATE))
        out[part] += voice(stop - start + 0.01, 180.0)[: part.stop - part.start]
    frequencies = np.fft.rfftfreq(out.size, 1 / RATE)

    def band(low: float, high: float, level: float, seed: int) -> np.ndarray:
        spectrum = np.fft.rfft(noise(out.size, seed, 1.0)) * ((frequencies > low) & (frequencies < high))
        made = np.fft.irfft(spectrum, out.size)
        return level * made / made.std()

    for number, (start, stop) in enumerate(BREATH_PLACES):
        part = slice(int(start * RATE), int(stop * RATE))
        size = part.stop - part.start
        out[part] += band(500.0, 4000.0, 0.006, 40 + number)[part] * np.sin(np.pi * np.arange(size) / size) ** 0.5
    part = slice(int(S_PLACE[0] * RATE), int(S_PLACE[1] * RATE))
    out[part] += band(6500.0, 11_000.0, 0.02, 44)[part]
    return out


def quieter(sound: np.ndarray, *parts: Part, cell: int = 1 << 18) -> np.ndarray:
    heard = stereo(sound)
    curve = cells(AudioEditStep(FindPitch(), 1, RATE), [heard], sound.size, sound.size)
    return cells(AudioEditStep(Breaths(parts), 2, RATE), [heard, curve], sound.size, cell)


@pytest.mark.parametrize("level", [-12.0, -120.0])
def test_breaths_come_down_and_the_voice_stays(level: float) -> None:
    sound = singer()
    out = quieter(sound, Part(0, sound.size, level))[0]
    for start, stop in BREATH_PLACES:
        middle = slice(int((start + 0.06) * RATE), int((stop - 0.06) * RATE))
        assert db(float(out[middle].std() / sound[middle].std())) == pytest.approx(level, abs=0.5)
    for start, stop in ((0.0, 1.5), (2.02, 3.18)):
        part = slice(int(start * RATE), int(stop * RATE))
        np.testing.assert_array_equal(out[part], sound[part].astype(np.float32))
    first = quieter(sound, Part(0, 2 * RATE, level))[0]
    np.testing.assert_array_equal(first[2 * RATE :], sound[2 * RATE :].astype(np.float32))


def test_breaths_in_cells_are_breaths_in_one_piece() -> None:
    sound = singer()
    whole = quieter(sound, Part(0, sound.size, -9.0))
    np.testing.assert_array_equal(quieter(sound, Part(0, sound.size, -9.0), cell=1 << 15), whole)


def test_a_song_is_cleaned_where_it_says_so(tmp_path: Path) -> None:
    clean = singer()[: 4 * RATE]
    record(tmp_path, "voice.wav", clicked(clean, 0.3))
    take = 'takes { track voice { take 1 { file "voice.wav" at verse.1:1 } } }\n'
    edits = "edits {{ track voice {{ de-click verse.1:1 sensitivity {}%; breaths verse.1:1 -20dB }} }}\n"
    first, out = evaluated(tmp_path, take + edits.format(50), "edit:voice")
    assert set(ran(first)) == {"take:voice.1", "edit:voice/1", "edit:voice/2 heard", "edit:voice"}
    inside = PLACES[PLACES < 2 * RATE - 500]
    assert all(np.abs(out[0, place - 5 : place + 20] - clean[place - 5 : place + 20]).max() < 0.03 for place in inside)
    assert np.abs(out[0, PLACES[-1]] - clean[PLACES[-1]]) > 0.2
    assert db(float(out[0, 77_000:88_000].std() / clean[77_000:88_000].std())) == pytest.approx(-20.0, abs=1.0)
