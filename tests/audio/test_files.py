"""Finished files: what others decode from them, their tags, and their bytes."""

from __future__ import annotations

import resource
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mutagen
import numpy as np
import pytest
import soundfile

from songc.compiler import title
from songc.compiler.vocabulary import delivery
from songc.runtime.audio import tags, wav
from songc.runtime.audio.encode import FORMATS, Release, UnwritableFormat, word_length, write
from songc.runtime.audio.wav import Broadcast, write_wav
from songc.runtime.engine.disk import FULL
from songc.runtime.mastering.dither import quantise, quantised

RATE = 48000
FRAMES = 70_001
TAGS = (
    ("title", "Hafenlichter für Ö"),
    ("artist", "The Examples"),
    ("date", "2026"),
    ("producer", "Nobody"),
    ("isrc", "DEABC2600001"),
    ("mood", "calm"),
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(99)
EXACT = [("wav", 16), ("wav", 24), ("wav", 32), ("flac", 16), ("flac", 24), ("aiff", 16), ("aiff", 24)]
LOSSY = [("mp3", 320), ("mp3", 128), ("vorbis", 192), ("opus", 128)]


def music() -> np.ndarray:
    time = np.arange(FRAMES) / RATE
    sound = sum(0.1 * np.sin(2 * np.pi * hz * time + phase) for hz, phase in ((220, 0), (660, 1), (3300, 2)))
    return np.stack([sound, 0.5 * sound]).astype(np.float32)


def made(path: Path, format: str, number: int, cut: int = 30_000, **more: object) -> Path:
    """A file of that format and word length or bitrate, written in pieces."""
    sound, lossy = music(), not delivery.FORMATS[format].bits
    bits = 32 if lossy else number
    assert word_length(format, number) == bits
    pieces = [
        quantise(sound[:, start : start + cut], bits=bits, seed=5, start=start) for start in range(0, FRAMES, cut)
    ]
    release = Release(format, RATE, FRAMES, **{"bitrate_kbps" if lossy else "bits": number}, **more)  # type: ignore[arg-type]
    write(path, release, iter(pieces))
    return path


@pytest.mark.parametrize(("format", "bits"), EXACT)
def test_decodes_to_the_very_samples(tmp_path: Path, format: str, bits: int) -> None:
    path = made(tmp_path / f"a{FORMATS[format].suffix}", format, bits, tags=TAGS, cover=PNG)
    read, rate = soundfile.read(path, dtype="float64")
    steps = music().T if bits == 32 else quantised(music(), bits=bits, seed=5, start=0) / 2.0 ** (bits - 1)
    assert rate == RATE
    assert np.array_equal(read, steps)


@pytest.mark.parametrize(("format", "kbps"), LOSSY)
def test_lossy_formats_sound_alike_and_are_as_long(tmp_path: Path, format: str, kbps: int) -> None:
    path = made(tmp_path / f"a{FORMATS[format].suffix}", format, kbps)
    read, _ = soundfile.read(path, dtype="float64")
    sound = music().T
    assert read.shape[0] == FRAMES
    middle = slice(5000, -5000)
    error = ((read - sound)[middle] ** 2).sum() / (sound[middle] ** 2).sum()
    assert 10.0 * np.log10(error) < -20.0
    if format == "mp3":
        assert path.stat().st_size * 8 / (FRAMES / RATE) / 1000 == pytest.approx(kbps, rel=0.05)


@pytest.mark.parametrize(("format", "number"), [*EXACT, *LOSSY])
def test_same_sound_same_bytes(tmp_path: Path, format: str, number: int) -> None:
    suffix = FORMATS[format].suffix
    first = made(tmp_path / f"a{suffix}", format, number, tags=TAGS, cover=PNG)
    second = made(tmp_path / f"b{suffix}", format, number, cut=8_191, tags=TAGS, cover=PNG)
    assert first.read_bytes() == second.read_bytes()


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file may grow beyond this size, as on a disk that is nearly full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("part", [0.0, 0.5, 0.99])
@pytest.mark.parametrize(("format", "number"), [*EXACT, *LOSSY])
def test_a_full_disk_is_said_as_the_system_says_it(tmp_path: Path, format: str, number: int, part: float) -> None:
    """It is the system's error whichever library writes, so that the build can name it."""
    suffix = FORMATS[format].suffix
    whole = made(tmp_path / f"a{suffix}", format, number, tags=TAGS).stat().st_size
    with room(int(whole * part)), pytest.raises(OSError, match="large") as said:
        made(tmp_path / f"b{suffix}", format, number, tags=TAGS)
    assert said.value.errno in FULL


@pytest.mark.parametrize(("format", "number"), [("wav", 24), ("flac", 24), ("aiff", 16), *LOSSY])
def test_tags_are_read_by_others(tmp_path: Path, format: str, number: int) -> None:
    found = mutagen.File(made(tmp_path / f"a{FORMATS[format].suffix}", format, number, tags=TAGS, cover=PNG)).tags
    if format in ("flac", "vorbis", "opus"):
        assert [found[name] for name, _ in TAGS] == [[text] for _, text in TAGS]
    else:
        names = {"TIT2": "title", "TPE1": "artist", "TDRC": "date", "TSRC": "isrc", "TXXX:mood": "mood"}
        assert {tag: str(found[name]) for name, tag in names.items()} == {
            tag: text for tag, text in TAGS if tag != "producer"
        }
        assert found["TIPL"].people == [["producer", "Nobody"]]
        assert found["APIC:"].data == PNG


def test_every_tag_of_a_song_has_its_frame() -> None:
    assert set(title.TAGS.values()) <= set(tags.TAGS)


def test_cover_of_a_flac(tmp_path: Path) -> None:
    (picture,) = mutagen.File(made(tmp_path / "a.flac", "flac", 16, cover=PNG)).pictures
    assert (picture.mime, picture.data) == ("image/png", PNG)
    with pytest.raises(ValueError, match="JPEG or PNG"):
        made(tmp_path / "b.flac", "flac", 16, cover=b"GIF89a")


def chunks(path: Path) -> dict[bytes, bytes]:
    data, place, found = path.read_bytes(), 12, {}
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    while place < len(data):
        size = struct.unpack("<I", data[place + 4 : place + 8])[0]
        found[data[place : place + 4]] = data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
    assert place == len(data)
    return found


@pytest.mark.parametrize("bits", [16, 24, 32])
def test_chunks_of_a_wav(tmp_path: Path, bits: int) -> None:
    fields = Broadcast("Hafen", "songc", integrated_lufs=-14.02, true_peak_dbtp=-1.1, range_lu=6.5)
    found = chunks(made(tmp_path / "a.wav", "wav", bits, tags=TAGS, broadcast=fields))
    assert list(found) == [b"fmt ", *([b"fact"] if bits == 32 else []), b"bext", b"LIST", b"data", b"id3 "]
    assert found[b"LIST"].startswith(b"INFOINAM")
    bext = found[b"bext"]
    assert bext[:5] == b"Hafen"
    assert struct.unpack_from("<H", bext, 346) == (2,)
    assert struct.unpack_from("<hhhhh", bext, 412) == (-1402, 650, -110, 0x7FFF, 0x7FFF)
    assert bext[602:].startswith(b"A=IEEE" if bits == 32 else b"A=PCM,F=48000")


def test_an_odd_number_of_bytes_is_padded(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", [bytes(6 * 3)], rate=RATE, frames=3, bits=24, tags=TAGS)
    assert len(chunks(tmp_path / "a.wav")[b"data"]) == 18
    write_wav(tmp_path / "b.wav", [], rate=RATE, frames=0, bits=16)
    assert soundfile.info(tmp_path / "b.wav").frames == 0


def test_beyond_four_gigabytes_it_is_rf64(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The turn is put at 4000 bytes; libsndfile reads the file by its ds64 chunk."""
    monkeypatch.setattr(wav, "_FOUR_GB", 4000)
    pcm = quantise(music()[:, :2000], bits=16, seed=1, start=0)
    write_wav(tmp_path / "a.wav", [pcm], rate=RATE, frames=2000, bits=16, tags=TAGS)
    info = soundfile.info(tmp_path / "a.wav")
    assert (info.format, info.frames) == ("RF64", 2000)
    assert np.array_equal(soundfile.read(tmp_path / "a.wav", dtype="int16")[0].ravel(), np.frombuffer(pcm, "<i2"))
    write_wav(tmp_path / "b.wav", [pcm[:400]], rate=RATE, frames=100, bits=16)
    assert soundfile.info(tmp_path / "b.wav").format == "WAV"


def test_every_format_of_the_vocabulary_is_written() -> None:
    assert list(FORMATS) == list(delivery.FORMATS)


@pytest.mark.parametrize("format", list(FORMATS))
def test_the_wrong_number_of_samples_is_an_error(tmp_path: Path, format: str) -> None:
    release = Release(format, RATE, 100, bits=16, bitrate_kbps=128)
    with pytest.raises(ValueError, match="bytes of samples"):
        write(tmp_path / "a", release, [bytes(40)])


@pytest.mark.parametrize(
    ("release", "reason"),
    [
        (Release("ra", RATE, 1), "there is no format 'ra'; there are wav, flac"),
        (Release("flac", RATE, 1, bits=32), "flac holds 16 or 24 bits, not 32"),
        (Release("mp3", 96000, 1), "mp3 holds 32000 or 44100 or 48000 Hz, not 96000"),
        (Release("mp3", RATE, 1, bitrate_kbps=123), "256 or 320 kbps, not 123"),
    ],
)
def test_what_a_format_cannot_hold(tmp_path: Path, release: Release, reason: str) -> None:
    with pytest.raises(UnwritableFormat, match=reason):
        write(tmp_path / "a", release, [])
    assert not (tmp_path / "a").exists()
