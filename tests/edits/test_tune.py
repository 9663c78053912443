"""Voices with known errors: the tracker against the truth, and cents before and after correction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from edits_measure import RATE, cells, db, evaluated, noise, ran, record, stereo

from songc.compiler.plan_audio import FindPitch, Melody, Tune
from songc.runtime.editing.onsets import hop_of
from songc.runtime.editing.pitch import tracked
from songc.runtime.steps.audio import AudioEditStep

HOP = hop_of(RATE)
FORMANTS = ((650.0, 90.0, 1.0), (1080.0, 110.0, 0.5), (2650.0, 170.0, 0.25))


def voice(hertz: np.ndarray, breath: float = 0.0) -> np.ndarray:
    """Harmonics of a frequency over time (one a frame) under the formants of an `a`, with some breath."""
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    sound = breath * noise(hertz.size, 9, 1.0)
    for number in range(1, 40):
        partial = number * hertz
        weight = sum(level / (1 + ((partial - centre) / width) ** 2) for centre, width, level in FORMANTS)
        sound += np.where(partial < 12_000, weight * np.sin(number * phase) / np.sqrt(number), 0.0)
    return 0.1 * sound


def sung(notes: list[tuple[float, float, float]], vibrato: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Notes of (MIDI note, error in cents, seconds), with 50 ms of silence between them: frequency and level."""
    hertz, level = [], []
    for note, error, seconds in notes:
        frames = int(seconds * RATE)
        t = np.arange(frames) / RATE
        cents = error + vibrato * np.sin(2 * np.pi * 5.5 * t)
        hertz.append(440.0 * 2.0 ** ((note - 69.0 + cents / 100.0) / 12.0))
        level.append(np.clip(np.minimum(t, t[-1] - 0.05 - t) / 0.02, 0.0, 1.0))
    return np.concatenate(hertz), np.concatenate(level)


def cents_of(sound: np.ndarray, meant: np.ndarray, level: np.ndarray) -> np.ndarray:
    """How far a sound is from a frequency over time, in cents, where its level is full: by the phase of its fundamental
    (a method of its own)."""
    out = []
    for first in range(0, sound.size - 4096, 1024):
        part = slice(first, first + 4096)
        if level[part].min() < 1.0:
            continue
        t = np.arange(4096) / RATE
        window = np.hanning(2048)
        base = float(meant[part].mean())
        turned = sound[part] * np.exp(-2j * np.pi * base * t)
        one, two = (np.sum(turned[at : at + 2048] * window) for at in (0, 1024))
        beat = np.angle(two * np.conj(one)) / (2 * np.pi * 1024 / RATE)
        out.append(1200 * np.log2(1 + beat / base))
    return np.array(out)


def tuned(sound: np.ndarray, *melodies: Melody) -> np.ndarray:
    heard = stereo(sound)
    curve = cells(AudioEditStep(FindPitch(), 1, RATE), [heard], sound.size, sound.size)
    task = AudioEditStep(Tune(melodies), 2, RATE).task(0, sound.size)
    made = task.run([heard, curve])
    assert made is not None
    return made[0]


