"""Mistakes in files that a song names (E08, W08)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = (
    Code(
        "E0801",
        "a path out of the project",
        "A song reads only files inside its project, so that a song from elsewhere cannot look around.",
        'takes {\n  track vocals { take 1 { file "../../vox.wav" at verse.1 } }\n}',
        'takes {\n  track vocals { take 1 { file "takes/vox-1.wav" at verse.1:1 } }\n}',
    ),
    Code(
        "E0802",
        "a file that is not there",
        "Paths are relative to the folder of the file that names them.",
        'takes {\n  track vocals { take 1 { file "takes/nothing.wav" at verse.1 } }\n}',
        'takes {\n  track vocals { take 1 { file "takes/vox-1.wav" at verse.1:1 } }\n}',
    ),
    Code(
        "E0803",
        "a file that holds no sound",
        "The file is there, but cannot be read as audio, or is empty.",
        'takes {\n  track vocals { take 1 { file "takes/broken.wav" at verse.1 } }\n}',
        'takes {\n  track vocals { take 1 { file "takes/vox-1.wav" at verse.1:1 } }\n}',
    ),
    Code(
        "E0804",
        "a recording that ends before it begins",
        "`from` skips the beginning of the file, and here there is nothing after it.",
        'takes {\n  track vocals { take 1 { file "takes/vox-1.wav" at verse.1 from 5m } }\n}',
        'takes {\n  track vocals { take 1 { file "takes/vox-1.wav" at verse.1:1 from 1s } }\n}',
    ),
    Code(
        "E0805",
        "a song that is not UTF-8",
        "Songs are UTF-8 text; editors can save them so.",
    ),
    Code(
        "E0806",
        "files that use each other",
        "`use` must not lead in a circle.",
    ),
    Code(
        "E0807",
        "a file that holds no MIDI",
        "The file is there, but cannot be read as a Standard MIDI File that counts in beats.",
        'takes {\n  track lead { take 1 { midi "takes/broken.wav" at verse.1 } }\n}',
        'takes {\n  track lead { take 1 { midi "takes/keys.mid" at verse.1 } }\n}',
    ),
    Code(
        "E0808",
        "a MIDI file without the notes asked for",
        "No note of the file is on this channel or track. Channels count from 1 to 16, and drums are usually on 10.",
        'takes {\n  track lead { take 1 { midi "takes/keys.mid" channel 7 at verse.1 } }\n}',
        'takes {\n  track lead { take 1 { midi "takes/keys.mid" channel 1 at verse.1 } }\n}',
    ),
    Code(
        "W0801",
        "a module of which nothing is used",
        "Names of a module are written with the module's name before them: `chain kits.warm`.",
        'use "lib/kits.song" as kits',
        'use "lib/kits.song" as kits\n\nmix {\n  track lead { chain kits.bright }\n}',
    ),
)
