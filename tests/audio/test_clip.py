"""Recordings: what a file holds, and stretches of it at the song's rate."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from songc.runtime.audio.clip import read_clip
from songc.runtime.audio.probe import Probe, UnreadableAudio, probe

FRAMES = 60_000
RATE = 44100


def noise(channels: int = 2, frames: int = FRAMES) -> np.ndarray:
    return (np.random.default_rng(1).standard_normal((frames, channels)) * 0.1).astype(np.float32)


def written(path: Path, sound: np.ndarray, rate: int = RATE, **encoding: str) -> Path:
    soundfile.write(path, sound, rate, **encoding)
    return path


FILES = [
    ("a.wav", {"subtype": "PCM_16"}),
    ("a.wav", {"subtype": "PCM_24"}),
    ("a.wav", {"subtype": "FLOAT"}),
    ("a.aiff", {}),
    ("a.au", {}),
    ("a.caf", {"subtype": "PCM_24"}),
    ("a.w64", {"subtype": "DOUBLE"}),
    ("a.flac", {}),
    ("a.mp3", {}),
    ("a.ogg", {"subtype": "VORBIS"}),
]


@pytest.mark.parametrize(("name", "encoding"), FILES)
def test_a_stretch_has_the_bits_of_the_whole(tmp_path: Path, name: str, encoding: dict[str, str]) -> None:
    path = written(tmp_path / name, noise(), **encoding)
    frames = FRAMES * 480 // 441
    whole = read_clip(path, rate=48000, first=0, frames=frames)
    for first, count in ((0, 50), (frames // 2, 4000), (frames - 700, 700)):
        assert np.array_equal(read_clip(path, rate=48000, first=first, frames=count), whole[:, first : first + count])
    assert 0.09 < whole.std() < 0.11


@pytest.mark.parametrize(("name", "encoding"), FILES)
def test_at_its_own_rate_it_is_the_file(tmp_path: Path, name: str, encoding: dict[str, str]) -> None:
    path = written(tmp_path / name, noise(), **encoding)
    expected = soundfile.read(path, dtype="float32", always_2d=True)[0].T
    clip = read_clip(path, rate=RATE, first=0, frames=30_000, offset_seconds=0.1)
    assert np.array_equal(clip, expected[:, 4410:34_410])


def test_a_mono_file_sounds_alike_on_both_sides(tmp_path: Path) -> None:
    sound = noise(1)
    clip = read_clip(written(tmp_path / "a.wav", sound, subtype="FLOAT"), rate=RATE, first=10, frames=500)
    assert np.array_equal(clip, np.tile(sound[10:510, 0], (2, 1)))


def test_outside_the_file_is_silence(tmp_path: Path) -> None:
    sound = noise()
    path = written(tmp_path / "a.wav", sound, subtype="FLOAT")
    before = read_clip(path, rate=RATE, first=0, frames=200, offset_seconds=-100 / RATE)
    assert not before[:, :100].any()
    assert np.array_equal(before[:, 100:], sound[:100].T)
    after = read_clip(path, rate=RATE, first=FRAMES - 100, frames=200)
    assert np.array_equal(after[:, :100], sound[-100:].T)
    assert not after[:, 100:].any()
    assert not read_clip(path, rate=48000, first=10 * FRAMES, frames=200).any()


def test_probe(tmp_path: Path) -> None:
    assert probe(written(tmp_path / "a.wav", noise(1), rate=96000)) == Probe(96000, 1, FRAMES, True)
    assert probe(written(tmp_path / "a.mp3", noise())) == Probe(RATE, 2, FRAMES, False)


def test_files_that_are_no_audio(tmp_path: Path) -> None:
    (tmp_path / "song.wav").write_text("not a sound")
    (tmp_path / "empty.wav").touch()
    written(tmp_path / "none.wav", noise(frames=0))
    for name, reason in (
        ("missing.wav", "there is no file missing.wav"),
        ("song.wav", "song.wav cannot be read as audio"),
        ("empty.wav", "empty.wav cannot be read as audio"),
        ("none.wav", "none.wav holds no audio"),
        (".", "there is no file"),
    ):
        with pytest.raises(UnreadableAudio, match=reason):
            probe(tmp_path / name)


def test_a_flac_that_was_cut_short(tmp_path: Path) -> None:
    path = written(tmp_path / "a.flac", noise())
    path.write_bytes(path.read_bytes()[:40_000])
    with pytest.raises(UnreadableAudio, match=r"a\.flac"):
        probe(path)


def test_a_clip_of_what_it_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(UnreadableAudio, match="has 6 channels"):
        read_clip(written(tmp_path / "a.wav", noise(6)), rate=RATE, first=0, frames=10)
    broken = noise()
    broken[5, 0] = np.nan
    with pytest.raises(UnreadableAudio, match="not numbers"):
        read_clip(written(tmp_path / "b.wav", broken, subtype="FLOAT"), rate=RATE, first=0, frames=10)


def test_a_file_that_was_replaced_is_read_again(tmp_path: Path) -> None:
    path = written(tmp_path / "a.mp3", noise())
    before = read_clip(path, rate=RATE, first=0, frames=1000)
    written(path, noise()[::-1][:50_000])
    assert not np.array_equal(read_clip(path, rate=RATE, first=0, frames=1000), before)
