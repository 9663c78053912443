"""A tour of the built-in instruments: `songc instruments --tour FOLDER`.

It writes `tour.flac`, every preset and kit after one another, and `tour.svg`, a spectrogram of each with its name.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from ...compiler.plan import Instrument, Note
from ...compiler.vocabulary.instruments import KITS, PRESETS, Preset, resolve
from . import render

RATE = 48000
SECONDS = 4.0
_BEATS = (
    ("kick", "x-----x---x-----"),
    ("snare", "----x-------x--x"),
    ("hat", "x-x-x-x-x-x-x---"),
    ("openhat", "--------------x-"),
    ("tom-high", "------------x---"),
    ("crash", "x---------------"),
)
_COLUMNS, _ROWS = 320, 64  # of one picture
_WINDOW = 4096
_FLOOR_DB = -90.0

Sound = NDArray[np.float32]


def write(folder: Path) -> tuple[Path, Path]:
    """Writes the tour and its picture into a folder, which is made where it is missing, and returns their paths."""
    stops = list(tour())
    folder.mkdir(parents=True, exist_ok=True)
    audio, seen = folder / "tour.flac", folder / "tour.svg"
    soundfile.write(audio, np.concatenate([sound.T for _, sound in stops]), RATE, subtype="PCM_24")
    seen.write_text(picture(stops), encoding="utf-8")
    return audio, seen


def tour() -> Iterator[tuple[str, Sound]]:
    """Every preset and kit with SECONDS of its sound."""
    for preset in PRESETS.values():
        yield preset.name, _demo(Instrument("synth", preset.name, _settings("synth", preset.name)), _tune(preset))
    for name in KITS:
        yield name, _demo(Instrument("kit", name, _settings("kit", name)), _beat())


def _settings(kind: str, name: str) -> tuple[tuple[str, float | str], ...]:
    return tuple((setting.name, setting.default) for setting in resolve(kind, name) or ())


def _demo(instrument: Instrument, notes: list[Note]) -> Sound:
    """The notes, their tails faded where the next instrument begins."""
    sound = 0.5 * render(instrument, notes, int(SECONDS * RATE), RATE)  # room for chords
    fade = RATE // 4
    sound[:, -fade:] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
    return sound


def _note(pitch: float, start: float, seconds: float, velocity: float) -> Note:
    return Note(int(start * RATE), int(seconds * RATE), pitch, velocity, int(1000 * start) + int(pitch))


def _tune(preset: Preset) -> list[Note]:
    """A broken chord and the chord itself, in the middle of the range; one long note for an effect."""
    root = (preset.low + preset.high) // 2 - 5
    if "effect" in preset.tags:
        return [_note(root, 0.0, 3.2, 0.9)]
    broken = [_note(root + step, 0.3 * n, 0.28, 0.55 + 0.08 * n) for n, step in enumerate((0, 3, 7, 12, 10))]
    chord = [_note(root + step, 1.6, 1.5, 0.8) for step in (0, 3, 7)]
    return broken + (chord if "bass" not in preset.tags else chord[:1])


def _beat() -> list[Note]:
    notes = [
        Note(
            int(bar * 2 * RATE + n * RATE / 8), RATE // 16, 0.0, 0.9 if n % 4 == 0 else 0.65, 97 * n + bar, piece=piece
        )
        for bar in range(2)
        for piece, steps in _BEATS
        for n, step in enumerate(steps)
        if step == "x" and (piece != "crash" or bar == 0)
    ]
    return sorted(notes, key=lambda note: note.start)


def picture(stops: list[tuple[str, Sound]]) -> str:
    """An SVG of labelled spectrograms, 40 Hz to 20 kHz on a logarithmic scale, -90 to 0 dB."""
    across = 6
    cell_width, cell_height = _COLUMNS // 2 + 12, _ROWS + 22
    width, height = across * cell_width + 12, -(-len(stops) // across) * cell_height + 12
    body = []
    for index, (name, sound) in enumerate(stops):
        x, y = 12 + index % across * cell_width, 12 + index // across * cell_height
        image = base64.b64encode(_png(_spectrogram(sound))).decode()
        body.append(f'<text x="{x}" y="{y + 9}">{name}</text>')
        body.append(
            f'<image x="{x}" y="{y + 13}" width="{_COLUMNS // 2}" height="{_ROWS}" preserveAspectRatio="none" '
            f'href="data:image/png;base64,{image}"/>'
        )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif"'
    return "\n".join(
        [f'{head} font-size="10">', '<rect width="100%" height="100%" fill="white"/>', *body, "</svg>", ""]
    )


def _spectrogram(sound: Sound) -> NDArray[np.uint8]:
    """Brightness (row from the top, column) of a sound's middle."""
    x = np.pad(sound.mean(0), (_WINDOW // 2, _WINDOW))
    starts = np.linspace(0, sound.shape[1] - 1, _COLUMNS).astype(np.int64)
    frames = x[starts[:, None] + np.arange(_WINDOW)] * np.hanning(_WINDOW)
    levels = np.abs(np.fft.rfft(frames, axis=1)) * (4.0 / _WINDOW)
    bins = np.geomspace(40.0, 20000.0, _ROWS + 1) * _WINDOW / RATE
    rows = []
    for low, high in pairwise(bins):
        rows.append(levels[:, int(low) : max(int(low) + 1, int(np.ceil(high)))].max(axis=1))
    db = 20.0 * np.log10(np.maximum(np.array(rows)[::-1], 1e-9))
    return np.asarray(np.clip(255.0 * (1.0 - (db - _FLOOR_DB) / -_FLOOR_DB), 0.0, 255.0), dtype=np.uint8)


def _png(grey: NDArray[np.uint8]) -> bytes:
    """An 8-bit greyscale PNG (RFC 2083)."""
    height, width = grey.shape

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + row.tobytes() for row in grey)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
