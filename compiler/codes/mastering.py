"""Mistakes in mastering and expectations (E07, W07)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = (
    Code(
        "E0701",
        "a platform whose loudness is not known",
        "Write the loudness as a figure in LUFS, as `off`, or as one of the platforms in the table.",
        "master {\n  loudness spotfy\n}",
        "master {\n  loudness spotify\n}",
    ),
    Code(
        "E0702",
        "a master that listens to a track",
        "An effect on the master hears the finished mix only. Sidechains belong into the mix.",
        "master {\n  compressor key drums\n}",
        "mix {\n  compressor key drums\n}",
    ),
    Code(
        "E0703",
        "a file format that there is not",
        "Files can be delivered as WAV, FLAC, AIFF, MP3, Vorbis and Opus.",
        "master {\n  export wave\n}",
        "master {\n  export wav\n}",
    ),
    Code(
        "E0704",
        "a size that the format does not have",
        "Each format has its own word lengths, bit rates and sample rates.",
        "master {\n  export flac 32bit\n}",
        "master {\n  export flac 24bit\n}",
    ),
    Code(
        "E0705",
        "an option that the file cannot have",
        "`shaped` moves the noise of dither to where the ear hears least, at 16 and 24 bits and rates of 44.1 and 48 "
        "kHz. `broadcast` adds the `bext` chunk that only WAV files have.",
        "master {\n  export flac broadcast\n}",
        "master {\n  export wav 24bit broadcast\n}",
    ),
    Code(
        "E0711",
        "an expectation that says nothing",
        "An expectation names a measure and a bound: `loudness -14 LUFS within 0.5`, `true-peak below -1 "
        "dBTP`, `length between 1m and 3m`, `lead above drums by 2 dB in chorus`.",
        "expect {\n  length about 2m\n}",
        "expect {\n  length between 1m and 3m\n}",
    ),
    Code(
        "E0712",
        "an expectation that nothing meets",
        "The lower bound lies above the upper one.",
        "expect {\n  length between 3m and 1m\n}",
        "expect {\n  length between 1m and 3m\n}",
    ),
    Code(
        "W0701",
        "a file exported twice",
        "Two exports ask for the same file.",
        "master {\n  export flac\n  export flac\n}",
        "master {\n  export flac\n  export wav\n}",
    ),
    Code(
        "W0702",
        "a loudness that cannot be reached",
        "The record was finished as near to the loudness as it gets. A limiter gives only so much at a ceiling before "
        "everything is at the ceiling, and silence has no loudness at all.",
    ),
)
