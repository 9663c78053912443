"""The statements of composition and arrangement: how each is written, what it does. (`blocks` holds the other
stages.)"""

from __future__ import annotations

from .blocks import BlockSpec, Entry

_FRAME = (
    Entry("tempo", "tempo [3/8] 92 bpm [-> 96 bpm]", "Quarter notes (or the note value named) a minute; it may move."),
    Entry("meter", "meter 4/4", "Beats in a bar."),
    Entry("key", "key D minor", "Tonic and mode, which degrees, numerals and motifs follow."),
    Entry("swing", "swing 1/8 56%", "The share of each pair of notes that the first one takes."),
)
_PARTS = (
    Entry("chords", "chords | Dm9 | A7:3 A7b9:1 |", "The harmony, again and again until the section is full."),
    Entry(
        "line",
        "line NAME [octave 4] [unit 1/8] [degrees] [repeat] [pickup 1 beat] { | … | }",
        "A part in notes, played with `play NAME`.",
    ),
    Entry("rhythm", "rhythm NAME [2 bars] { kick | x--- | }", "A pattern of steps, for drums or for chords to follow."),
    Entry("lyrics", 'lyrics LINE "Har-bour lights"', "The words of a line, by syllables."),
)

COMPOSITION = BlockSpec(
    "composition",
    "The song as it is written.",
    (
        *_FRAME,
        *_PARTS,
        Entry(
            "motif",
            "motif NAME [with PARAMETER] [octave 5] [unit 1/8] [degrees] { | … | }",
            "A phrase to quote with `@NAME`.",
        ),
        Entry("section", "section NAME [8 bars] { … }", "A stretch of the form with its own music."),
        Entry("form", "form intro verse chorus*2 [+2 st]", "The sections in the order in which they are played."),
    ),
)
SECTION = BlockSpec(
    "composition/section", "One section: its frame where it differs, and its music.", (*_FRAME, *_PARTS)
)

_PART = (
    Entry(
        "play",
        "play LINE | RHYTHM | chords | roots | bass [walk] | arpeggio up | comp | 1:4 <3 7>:2. |",
        "What is played, with `voicing`, `range`, `octave`, `rhythm` and `unit` as it takes them.",
    ),
    Entry("rest", "rest", "Plays nothing here."),
    Entry("fill", "fill RHYTHM every 4 bars", "Takes the rhythm's place in every fourth bar."),
    Entry("dynamics", "dynamics p [-> f]", "How loud it is played; it may grow over the place."),
    Entry("double", "double octave +1", "Plays it again in another octave."),
    Entry("articulation", "articulation staccato", "How notes without a mark of their own are played."),
    Entry("transpose", "transpose -12 st", "Moves all notes by semitones."),
    Entry("density", "density 50%", "Plays only so many of its notes in each bar, those that matter most."),
    Entry("strum", "strum 30ms", "Rolls chords from their lowest note; from the highest when negative."),
    Entry("groove", "groove laid-back [60%]", "How the sixteenths are placed and weighed."),
    Entry("pedal", "pedal [off]", "Lets notes ring until the chord changes."),
    Entry(
        "notes",
        "notes [above c5] [below c3] [on 2 4] [of hat] { velocity +10% }",
        "Plays some notes otherwise: `velocity`, `brightness`, `length`, `articulation`, `chance`, `timing`, "
        "`transpose`.",
    ),
)

ARRANGEMENT = BlockSpec(
    "arrangement",
    "Who plays what.",
    (
        Entry("track", "track NAME { … }", "A player."),
        Entry(
            "preset",
            'preset NAME synth "electric-piano" { drive 20% }',
            "An instrument under a name: `instrument NAME` plays it, with settings of its own where it has some.",
        ),
    ),
)
ARRANGEMENT_IN = BlockSpec("arrangement/track/in", "What is played otherwise at a place.", _PART)
ARRANGEMENT_TRACK = BlockSpec(
    "arrangement/track",
    "One player: an instrument, and its part.",
    (
        Entry("instrument", 'instrument synth "glass-lead" { cutoff 2kHz }', "What it is played on."),
        *_PART,
        Entry("in", "in chorus.2 { … }", "What is played otherwise at a place."),
    ),
)

WRITING: dict[str, BlockSpec] = {
    block.name: block for block in (COMPOSITION, SECTION, ARRANGEMENT, ARRANGEMENT_TRACK, ARRANGEMENT_IN)
}
