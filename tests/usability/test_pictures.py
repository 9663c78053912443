"""Pictures: well-formed, showing what they say they show, in light and dark."""

from __future__ import annotations

import json
import struct
import xml.etree.ElementTree as ET
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from songc.compiler import compile_song
from songc.runtime.events import SignalDone
from songc.runtime.pictures.graph import graph_svg
from songc.runtime.pictures.loudness import loudness_svg
from songc.runtime.pictures.png import png
from songc.runtime.pictures.score import score_svg
from songc.runtime.pictures.sound import Sound
from songc.runtime.pictures.spectrogram import HEIGHT, HIGHEST_HZ, LOWEST_HZ, spectrogram_png, spectrogram_svg
from songc.runtime.pictures.waveform import waveform_png, waveform_svg
from songc.runtime.templates import FOLDER

from .conftest import Run

SVG = "{http://www.w3.org/2000/svg}"
RATE = 48_000


def tone(hz: float, level: float, seconds: float) -> NDArray[np.float32]:
    wave = level * np.sin(2 * np.pi * hz * np.arange(int(seconds * RATE)) / RATE)
    return np.stack([wave, wave]).astype(np.float32)


@pytest.fixture(scope="module")
def sound() -> Sound:
    """Five seconds of 1 kHz at -20 dBFS, then five of silence."""
    samples = np.concatenate([tone(1000, 0.1, 5), np.zeros((2, 5 * RATE), np.float32)], axis=1)
    figures = {"asked_loudness_lufs": -14.0, "true_peak_dbtp": -20.0}
    return Sound("Tone & <Silence>", RATE, samples, [("verse.1", 0, 5), ("coda.1", 5, 10)], figures)


def words(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def pixels(data: bytes) -> NDArray[np.uint8]:
    """The indices of a palette PNG, its checksums held against its data."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, found = 8, dict[bytes, bytes]()
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length)[0] == zlib.crc32(name + body)
        found[name] = body
        at += 12 + length
    columns, rows = struct.unpack_from(">II", found[b"IHDR"])
    raw = np.frombuffer(zlib.decompress(found[b"IDAT"]), np.uint8).reshape(rows, -1)
    assert not raw[:, 0].any()
    return raw[:, 1:].reshape(rows, columns, -1)[:, :, 0]


@pytest.mark.parametrize("draw", [waveform_svg, spectrogram_svg, loudness_svg])
def test_pictures_of_sound_name_song_sections_and_time(draw: object, sound: Sound) -> None:
    svg = draw(sound)  # type: ignore[operator]
    found = words(svg)
    assert found[0] == "Tone & <Silence>"
    assert {"verse.1", "coda.1", "0:00", "0:05"} <= set(found)
    assert "prefers-color-scheme: dark" in svg


def test_loudness_shows_the_integrated_figure_and_the_target(sound: Sound) -> None:
    svg = loudness_svg(sound)
    # 1 kHz in both channels reads its peak level, less what the blocks lose that reach into the silence
    assert any("integrated -20.1 LUFS" in text for text in words(svg))
    assert "target -14" in words(svg)
    assert 'class="target"' in svg


def test_the_waveform_is_as_tall_as_the_sound_is_loud(sound: Sound) -> None:
    picture = pixels(waveform_png(sound, width=100, height=200))
    tall = (picture > 0).sum(axis=0)
    assert abs(int(tall[20]) - 20) <= 2  # a tenth of full scale, up and down
    assert int(tall[80]) <= 2


def test_the_spectrogram_is_brightest_at_the_tone(sound: Sound) -> None:
    picture = pixels(spectrogram_png(sound, width=50))
    row = int(np.argmax(picture[:, 12]))
    share = 1 - row / (HEIGHT - 1)
    assert LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** share == pytest.approx(1000, rel=0.02)
    assert not picture[:, 40].any()


def test_png_in_colour_keeps_every_pixel() -> None:
    wanted = np.arange(5 * 3 * 3, dtype=np.uint8).reshape(5, 3, 3)
    data = png(wanted)
    start = data.index(b"IDAT") + 4
    raw = np.frombuffer(zlib.decompress(data[start:]), np.uint8).reshape(5, 10)
    assert (raw[:, 1:].reshape(5, 3, 3) == wanted).all()


def test_the_score_shows_every_note_track_chord_and_word() -> None:
    compiled = compile_song(FOLDER / "song" / "song.song")
    assert compiled.song is not None and compiled.score is not None
    svg = score_svg(compiled.song, compiled.score, compiled.sources)
    found = set(words(svg))
    assert {"verse.1", "chorus.2", "drums", "guitar", "kick", "Em7", "Morning finds the harbour,"} <= found
    notes = sum(len(part.notes) for part in compiled.score.tracks)
    drawn = [e for e in ET.fromstring(svg).iter(f"{SVG}rect") if "hue-" in (e.get("class") or "")]
    assert len(drawn) == notes


def test_no_chord_and_no_word_gives_way_to_another() -> None:
    """Where labels would stand in each other's way they stand below each other."""
    compiled = compile_song(FOLDER / "song" / "song.song")
    assert compiled.song is not None and compiled.score is not None
    svg = score_svg(compiled.song, compiled.score, compiled.sources)
    labels = [(e.text or "", float(e.get("x", 0)), float(e.get("y", 0))) for e in ET.fromstring(svg).iter(f"{SVG}text")]
    said = [each[0] for each in labels]
    chords = ["G", "Em7", "Cadd9", "D", "G", "Em7", "Cadd9", "D", "G", "C", "D", "Bm7", "Em", "C", "D", "Am7", "D", "G"]
    assert {chord: said.count(chord) for chord in chords} == {chord: 2 * chords.count(chord) for chord in chords}
    sung = "Morning finds the harbour, and ships begin to sail away; all I carry with me is a song for a longer day."
    phrases = [text for text in said if len(text) > 20 and text in sung]
    assert " ".join(phrases) == sung
    rows: dict[float, list[tuple[float, str]]] = {}
    for text, x, y in labels:
        if text in chords or text in phrases:
            rows.setdefault(y, []).append((x, text))
    assert len(rows) == 4
    for row in rows.values():
        for (x, text), (after, _) in pairwise(sorted(row)):
            assert x + 5.5 * len(text) <= after, (text, x, after)


def test_the_graph_marks_what_was_built() -> None:
    compiled = compile_song(FOLDER / "song" / "song.song")
    assert compiled.plan is not None
    done = {
        "strip:bass": SignalDone("strip:bass", "mix", 9, 4, 5, "", 0.1),
        "mix": SignalDone("mix", "mix", 9, 0, 9, "", 0),
    }
    svg = graph_svg("First Light", compiled.plan.signals, done)
    found = words(svg)
    assert "4 of 9 built" in found and "from the store" in found and "takes" in found
    boxes = [e for e in ET.fromstring(svg).iter(f"{SVG}rect") if "made" in (e.get("class") or "")]
    assert len(boxes) == 2  # the strip, and the legend's
    assert "not built yet" in words(graph_svg("First Light", compiled.plan.signals, {}))


def test_plot_on_the_command_line(songc: Run, tmp_path: Path) -> None:
    songc("new", "tune")
    done = songc("plot", "tune", "--json")
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout)
    assert written["event"] == "picture" and Path(written["path"]).read_text("utf-8").startswith("<svg")
    assert songc("plot", "tune", "-o", "score.png").returncode == 2
    assert songc("plot", "tune", "-o", "score.pdf").returncode == 2
