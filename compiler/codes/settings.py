"""Mistakes in settings and units (E04, W04)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = (
    Code(
        "E0401",
        "an unknown unit",
        "A unit is part of a value and is spelled in one way: dB, LUFS, dBTP, LU, Hz, kHz, ms, s, m, bpm, %, cents, "
        "st, "
        "dB/oct, bars, beats, bit, kbps; note values are `1/16`, ratios `3:1`.",
        "mix {\n  track bass { highpass 35hertz }\n}",
        "mix {\n  track bass { highpass 35Hz }\n}",
    ),
    Code(
        "E0402",
        "a fraction that says nothing",
        "A note value as `1/16` and a ratio as `3:1` have no unit, and nothing can be divided by 0.",
        "edits {\n  track drums { quantize 1/0 }\n}",
        "edits {\n  track drums { quantize 1/16 }\n}",
    ),
)
