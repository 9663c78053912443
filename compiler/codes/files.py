"""Mistakes in files that a song names (E08, W08)."""

from __future__ import annotations

from .record import Code


def _keys(instrument: str) -> str:
    return f"arrangement {{\n  track keys {{ instrument {instrument}; play lead }}\n}}"


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
        "E0811",
        "a SoundFont that cannot be read",
        "The file is there, but it is not a SoundFont, or it is damaged. SF2 and SF3 files can be read.",
        _keys('soundfont "takes/broken.wav"'),
        _keys('soundfont "gm" { program "Violin" }'),
    ),
    Code(
        "E0812",
        "no General MIDI bank",
        '`instrument soundfont "gm"` plays the bank that comes with songc, or one in the usual places of the system; '
        "here there is neither.",
    ),
    Code(
        "E0809",
        "a folder without samples",
        "A sampler's files are named after what they hold: notes (`c4.wav`, `60.wav`) or drum pieces (`kick.wav`).",
        _keys('sampler "takes"'),
        _keys('sampler "samples"'),
    ),
    Code(
        "E0810",
        "an SFZ file that cannot be read",
        "The file is there, but an opcode of it has no value that makes sense, or no region of it has a sample.",
        _keys('sampler "samples/wrong.sfz"'),
        _keys('sampler "samples/right.sfz"'),
    ),
    Code(
        "E0813",
        "a cover that files cannot carry",
        "Audio files carry JPEG and PNG pictures.",
        'song "Small" { cover "takes/broken.wav" }',
        'song "Small" { cover "art/cover.png" }',
    ),
    Code(
        "W0802",
        "a sample that nothing plays",
        "A file of the sampler's folder is named neither after a note nor after a drum piece.",
        _keys('sampler "samples/more"'),
        _keys('sampler "samples"'),
    ),
    Code(
        "W0803",
        "an SFZ opcode that is not played",
        "Samples, loops, layers, turns, tuning, level, pan and the amplitude envelope of SFZ files are played; "
        "filters, modulation and effects are not.",
        _keys('sampler "samples/filtered.sfz"'),
        _keys('sampler "samples/right.sfz"'),
    ),
    Code(
        "W0804",
        "a drum piece that the samples lack",
        "A kit of samples has the pieces that its files are named after; strokes on others are not heard.",
        'arrangement {\n  track drums { instrument sampler "samples/kit"; play beat }\n}',
        'arrangement {\n  track drums { instrument kit "studio"; play beat }\n}',
    ),
    Code(
        "W0801",
        "a module of which nothing is used",
        "Names of a module are written with the module's name before them: `chain kits.warm`.",
        'use "lib/kits.song" as kits',
        'use "lib/kits.song" as kits\n\nmix {\n  track lead { chain kits.bright }\n}',
    ),
)
