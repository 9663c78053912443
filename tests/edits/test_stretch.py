"""Recordings made longer, shorter, higher and lower: places, pitches and levels measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from edits_measure import RATE, db, evaluated, noise, ran, record, stereo

from songc.runtime.editing.stretch import stretched

BAR = 2 * RATE


def tone(hertz: float, seconds: float, level: float = 0.3) -> np.ndarray:
    return level * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)


def frequency_of(sound: np.ndarray) -> float:
    """The strongest partial, to a hundredth of a hertz."""
    window = np.hanning(sound.size) ** 2
    return float(np.argmax(np.abs(np.fft.rfft(sound * window, 1 << 22))) * RATE / (1 << 22))


def hits(places: np.ndarray, frames: int, bed: np.ndarray | None = None) -> np.ndarray:
    """Strokes of a drum."""
    sound = np.zeros(frames) if bed is None else bed.copy()
    for number, place in enumerate(places):
        length = min(RATE // 5, frames - place)
        sound[place : place + length] += noise(length, number, 0.3) * np.exp(-np.arange(length) / (0.03 * RATE))
    return sound


@pytest.mark.parametrize("ratio", [0.5, 0.8, 1.1, 2.0])
def test_a_tone_keeps_its_pitch_its_level_and_its_image(ratio: float) -> None:
    sound = np.stack([tone(440.0, 3.0), tone(440.0, 3.0) / 4]).astype(np.float32)
    out = stretched(sound, ratio, RATE)
    assert out.shape[1] == round(3 * RATE * ratio)
    middle = out[:, RATE // 3 : -RATE // 3]
    assert 1200 * np.log2(frequency_of(middle[0]) / 440.0) == pytest.approx(0.0, abs=0.5)
    assert db(float(middle[0].std() / tone(440.0, 1.0).std())) == pytest.approx(0.0, abs=0.1)
    assert db(float(middle[0].std() / middle[1].std())) == pytest.approx(12.04, abs=0.1)


@pytest.mark.parametrize("ratio", [0.8, 0.97, 1.25])
def test_hits_stand_at_their_places_and_nothing_is_heard_before_them(ratio: float) -> None:
    places = RATE // 2 + np.arange(9) * RATE // 2 + np.arange(9) * 331
    bed = tone(110.0, 6.0, 0.02)
    out = stretched(stereo(hits(places, 6 * RATE, bed)), ratio, RATE)[0]
    for place in np.round(places * ratio).astype(int):
        power = out[place - 960 : place + 960].reshape(-1, 48) ** 2
        loud = power.mean(axis=1)
        onset = place - 960 + 48 * int(np.argmax(loud > 0.1 * loud.max()))
        assert abs(onset - place) <= 48
        assert db(float(np.sqrt(loud[:18].mean() / loud[20:].mean()))) < -12.0
        assert loud[:18].max() < 3 * 0.02**2


def test_joins_within_a_held_sound_stay_level() -> None:
    """A chord under soft strokes: no dip or bump over 1.5 dB where the vocoder begins anew."""
    chord = tone(220.0, 5.0, 0.1) + tone(277.2, 5.0, 0.1)
    strokes = hits(np.arange(1, 9) * RATE // 2, 5 * RATE) * 0.02
    out = stretched(stereo(chord + strokes), 1.2, RATE)[0][RATE // 2 : -RATE // 2]
    power = np.convolve(out**2, np.ones(4800) / 4800, "valid")[::480]
    assert db(float(np.sqrt(power.max() / power.min()))) < 1.5


def test_a_take_is_stretched_to_a_length_and_shifted(tmp_path: Path) -> None:
    """A recording of 3 s with a hit every half second becomes two bars of a hit every third of a bar, a fifth up."""
    record(tmp_path, "loop.wav", hits(np.arange(6) * RATE // 2 + 1000, 3 * RATE) + tone(330.0, 3.0, 0.05))
    take = 'takes { track voice { take 1 { file "loop.wav" at chorus.1:1 stretch to 2 bars pitch +7 st } } }\n'
    out = evaluated(tmp_path, take, "take:voice.1")[1][0]
    start = 2 * BAR
    assert not out[:start].any() and not out[start + 2 * BAR :].any() and out[start + 2 * BAR - 4800 :].any()
    for number in range(6):
        place = start + round((number * RATE // 2 + 1000) * 4 / 3)
        loud = (out[place - 960 : place + 960].reshape(-1, 48) ** 2).mean(axis=1)
        assert abs(48 * int(np.argmax(loud > 0.1 * loud.max())) - 960) <= 48
    assert frequency_of(out[start : start + 2 * BAR]) == pytest.approx(330.0 * 2 ** (7 / 12), rel=0.003)


def test_a_loop_follows_the_tempo_of_the_song(tmp_path: Path) -> None:
    """Two bars played at 100 bpm last two bars at 120; a second loop is cut off where the next one begins."""
    record(tmp_path, "loop.wav", noise(round(4.8 * RATE)))
    file = 'file "loop.wav" at {} tempo 100 bpm'
    first, second = file.format("verse.1:1"), file.format("chorus.1:1 offset -500ms gain -6dB")
    out = evaluated(tmp_path, f"takes {{ track voice {{ take 1 {{ {first};  {second} }} }} }}\n", "take:voice.1")[1][0]
    assert out[: 2 * BAR - RATE // 2].any() and not out[4 * BAR - RATE // 2 :].any()
    loud = [float(part.std()) for part in (out[BAR : 2 * BAR - RATE // 2 - 500], out[2 * BAR : 3 * BAR])]
    assert db(loud[1] / loud[0]) == pytest.approx(-6.0, abs=0.3)


def test_a_recording_that_is_moved_is_not_stretched_again(tmp_path: Path) -> None:
    record(tmp_path, "loop.wav", noise(2 * RATE))
    take = 'takes {{ track voice {{ take 1 {{ file "loop.wav" at verse.1:1{} stretch 110% }} }} }}\n'
    first, _ = evaluated(tmp_path, take.format(""), "take:voice.1")
    assert "take:voice.1/file 1 stretched" in ran(first)
    moved, _ = evaluated(tmp_path, take.format(".2"), "take:voice.1")
    assert set(ran(moved)) == {"take:voice.1"}
    again, _ = evaluated(tmp_path, take.format(".2"), "take:voice.1")
    assert not ran(again)


def test_stretches_of_plain_and_changed_recordings_share_a_take(tmp_path: Path) -> None:
    record(tmp_path, "loop.wav", noise(BAR))
    files = 'file "loop.wav" at verse.1:1;  file "loop.wav" at verse.1:2 stretch 50%'
    out = evaluated(tmp_path, f"takes {{ track voice {{ take 1 {{ {files} }} }} }}\n", "take:voice.1")[1][0]
    np.testing.assert_allclose(out[200 : BAR - 200], noise(BAR)[200 : BAR - 200], atol=1e-6)
    assert out[BAR + 200 : BAR + RATE - 200].any() and not out[BAR + RATE :].any()
