"""Mistakes in the text and its grammar (E01, W01)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = (
    Code(
        "E0101",
        "a block is never closed",
        "Every `{` needs a `}`. The place shown is where the block was opened. Which one it is, is told from how the "
        "lines are indented.",
        "mix {\n  track bass {\n    gain -4dB\n}",
        "mix {\n  track bass {\n    gain -4dB\n  }\n}",
    ),
    Code(
        "E0102",
        "a brace closes nothing",
        "There are more `}` than `{`. Remove the one shown, or open the block that it was to close.",
        "mix {\n  track bass { gain -4dB }\n  }\n}",
        "mix {\n  track bass { gain -4dB }\n}",
    ),
    Code(
        "E0103",
        "a text in quotes does not end",
        "A text stands between two double quotes on one line. For a quote inside it write a backslash before the "
        "quote.",
        'song "Harbour Lights {\n  year 2026\n}',
        'song "Harbour Lights" {\n  year 2026\n}',
    ),
    Code(
        "E0104",
        "a block stands apart from its name",
        "The brace that opens a block stands on the line of the statement that it belongs to.",
        "mix\n{\n  track bass { gain -4dB }\n}",
        "mix {\n  track bass { gain -4dB }\n}",
    ),
    Code(
        "E0105",
        "a statement at the file's own level is not complete",
        "The header, the six stages, `use`, `variant` and `expect` each have one form. The header has a title in "
        "quotes, a stage has a block and nothing else, a variant has a name and a block.",
        "mix track bass { gain -4dB }",
        "mix {\n  track bass { gain -4dB }\n}",
    ),
    Code(
        "E0106",
        "a backslash with no meaning",
        'Inside quotes a backslash begins an escape: `\\"`, `\\\\`, `\\n`, `\\t`, or `\\u` and four hexadecimal '
        "digits. Paths are written with forward slashes on every system.",
        'use "lib\\kits.song" as kits',
        'use "lib/kits.song" as kits',
    ),
    Code(
        "E0107",
        "blocks are nested too deep",
        "No song needs more than a few blocks within blocks; this is most likely a brace that was typed twice.",
        "mix " + "{ a " * 25 + "}" * 25,
        "mix {\n  track bass { gain -4dB }\n}",
    ),
    Code(
        "E0108",
        "a statement that does not stand at the file's own level",
        "Outside of all braces stand the header `song`, `use`, the six stages `composition`, `arrangement`, `takes`, "
        "`edits`, `mix`, `master`, and `variant` and `expect`. Everything else belongs inside one of them.",
        "tempo 92 bpm",
        "composition {\n  tempo 92 bpm\n}",
    ),
    Code(
        "E0109",
        "a number is too long",
        "A number has at most 15 digits. Music needs fewer.",
        "composition {\n  tempo 920000000000000000 bpm\n}",
        "composition {\n  tempo 92 bpm\n}",
    ),
    Code(
        "E0110",
        "a stage stands in the file twice",
        "A file has one header and at most one block for each stage. Put the statements of both into one.",
        "mix {\n  track bass { gain -4dB }\n}\nmix {\n  track lead { gain -6dB }\n}",
        "mix {\n  track bass { gain -4dB }\n  track lead { gain -6dB }\n}",
    ),
    Code(
        "E0112",
        "a statement does not begin with a word",
        "A statement is a name and what is said of it: `gain -4dB`. Rows of music begin with a bar line.",
        "mix {\n  track bass { -4dB }\n}",
        "mix {\n  track bass { gain -4dB }\n}",
    ),
    Code(
        "E0113",
        "a character with no meaning",
        "Settings have neither `=` nor `:`, comments begin with `//`, texts stand in straight double quotes, and notes "
        "stand between bar lines.",
        "mix {\n  track bass { gain = -4dB }\n}",
        "mix {\n  track bass { gain -4dB }\n}",
    ),
)
