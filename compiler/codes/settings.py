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
    Code(
        "E0403",
        "a value is missing",
        "The statement needs a value that is not there.",
        "mix {\n  track bass { gain }\n}",
        "mix {\n  track bass { gain -4dB }\n}",
    ),
    Code(
        "E0404",
        "a value of another kind",
        "A unit is a type: levels are in dB, frequencies in Hz, times in ms or s, proportions in %. A number "
        "without its unit says nothing.",
        "mix {\n  track bass { gain -4 }\n}",
        "mix {\n  track bass { gain -4dB }\n}",
    ),
    Code(
        "E0405",
        "a value out of range",
        "Each setting has a range in which it makes sense; the message names it.",
        "mix {\n  track bass { highpass 2Hz }\n}",
        "mix {\n  track bass { highpass 20Hz }\n}",
    ),
    Code(
        "E0406",
        "a value that the statement has no use for",
        "There is one value too many, or one that could be several settings and needs its setting's name before it.",
        "mix {\n  track bass { compressor -20dB }\n}",
        "mix {\n  track bass { compressor threshold -20dB }\n}",
    ),
    Code(
        "E0407",
        "a setting that there is not",
        "Effects and instruments have the settings that `songc effects NAME` and `songc instruments NAME` list.",
        "mix {\n  track bass { compressor thresold -20dB }\n}",
        "mix {\n  track bass { compressor threshold -20dB }\n}",
    ),
    Code(
        "E0408",
        "a choice that there is not",
        "This setting is one of a few words; the message names them.",
        "mix {\n  track bass { shelf hihg 10kHz +2dB }\n  automate bass.gain { verse.1 -3dB curve bendy }\n}",
        "mix {\n  track bass { shelf high 10kHz +2dB }\n  automate bass.gain { verse.1 -3dB curve smooth }\n}",
    ),
    Code(
        "E0409",
        "a block is missing",
        "What this statement says stands in a block in braces after it.",
        "mix {\n  track bass\n}",
        "mix {\n  track bass { gain -4dB }\n}",
    ),
    Code(
        "E0410",
        "a block where none is taken",
        "This statement says all it has to say on its line.",
        "mix {\n  track bass { gain -4dB { } }\n}",
        "mix {\n  track bass { gain -4dB }\n}",
    ),
    Code(
        "E0411",
        "a setting given twice",
        "Each setting of an effect or an instrument has one value.",
        "mix {\n  track bass { bell 250Hz -3dB -4dB }\n}",
        "mix {\n  track bass { bell 250Hz -4dB }\n}",
    ),
    Code(
        "E0412",
        "a song of a later edition",
        "A header may say in which edition of the language its song is written, `edition 1`. One that is newer than "
        "what this songc reads may hold what it cannot understand.",
        'song "Tides" {\n  edition 2\n}',
        'song "Tides" {\n  edition 1\n}',
    ),
)