@pytest.mark.parametrize("hertz", [70.0, 110.0, 196.0, 329.6, 523.3, 880.0])
def test_the_tracker_is_right_to_two_cents(hertz: float) -> None:
    sound = voice(np.full(RATE, hertz), breath=0.01)
    found, aperiodic = tracked(sound, RATE // 4, 90, RATE)
    assert np.abs(1200 * np.log2(found / hertz)).max() < 2.0
    assert aperiodic.max() < 0.1


def test_the_tracker_follows_vibrato_and_hears_no_voice_in_noise() -> None:
    t = np.arange(RATE) / RATE
    hertz = 220.0 * 2.0 ** (0.5 * np.sin(2 * np.pi * 5.5 * t) / 12.0)
    found, _ = tracked(voice(hertz), RATE // 4, 90, RATE)
    truth = hertz[RATE // 4 : RATE // 4 + 90 * HOP : HOP]
    assert np.abs(1200 * np.log2(found / truth)).max() < 8.0
    assert not tracked(noise(RATE, 3), RATE // 4, 90, RATE)[0].any()
    assert not tracked(noise(RATE, 3, 1e-5), RATE // 4, 90, RATE)[0].any()


def test_the_tracker_in_cells_is_the_tracker_in_one_piece() -> None:
    heard = stereo(voice(sung([(57, 20, 0.8), (60, -30, 0.7)])[0]))
    step = AudioEditStep(FindPitch(), 1, RATE)
    whole = cells(step, [heard], heard.shape[1], heard.shape[1])
    np.testing.assert_array_equal(cells(step, [heard], heard.shape[1], 1 << 14), whole)


NOTES = [(57, 38, 0.7), (60, -41, 0.6), (62, 25, 0.8), (64, -18, 0.7), (69, 45, 0.9), (65, -33, 0.6)]


@pytest.mark.parametrize(("strength", "left"), [(1.0, 0.0), (0.6, 0.4)])
def test_errors_of_a_singer_are_taken_away(strength: float, left: float) -> None:
    """Errors of up to 45 cents, 33 on average, in a voice with some breath."""
    hertz, level = sung(NOTES)
    meant = np.concatenate([np.full(int(s * RATE), 440 * 2 ** ((n - 69) / 12)) for n, _, s in NOTES])
    sound = voice(hertz, breath=0.01) * level
    scale = (0.0, 2.0, 4.0, 5.0, 7.0, 9.0, 11.0)
    out = tuned(sound, Melody(0, sound.size, scale, strength, 0.03))
    before, after = np.abs(cents_of(sound, meant, level)), np.abs(cents_of(out, meant, level))
    assert before.mean() > 25
    assert after.mean() == pytest.approx(left * before.mean(), abs=2.0)
    assert after.max() < left * 45 + 6.0
    assert db(float(out.std() / sound.std())) == pytest.approx(0.0, abs=0.5)


def test_vibrato_stays_when_it_is_faster_than_the_correction_and_goes_when_not() -> None:
    hertz, level = sung([(57, 30, 2.0)], vibrato=25.0)
    sound, meant = voice(hertz) * level, np.full(hertz.size, 220.0)
    slow = cents_of(tuned(sound, Melody(0, sound.size, (9.0,), 1.0, 0.3)), meant, level)
    fast = cents_of(tuned(sound, Melody(0, sound.size, (9.0,), 1.0, 0.0)), meant, level)
    assert abs(slow.mean()) < 6.0 and slow.max() - slow.min() > 28.0
    assert np.abs(fast).max() < 6.0


def test_formants_stay_where_they_were() -> None:
    """Drawn up a whole tone, a voice keeps its spectrum's envelope: the level around each formant, within 2 dB."""
    sound = voice(np.full(2 * RATE, 110.0), breath=0.0)
    out = tuned(sound, Melody(0, sound.size, (11.0,), 1.0, 0.0))
    inside = slice(RATE // 10, -RATE // 10)
    assert np.abs(cents_of(out[inside], np.full(2 * RATE, 123.47), np.ones(9 * RATE // 5))).max() < 3.0
    spectra = [np.abs(np.fft.rfft(each[RATE // 2 : -RATE // 2])) ** 2 for each in (sound, out)]
    for centre, width, _ in FORMANTS:
        low, high = int((centre - 2 * width) * 1.0), int((centre + 2 * width) * 1.0)
        one, other = (spectrum[low:high].sum() for spectrum in spectra)
        assert abs(10 * np.log10(other / one)) < 2.0


def test_what_is_in_tune_or_not_asked_for_is_not_touched() -> None:
    hertz, level = sung([(57, 30, 1.0), (57, 30, 1.0)])
    sound = voice(hertz) * level
    out = tuned(sound, Melody(RATE, 2 * RATE, (9.0,), 1.0, 0.0))
    np.testing.assert_array_equal(out[: RATE - 4800], sound[: RATE - 4800].astype(np.float32))
    assert np.abs(out[RATE + 4800 :] - sound[RATE + 4800 :]).max() > 0.01
    hiss = noise(RATE, 4)
    np.testing.assert_array_equal(tuned(hiss, Melody(0, RATE, (9.0,), 1.0, 0.0)), hiss.astype(np.float32))


def test_a_song_tunes_a_voice_to_its_key_and_to_a_line(tmp_path: Path) -> None:
    """The line is a4, c5, d5, e5 in halves at 120 bpm, sung an octave lower, 70 cents off: nearer to other notes."""
    notes = [(57, 70, 1.0), (60, -70, 1.0), (62, 70, 1.0), (64, -70, 1.0)]
    hertz, level = sung(notes)
    record(tmp_path, "voice.wav", voice(hertz) * level)
    meant = np.concatenate([np.full(RATE, 440 * 2 ** ((note - 69) / 12)) for note, _, _ in notes])
    take = 'takes { track voice { take 1 { file "voice.wav" at verse.1:1 } } }\n'
    tune = "edits {{ track voice {{ tune to {} speed 10ms }} }}\n"
    _, line = evaluated(tmp_path, take + tune.format("line lead"), "edit:voice")
    assert np.abs(cents_of(line[0, : 4 * RATE], meant, level)).mean() < 4.0
    first, key = evaluated(tmp_path, take + tune.format("key"), "edit:voice")
    off = cents_of(key[0, : 4 * RATE], meant, level)
    quarters = np.array_split(off, 4)
    assert [round(float(np.median(part)) / 10) * 10 for part in quarters] == [0, -100, 0, 0]  # c, far flat, is a b
    assert set(ran(first)) == {"edit:voice"}  # the pitch is not tracked again
    _, scale = evaluated(tmp_path, take + tune.format("scale E major"), "edit:voice")
    quarters = np.array_split(cents_of(scale[0, : 4 * RATE], meant, level), 4)
    assert [round(float(np.median(part)) / 10) * 10 for part in quarters] == [0, -100, 100, -100]  # d# for d and e


def test_an_edit_of_a_tuning_runs_only_its_track(tmp_path: Path) -> None:
    hertz, level = sung([(57, 30, 2.0)])
    record(tmp_path, "voice.wav", voice(hertz) * level)
    takes = "".join(f'track {each} {{ take 1 {{ file "voice.wav" at verse.1:1 }} }}; ' for each in ("voice", "double"))
    edits = "edits {{ track voice {{ tune to key strength {}% }}; track double {{ tune to key }} }}\n"
    first, _ = evaluated(tmp_path, f"takes {{ {takes} }}\n" + edits.format(80), "mix")
    again, _ = evaluated(tmp_path, f"takes {{ {takes} }}\n" + edits.format(60), "mix")
    assert {"edit:voice", "edit:double", "edit:voice/1 heard"} <= set(ran(first))
    assert set(ran(again)) == {"edit:voice", "strip:voice", "mix"}
