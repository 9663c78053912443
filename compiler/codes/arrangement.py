"""Mistakes in arranging and takes (E05, W05)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = (
    Code(
        "E0531",
        "a recording on a track that an instrument plays",
        "A track is either played by an instrument or holds recorded audio.",
        'takes {\n  track bass { take 1 { file "takes/vox-1.wav" at verse.1 } }\n}',
        'takes {\n  track vocals { take 1 { file "takes/vox-1.wav" at verse.1 } }\n}',
    ),
    Code(
        "E0532",
        "humanized audio",
        "`humanize` moves the notes that an instrument plays. A recording already holds a person's timing.",
        "takes {\n  track vocals { take 1 { humanize timing 6ms } }\n}",
        "takes {\n  track bass { take 1 { humanize timing 6ms } }\n}",
    ),
    Code(
        "W0531",
        "a track without takes in `takes`",
        "The track's block declares nothing; the track plays its part as it is written.",
        "takes {\n  track bass { }\n}",
        "takes {\n  track bass { take 1 { humanize timing 6ms } }\n}",
    ),
    Code(
        "W0532",
        "a take longer than its place",
        "The recording goes on after the place it was given ends. End it with `for`, or name only where it begins.",
        'takes {\n  track vocals { take 1 { file "takes/vox-1.wav" at verse.1:1..2 } }\n}',
        'takes {\n  track vocals { take 1 { file "takes/vox-1.wav" at verse.1:1..2 for 2 bars } }\n}',
    ),
)
