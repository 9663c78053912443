"""WAV files (RIFF, and RF64 beyond 4 GB: EBU Tech 3306), streamed from PCM bytes. The same sound and tags give the
same bytes.

Chunks in order: `ds64` when needed, `fmt `, `fact` for float, `bext` when asked (EBU Tech 3285, version 2), `LIST`
INFO, `data`, `id3 ` for the tags that INFO cannot hold."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable
from pathlib import Path

from ...compiler.frozen import dataclass
from .tags import Tags, id3_bytes, info_chunks

VERSION = "1"

_CHANNELS = 2
_PCM, _FLOAT = 1, 3
_FOUR_GB = 1 << 32
_UNKNOWN = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Broadcast:
    """The fields of a `bext` chunk. `date` is yyyy-mm-dd or empty; levels in LUFS, LU and dBTP."""

    description: str = ""
    originator: str = ""
    reference: str = ""
    date: str = ""
    integrated_lufs: float = math.nan
    range_lu: float = math.nan
    true_peak_dbtp: float = math.nan
    momentary_max_lufs: float = math.nan
    short_term_max_lufs: float = math.nan


def write_wav(
    path: Path,
    pcm: Iterable[bytes],
    *,
    rate: int,
    frames: int,
    bits: int,
    tags: Tags = (),
    cover: bytes | None = None,
    broadcast: Broadcast | None = None,
) -> None:
    """Writes a stereo file of 16, 24 or 32 (float) bits. `pcm` is its samples, interleaved, little-endian, in pieces
    of any size.

    Raises ValueError when they are not `frames` long."""
    data_bytes = frames * _CHANNELS * bits // 8
    before, after = around(rate=rate, frames=frames, bits=bits, tags=tags, cover=cover, broadcast=broadcast)
    with path.open("wb") as file:
        file.write(before)
        written = 0
        for piece in pcm:
            file.write(piece)
            written += len(piece)
        if written != data_bytes:
            raise ValueError(f"{written} bytes of samples for a file of {data_bytes}")
        file.write(after)


def around(
    *,
    rate: int,
    frames: int,
    bits: int,
    tags: Tags = (),
    cover: bytes | None = None,
    broadcast: Broadcast | None = None,
) -> tuple[bytes, bytes]:
    """What stands before and after the samples of such a file."""
    data_bytes = frames * _CHANNELS * bits // 8
    head = _format(rate, bits, frames)
    if broadcast is not None:
        head += _chunk(b"bext", _broadcast(broadcast, rate, bits))
    info = b"".join(_chunk(name, text) for name, text in info_chunks(tags))
    if info:
        head += _chunk(b"LIST", b"INFO" + info)
    tail = b"\0" * (data_bytes % 2)
    if tags or cover:
        tail += _chunk(b"id3 ", id3_bytes(tags, cover))
    return _riff(head, data_bytes, len(tail), frames), tail


def _riff(head: bytes, data_bytes: int, tail_bytes: int, frames: int) -> bytes:
    """All that stands before the samples."""
    size = 4 + len(head) + 8 + data_bytes + tail_bytes
    if size + 8 < _FOUR_GB:
        return b"RIFF" + struct.pack("<I", size) + b"WAVE" + head + b"data" + struct.pack("<I", data_bytes)
    sizes = _chunk(b"ds64", struct.pack("<QQQI", size + 36, data_bytes, frames, 0))
    unknown = struct.pack("<I", _UNKNOWN)
    return b"RF64" + unknown + b"WAVE" + sizes + head + b"data" + unknown


def _format(rate: int, bits: int, frames: int) -> bytes:
    align = _CHANNELS * bits // 8
    kind = _FLOAT if bits == 32 else _PCM
    fmt = struct.pack("<HHIIHH", kind, _CHANNELS, rate, rate * align, align, bits)
    if kind == _PCM:
        return _chunk(b"fmt ", fmt)
    return _chunk(b"fmt ", fmt + struct.pack("<H", 0)) + _chunk(b"fact", struct.pack("<I", min(frames, _UNKNOWN)))


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _broadcast(fields: Broadcast, rate: int, bits: int) -> bytes:
    def text(value: str, length: int) -> bytes:
        return value.encode("ascii", "replace")[:length].ljust(length, b"\0")

    def level(value: float) -> int:
        """Hundredths; 7FFF where there is no figure."""
        return round(value * 100.0) if math.isfinite(value) and abs(value) <= 99.99 else 0x7FFF

    history = f"A={'IEEE_FLOAT' if bits == 32 else 'PCM'},F={rate},W={bits},M=stereo\r\n".encode("ascii")
    return (
        text(fields.description, 256)
        + text(fields.originator, 32)
        + text(fields.reference, 32)
        + text(fields.date, 10)
        + text("", 8)
        + struct.pack("<QH", 0, 2)
        + bytes(64)
        + struct.pack(
            "<hhhhh",
            level(fields.integrated_lufs),
            level(fields.range_lu),
            level(fields.true_peak_dbtp),
            level(fields.momentary_max_lufs),
            level(fields.short_term_max_lufs),
        )
        + bytes(180)
        + history
    )
