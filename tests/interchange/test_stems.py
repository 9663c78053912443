"""Folders of recordings as projects: tracks, takes, strips; the mix is the recordings' sum."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from songc.compiler import compile_song
from songc.compiler.files import AudioInfo, MemoryFiles
from songc.compiler.theory import Meter
from songc.runtime.interchange.stems import Recorded, read_folder, song_of
from songc.runtime.main import main

RATE = 44_100


def tone(hertz: float, channels: int = 1) -> np.ndarray:
    time = np.arange(RATE * 3) / RATE
    sound = 0.1 * np.sin(2 * np.pi * hertz * time)
    return np.stack([sound, 0.5 * sound], axis=1) if channels == 2 else sound


@pytest.fixture
def session(tmp_path: Path) -> Path:
    folder = tmp_path / "My Session"
    folder.mkdir()
    for name, sound in {
        "01 Sess - Kick.wav": tone(60),
        "02 Sess - Bass.flac": tone(90, 2),
        "3 Sess - OH_L.wav": tone(300),
        "04 Sess - OH_R.wav": tone(400),
        "10 Sess - Mix.wav": tone(500),
        "11 Sess - Room L.wav": tone(600),
    }.items():
        soundfile.write(folder / name, sound, RATE, subtype="PCM_24")
    soundfile.write(folder / "surround.wav", np.zeros((100, 6)), RATE)
    (folder / "broken.wav").write_bytes(b"no sound")
    (folder / "notes.txt").write_text("take 3 was best")
    return folder


def test_names_come_from_the_files(session: Path) -> None:
    tracks, left_out = read_folder(session)
    assert [track.track for track in tracks] == ["kick", "bass", "oh-l", "oh-r", "mix-track", "room-l"]
    assert [track.side for track in tracks] == ["", "", "l", "r", "", ""]
    assert {each.file for each in left_out} == {"broken.wav", "surround.wav"}


def test_it_builds_at_once_and_the_mix_is_the_sum(session: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import-stems", str(session), "--tempo", "90", "--meter", "3/4", "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["tracks"][0] == "kick" and told.err.count("left out") == 2
    song = session / "my-session.song"
    text = song.read_text("utf-8")
    assert "tempo 90 bpm" in text and "meter 3/4" in text and "section all 2 bars" in text  # 3 s are 1.5 bars
    assert (session / "songc.toml").read_text() == "sample-rate = 44100\n"
    assert main(["build", str(song), "--only", "mix", "-q"]) == 0
    mix, rate = soundfile.read(session / "build" / "my-session" / "only" / "mix.wav", frames=RATE * 3)
    assert rate == RATE
    centre = tone(60) + tone(500) + tone(600)
    expected = np.stack([centre + tone(300), centre + tone(400)], axis=1) + tone(90, 2)
    inside = slice(RATE // 100, -RATE // 100)  # a take begins and ends in a short ramp
    assert np.abs(mix - expected)[inside].max() < 0.1 * 0.0001 + 2**-22  # pairs are within 0.001 dB


def test_with_an_output_the_project_has_copies(session: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(path.name for path in session.iterdir())
    made = session.parent / "night drive"
    assert main(["import-stems", str(session), "-o", str(made)]) == 0
    assert sorted(path.name for path in session.iterdir()) == before
    assert 'song "Night Drive"' in (made / "night-drive.song").read_text("utf-8")
    assert (made / "takes" / "01 Sess - Kick.wav").read_bytes() == (session / "01 Sess - Kick.wav").read_bytes()
    assert main(["check", str(made)]) == 0
    capsys.readouterr()
    assert main(["import-stems", str(session), "-o", str(made)]) == 2
    assert "name a new folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--meter", "4/5"], "is no meter"),
        (["--tempo", "4"], "20 to 400 bpm"),
        ([], "holds no audio that can be a track"),
    ],
)
def test_it_refuses_in_one_line(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import-stems", str(tmp_path), *words]) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1


def test_an_hour_of_concert_is_one_song() -> None:
    tracks = [Recorded("main.wav", "main", 3600.0, 48_000)]
    text = song_of(tracks, 'A "live" night', tempo=240, meter=Meter(3, 4))
    info = AudioInfo(48_000, 2, 48_000 * 3600, "0" * 64)
    found = compile_song("a.song", files=MemoryFiles({"a.song": text}, {"main.wav": info}))
    assert [each.message for each in found.diagnostics] == []
    assert found.song is not None and found.song.title.title == 'A "live" night'
    assert found.song.timeline.bars >= 4800
