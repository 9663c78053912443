"""Albums: songs in order with gaps, exact places in the cue sheet, loudness relations, and mistakes in words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pyebur128
import pytest
import soundfile
from numpy.typing import NDArray

from songc.runtime.album.order import read_order
from songc.runtime.album.tracks import gather
from songc.runtime.album.write import cue_sheet, write_album
from songc.runtime.project import UsageError

RATE = 48_000
LEVELS = {"one": -20.0, "two": -14.0}


def finished(folder: Path, name: str, level_db: float, seconds: float, subtype: str = "PCM_24") -> NDArray[np.float64]:
    """A song as a build leaves it, its sound a tone."""
    (folder / f"{name}.song").write_text(f'song "{name}" {{ }}')
    output = folder / "build" / name
    output.mkdir(parents=True)
    time = np.arange(round(seconds * RATE)) / RATE
    sound = np.repeat(10 ** (level_db / 20) * np.sin(2 * np.pi * 997 * time)[:, None], 2, axis=1)
    soundfile.write(output / f"{name}.wav", sound, RATE, subtype)
    report = {
        "tags": {"title": name.title(), "artist": "Tests", "isrc": "QZ-ES7-26-00001"},
        "sample_rate": RATE,
        "master": {"integrated_lufs": level_db, "true_peak_dbtp": level_db},
        "deliverables": [{"path": f"{name}.wav", "format": "wav", "sha256": f"{name} {level_db}"}],
    }
    (output / "report.json").write_text(json.dumps(report))
    return soundfile.read(output / f"{name}.wav")[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, level in LEVELS.items():
        finished(tmp_path, name, level, 5.0037)
    return tmp_path


def made(folder: Path, toml: str) -> tuple[NDArray[np.float64], str, dict[str, object]]:
    (folder / "songc.toml").write_text(toml)
    out = folder / "build" / "album"
    write_album(gather(read_order(folder)), out, "album")
    return (
        soundfile.read(out / "album.wav")[0],
        (out / "album.cue").read_text(),
        json.loads((out / "report.json").read_text()),
    )


def lufs(sound: NDArray[np.float64]) -> float:
    state = pyebur128.R128State(2, RATE, pyebur128.MeasurementMode.MODE_I)
    state.add_frames(sound.astype(np.float32).flatten(), sound.shape[0])
    return float(pyebur128.get_loudness_global(state))


def test_as_mastered_each_song_is_its_file_to_the_sample(folder: Path) -> None:
    sound, cue, report = made(folder, "[album]\ngap = 1.5\n")
    starts = [round(track["start_seconds"] * RATE) for track in report["tracks"]]  # type: ignore[attr-defined]
    assert starts[0] == 0 and starts[1] >= 5.0037 * RATE + 1.5 * RATE
    for start, name in zip(starts, LEVELS, strict=True):
        alone = soundfile.read(folder / "build" / name / f"{name}.wav")[0]
        np.testing.assert_array_equal(sound[start : start + alone.shape[0]], alone)
    assert not sound[round(5.0037 * RATE) : starts[1]].any()
    minutes, seconds, parts = map(int, re.findall(r"INDEX 01 (\d+):(\d+):(\d+)", cue)[1])
    assert ((minutes * 60 + seconds) * 75 + parts) * RATE == starts[1] * 75
    assert 'TITLE "Two"' in cue and "ISRC QZES72600001" in cue and cue.startswith('PERFORMER "Tests"')


def test_the_loudest_song_is_as_loud_as_asked_and_the_others_keep_their_distance(folder: Path) -> None:
    toml = '[album]\nloudness = -9.0\nsongs = ["one.song", { song = "two.song", gap = 0.0, gain = -2.0 }]\n'
    sound, _, report = made(folder, toml)
    first, second = report["tracks"]  # type: ignore[misc]
    at = round(second["start_seconds"] * RATE)
    one, two = sound[: round(5.0037 * RATE)], sound[at:]
    assert lufs(two) == pytest.approx(-9.0, abs=0.1)
    assert lufs(two) - lufs(one) == pytest.approx(4.0, abs=0.1)
    assert (first["gain_db"], second["gain_db"]) == (7.0, 5.0)


def test_what_passes_the_ceiling_is_held_under_it(folder: Path) -> None:
    sound, _, _ = made(folder, "[album]\nloudness = -5.0\nceiling = -8.0\n")
    assert 20 * np.log10(np.abs(sound).max()) <= -7.99


def test_a_second_time_nothing_is_written_until_a_song_changes(folder: Path) -> None:
    made(folder, "")
    album = gather(read_order(folder))
    assert [new for *_, new in write_album(album, folder / "build" / "album", "album")] == [False] * 3
    report = folder / "build" / "one" / "report.json"
    report.write_text(report.read_text().replace("one -20.0", "other"))
    album = gather(read_order(folder))
    assert write_album(album, folder / "build" / "album", "album")[0][3]


def test_float_files_are_dithered_and_quotes_cannot_break_the_sheet(tmp_path: Path) -> None:
    sound = finished(tmp_path, "float", -30.0, 1.0, "FLOAT")
    written, _, _ = made(tmp_path, "[album]\ntitle = 'A \"B\"'\n")
    assert 0 < np.abs(written - sound).max() < 3 / 2**23
    assert "TITLE \"A 'B'\"" in cue_sheet(gather(read_order(tmp_path)), "a.wav")


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("[album]\nsong = 3", "does not know `song`"),
        ("[album]\nsongs = []", "no songs"),
        ('[album]\nsongs = ["three.song"]', "not there"),
        ('[album]\nsongs = ["../other.song"]', "no song of this folder"),
        ("[album]\nsongs = [4]", "a song of the album is a name"),
        ("[album]\ngap = -1", "lies between 0 and 60"),
        ('[album]\nloudness = "loud"', "takes a number"),
        ("album = 3", "is a table"),
        ("[album", "cannot be read"),
    ],
)
def test_mistakes_are_told_in_a_sentence(folder: Path, toml: str, reason: str) -> None:
    (folder / "songc.toml").write_text(toml)
    with pytest.raises(UsageError, match=re.escape(reason)):
        read_order(folder)


def test_a_song_without_a_lossless_file_or_at_another_rate_is_told(folder: Path) -> None:
    report = folder / "build" / "two" / "report.json"
    kept = report.read_text()
    report.write_text(kept.replace('"format": "wav"', '"format": "mp3"'))
    with pytest.raises(UsageError, match="no lossless file"):
        gather(read_order(folder))
    soundfile.write(folder / "build" / "two" / "two.wav", np.zeros((100, 2)), 44_100)
    report.write_text(kept.replace("48000", "44100"))
    with pytest.raises(UsageError, match="44100 Hz"):
        gather(read_order(folder))
