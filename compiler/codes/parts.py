"""Mistakes in who plays what (E0501 to E0520, W0510 to W0520)."""

from __future__ import annotations

from .record import Code


def _song(track: str) -> str:
    section = "    chords | C | F |\n    line lead { | c5:1 | d5:1 | }"
    rhythms = "  rhythm beat { kick | x--- | }\n  rhythm stabs | x-x- |\n"
    composition = f"composition {{\n{rhythms}  section verse 2 bars {{\n{section}\n  }}\n}}"
    return f"{composition}\narrangement {{\n  {track}\n  {_OTHERS}\n}}"


_OTHERS = (
    'track others { instrument synth "glass-lead"; play lead; play roots octave 4 rhythm stabs }\n'
    '  track kit { instrument kit "studio"; play beat }'
)


def _keys(play: str) -> str:
    return _song(f'track keys {{ instrument synth "glass-lead"; {play} }}')


CODES: tuple[Code, ...] = (
    Code(
        "E0501",
        "a kind of instrument that is not known",
        "After `instrument` stands its kind, then its name: `synth` and `kit` are built in, `soundfont` and `sampler` "
        "play files, `audio` is for recordings.",
        _song('track keys { instrument sinth "glass-lead"; play lead }'),
        _song('track keys { instrument synth "glass-lead"; play lead }'),
    ),
    Code(
        "E0502",
        "an instrument that is not known",
        "`songc instruments` lists the built-in ones with their character and range.",
        _song('track keys { instrument synth "glas-lead"; play lead }'),
        _song('track keys { instrument synth "glass-lead"; play lead }'),
    ),
    Code(
        "E0503",
        "a track without an instrument",
        "Each track has one instrument; a track of recordings has `instrument audio`.",
        _song("track keys { play lead }"),
        _song('track keys { instrument synth "glass-lead"; play lead }'),
    ),
    Code(
        "E0504",
        "a dynamic that is not known",
        "Dynamics go from `pppp` to `ffff`; `dynamics p -> f` grows over the place.",
        _keys("play lead; dynamics loud"),
        _keys("play lead; dynamics f"),
    ),
    Code(
        "E0505",
        "an articulation that is not known",
        "Articulations are `staccato`, `tenuto`, `marcato`, `legato` and `normal`.",
        _keys("play lead; articulation short"),
        _keys("play lead; articulation staccato"),
    ),
    Code(
        "E0506",
        "a groove that is not known",
        "A groove places and weighs the sixteenths: `laid-back`, `pushed`, `funk`, `hip-hop`, `shuffle`, `samba`, "
        "`reggae`, `march`.",
        _keys("play lead; groove funky"),
        _keys("play lead; groove funk 60%"),
    ),
    Code(
        "E0510",
        "nothing of that name to play",
        "`play` names a line, a rhythm, `chords`, `roots`, `bass`, `arpeggio`, or holds a template: `play comp | "
        "1:4 <3 5>:2. |`.",
        _keys("play leed"),
        _keys("play lead"),
    ),
    Code(
        "E0511",
        "a `play` with an option that it does not have",
        "Chords take `voicing`, `range`, `octave`, `rhythm`; roots and basses `octave`, `range`, `rhythm`; an arpeggio "
        "also `unit`; a line `octave`.",
        _keys("play lead voicing open"),
        _keys("play chords voicing open"),
    ),
    Code(
        "E0512",
        "a voicing that is not known",
        "Voicings are `close`, `open`, `drop2`, `drop3`, `shell`, `spread` and `power`.",
        _keys("play chords voicing dorp2"),
        _keys("play chords voicing drop2"),
    ),
    Code(
        "E0513",
        "a range that holds no chord",
        "A range goes from a low note to a high one, at least an octave: `range c3..c5`.",
        _keys("play chords range c4..g4"),
        _keys("play chords range c4..g5"),
    ),
    Code(
        "E0514",
        "a part that its instrument cannot play",
        "Rhythms are for kits, and lines and chords for instruments with pitches. `play roots rhythm stabs` gives "
        "a rhythm pitches.",
        _keys("play beat"),
        _song('track keys { instrument kit "studio"; play beat }'),
    ),
    Code(
        "E0515",
        "a drum piece that no kit has",
        "A lane's name is a piece of the kit: `kick`, `snare`, `hat`, `openhat`, `tom-low`, `crash`, `ride`, "
        "`clap` and others.",
        _song('track drums { instrument kit "studio"; play beat; notes of kik { velocity 80% } }'),
        _song('track drums { instrument kit "studio"; play beat; notes of kick { velocity 80% } }'),
    ),
    Code(
        "W0510",
        "a track that plays nothing",
        "A track without `play` plays the line or the rhythm of its own name, and this one has none.",
        _song('track keys { instrument synth "glass-lead" }'),
        _song('track keys { instrument synth "glass-lead"; play lead }'),
    ),
    Code(
        "W0511",
        "a section without chords to play",
        "Chords, roots, basses, arpeggios and templates follow the chords of each section.",
        "composition {\n  section verse 1 bar { }\n}\narrangement {\n"
        '  track keys { instrument synth "glass-lead"; play chords }\n}',
        "composition {\n  section verse 1 bar { chords | C | }\n}\narrangement {\n"
        '  track keys { instrument synth "glass-lead"; play chords }\n}',
    ),
    Code(
        "W0520",
        "a note outside its instrument's range",
        "The instrument plays it, but was not made for it and may sound thin or dull there.",
        _keys("play lead octave 0"),
        _keys("play lead"),
    ),
)
