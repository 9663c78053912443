"""The tour of all instruments."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import soundfile

from songc.compiler.vocabulary.instruments import KITS, PRESETS
from songc.runtime.instruments import tour
from songc.runtime.main import main


def test_every_instrument_is_heard_in_the_tour() -> None:
    stops = dict(tour.tour())
    assert list(stops) == [*PRESETS, *KITS]
    for name, sound in stops.items():
        assert sound.shape == (2, int(tour.SECONDS * tour.RATE)), name
        assert 0.02 < np.abs(sound).max() < 1.0, name


def test_the_command_writes_one_file_and_one_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tour, "PRESETS", {"pluck": PRESETS["pluck"]})
    monkeypatch.setattr(tour, "KITS", {"808": KITS["808"]})
    folder = tmp_path / "new" / "tour"
    assert main(["instruments", "--tour", str(folder)]) == 0
    assert soundfile.info(folder / "tour.flac").frames == int(2 * tour.SECONDS * tour.RATE)
    svg = (folder / "tour.svg").read_text()
    assert ">pluck</text>" in svg
    assert ">808</text>" in svg
    pictures = re.findall(r"base64,([^\"]+)", svg)
    assert len(pictures) == 2


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tour, "PRESETS", {})
    monkeypatch.setattr(tour, "KITS", {"808": KITS["808"]})
    (tmp_path / "file").write_text("")
    assert main(["instruments", "--tour", str(tmp_path / "file")]) == 4
    assert "cannot be written" in capsys.readouterr().err


def test_the_picture_shows_where_the_sound_is() -> None:
    t = np.arange(tour.RATE) / tour.RATE
    tone = np.tile(np.sin(2.0 * np.pi * 900.0 * t), (2, 1)).astype(np.float32)
    svg = tour.picture([("tone", tone)])
    found = re.search(r"base64,([^\"]+)", svg)
    assert found
    grey = decoded(base64.b64decode(found.group(1)))
    row = int(np.argmin(grey[:, grey.shape[1] // 2]))
    expected = (1.0 - np.log(900.0 / 40.0) / np.log(20000.0 / 40.0)) * grey.shape[0]
    assert abs(row - expected) <= 2


def decoded(png: bytes) -> np.ndarray:  # type: ignore[type-arg]
    """An 8-bit grey PNG whose lines are not filtered; each chunk's checksum is verified."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", png, at + 8 + size)[0] == zlib.crc32(kind + data)
        chunks[kind] = data
        at += 12 + size
    width, height, depth, colour = struct.unpack_from(">IIBB", chunks[b"IHDR"])
    assert (depth, colour) == (8, 0)
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), dtype=np.uint8).reshape(height, width + 1)
    assert not lines[:, 0].any()
    return lines[:, 1:]
