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
        "E0533",
        "a recording stretched twice",
        "A recording is made as long as `stretch 95%`, `stretch to 4 bars` or `tempo 100 bpm` says: one of them.",
        'takes {\n  track vocals { take 1 { file "takes/vox-1.wav" at verse.1 stretch 90% tempo 100 bpm } }\n}',
        'takes {\n  track vocals { take 1 { file "takes/vox-1.wav" at verse.1:1 tempo 100 bpm } }\n}',
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
    Code(
        "E0533",
        "a MIDI file on a track of recordings",
        "A MIDI file says which notes were played and holds no sound. It needs a track with an instrument.",
        'takes {\n  track vocals { take 1 { midi "takes/keys.mid" at verse.1 } }\n}',
        'takes {\n  track lead { take 1 { midi "takes/keys.mid" at verse.1 } }\n}',
    ),
    Code(
        "W0533",
        "a MIDI take longer than its place",
        "The notes go on after the place they were given ends. End them with `for`, or name only where they begin.",
        'takes {\n  track lead { take 1 { midi "takes/keys.mid" at verse.1:1..1 } }\n}',
        'takes {\n  track lead { take 1 { midi "takes/keys.mid" at verse.1:1..1 for 1 bar } }\n}',
    ),
    Code(
        "W0534",
        "notes that the instrument cannot play",
        "On a kit each key of General MIDI's percussion map strikes its drum; other keys are left out, and so is what "
        "`transpose` moves beyond MIDI's keys.",
        'takes {\n  track drums { take 1 { midi "takes/keys.mid" transpose +48 st at verse.1 } }\n}',
        'takes {\n  track drums { take 1 { midi "takes/keys.mid" channel 10 at verse.1 } }\n}',
    ),
    Code(
        "W0535",
        "a MIDI take with what its instrument does not play",
        "The pitch bend moves a note's tuning, expression and volume its level, controller 74 its tone and the sustain "
        "pedal its length. A kit bends no strokes, organs and what is struck hold the pitch that a note begins with, a "
        "plugin plays keys and velocities, and nothing plays aftertouch, the modulation wheel or other pedals. The "
        "notes are played without it; what it did can be written in the mix, with `automate`.",
    ),
)
