"""Writes small SoundFonts for tests."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np

Generators = Sequence[tuple[int, int]]
RATE = 44100


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) & 1)


def _list(name: bytes, *chunks: bytes) -> bytes:
    return _chunk(b"LIST", name + b"".join(chunks))


def _text(name: str) -> bytes:
    return name.encode()[:20].ljust(20, b"\0")


def write_bank(
    path: Path,
    samples: Sequence[tuple[np.ndarray, int, int, int]],  # type: ignore[type-arg]
    zones: Sequence[Generators],
    preset_zone: Generators = (),
    modulators: Sequence[tuple[int, int, int, int, int]] = (),
    name: str = "Test",
) -> Path:
    """A bank of one program, 0:0. `samples` are (int16 frames, loop start, loop end, root key); each zone ends
    with its sample's generator; `modulators` belong to the first zone."""
    data, headers = b"", b""
    for frames, loop_start, loop_end, root in samples:
        start = len(data) // 2
        data += frames.astype("<i2").tobytes() + b"\0" * 92
        headers += struct.pack(
            "<20sIIIIIBbHH",
            *(_text("s"), start, start + len(frames), start + loop_start, start + loop_end, RATE, root, 0, 0, 1),
        )
    headers += struct.pack("<20sIIIIIBbHH", _text("EOS"), 0, 0, 0, 0, 0, 0, 0, 0, 0)
    bags, generators = b"", b""
    for number, zone in enumerate(zones):
        bags += struct.pack("<HH", len(generators) // 4, len(modulators) if number else 0)
        generators += b"".join(struct.pack("<Hh", *generator) for generator in zone)
    bags += struct.pack("<HH", len(generators) // 4, len(modulators))
    preset = b"".join(struct.pack("<Hh", *generator) for generator in (*preset_zone, (41, 0)))
    mods = b"".join(struct.pack("<HHhHH", *modulator) for modulator in modulators)
    tables = _list(
        b"pdta",
        _chunk(
            b"phdr",
            struct.pack("<20sHHHIII", _text(name), 0, 0, 0, 0, 0, 0)
            + struct.pack("<20sHHHIII", _text("EOP"), 0, 0, 1, 0, 0, 0),
        ),
        _chunk(b"pbag", struct.pack("<HHHH", 0, 0, len(preset) // 4, 0)),
        _chunk(b"pmod", b"\0" * 10),
        _chunk(b"pgen", preset + b"\0" * 4),
        _chunk(b"inst", struct.pack("<20sH", _text("i"), 0) + struct.pack("<20sH", _text("EOI"), len(zones))),
        _chunk(b"ibag", bags),
        _chunk(b"imod", mods + b"\0" * 10),
        _chunk(b"igen", generators + b"\0" * 4),
        _chunk(b"shdr", headers),
    )
    body = b"sfbk" + _list(b"INFO", _chunk(b"ifil", struct.pack("<HH", 2, 4))) + _list(b"sdta", _chunk(b"smpl", data))
    path.write_bytes(_chunk(b"RIFF", body + tables))
    return path


def sine(hertz: float, frames: int, peak: float = 0.5) -> np.ndarray:  # type: ignore[type-arg]
    return np.round(32767.0 * peak * np.sin(2.0 * np.pi * hertz * np.arange(frames) / RATE))
