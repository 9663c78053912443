"""PNG files (ISO/IEC 15948): eight-bit grey, palette or RGB pixels, deflated."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _RGB, _PALETTE = 0, 2, 3

Colour = tuple[int, int, int]


def png(pixels: NDArray[np.uint8], palette: Sequence[Colour] | None = None) -> bytes:
    """The file of `pixels`: (rows, columns) of greys or of indices into a palette of up to 256 colours, or (rows,
    columns, 3) of red, green and blue."""
    kind = _RGB if pixels.ndim == 3 else _GREY if palette is None else _PALETTE
    rows, columns = pixels.shape[:2]
    flat = np.ascontiguousarray(pixels).reshape(rows, -1)
    raw = np.hstack([np.zeros((rows, 1), np.uint8), flat]).tobytes()  # each row begins with its filter: none
    chunks = [_chunk(b"IHDR", struct.pack(">IIBBBBB", columns, rows, 8, kind, 0, 0, 0))]
    if palette is not None:
        chunks.append(_chunk(b"PLTE", bytes(value for colour in palette for value in colour)))
    return _SIGNATURE + b"".join([*chunks, _chunk(b"IDAT", zlib.compress(raw, 9)), _chunk(b"IEND", b"")])


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def ramp(anchors: Sequence[Colour], steps: int) -> list[Colour]:
    """Colours in even steps through the anchors."""
    places = np.linspace(0, len(anchors) - 1, steps)
    columns = [np.interp(places, range(len(anchors)), [anchor[channel] for anchor in anchors]) for channel in range(3)]
    return [(round(r), round(g), round(b)) for r, g, b in zip(*columns, strict=True)]
