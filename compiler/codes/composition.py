"""Mistakes in the composition: bars, frames, motifs, chords, words (E03, W03)."""

from __future__ import annotations

from .record import Code


def _song(frame: str, section: str) -> str:
    return f"composition {{\n{frame}  section verse 2 bars {{\n    {section}\n  }}\n}}"


def _line(*bars: str, frame: str = "", head: str = "line lead octave 4") -> str:
    return _song(frame, f"{head} {{ | {' | '.join(bars)} | }}")


_HOOK = "  motif hook { | c:4 d:4 | }\n"
_CLIMB = "  motif cell { | c:4 d:4 | }\n  motif climb with step { | @cell @cell.up(step) | }\n"


CODES: tuple[Code, ...] = (
    Code(
        "E0307",
        "a bar that does not fill its meter",
        "Every bar holds exactly the beats of the meter, rests included. A pickup is declared: `line lead pickup "
        "1 beat`.",
        _line("c:2 r:4 d:2", "c:1"),
        _line("c:2 r:4 d:4", "c:1"),
    ),
    Code(
        "E0308",
        "a `%` with no bar before it",
        "`%` repeats the bar before it in the same line, so the first bar is written out.",
        _line("%", "c:1"),
        _line("c:1", "%"),
    ),
    Code(
        "E0310",
        "more bars than the section has",
        "A line shorter than its section rests after its end, or loops when it says `repeat`; a longer one has no "
        "place to go.",
        _line("c:1", "d:1", "e:1"),
        _line("c:1", "d:1"),
    ),
    Code(
        "E0320",
        "music without a bar line",
        "Music stands in rows that begin with a bar line, `|`, and end with one.",
        "composition {\n  section verse 1 bar { line lead { c:1 } }\n}",
        "composition {\n  section verse 1 bar { line lead { | c:1 | } }\n}",
    ),
    Code(
        "E0321",
        "a key whose tonic is no note",
        "A key is a letter from A to G with its accidental, then a mode: `D minor`, `Bb major`, `F# dorian`. The "
        "German H is B.",
        _line("c:1", frame="  key H minor\n"),
        _line("c:1", frame="  key B minor\n"),
    ),
    Code(
        "E0322",
        "a mode that is not known",
        "Modes are `major`, `minor`, the church modes, `harmonic-minor`, `melodic-minor`, pentatonics, `blues` "
        "and some more.",
        _line("c:1", frame="  key C mayor\n"),
        _line("c:1", frame="  key C major\n"),
    ),
    Code(
        "E0325",
        "a form without end",
        "A form holds at most 5000 bars, which is hours of music.",
        "composition {\n  section a 99 bars { }\n  form a*99\n}",
        "composition {\n  section a 99 bars { }\n  form a*9\n}",
    ),
    Code(
        "E0331",
        "a motif that is not declared",
        "`@hook` quotes the motif `hook` of the composition; `@lib.hook` one of the module `lib`.",
        _line("@hok r:2", frame=_HOOK),
        _line("@hook r:2", frame=_HOOK),
    ),
    Code(
        "E0332",
        "a transform that is unknown or takes something else",
        "Transforms are `up(2)` and `down(2)` in degrees of the key, `transpose(-3)` in semitones, `octave(1)`, "
        "`invert`, `reverse`, `stretch(2)`, `rotate(1)`, and follow each other from left to right.",
        _line("@hook.upp(2) r:2", frame=_HOOK),
        _line("@hook.up(2) r:2", frame=_HOOK),
    ),
    Code(
        "E0333",
        "motifs that quote themselves",
        "A motif may quote others, but not itself by any way round.",
        _line("@loop r:2", frame="  motif loop { | c:4 @loop | }\n"),
        _line("@loop r:2", frame="  motif loop { | c:4 d:4 | }\n"),
    ),
    Code(
        "E0334",
        "a note that cannot be played",
        "Notes go from c-1 to g9 (MIDI 0 to 127). A motif moved by octaves can leave them.",
        _line("@hook.octave(8) r:2", frame=_HOOK),
        _line("@hook.octave(1) r:2", frame=_HOOK),
    ),
    Code(
        "E0335",
        "a motif called with the wrong number of arguments",
        "A motif declared `with` names is called with a value for each: `@climb(2)`.",
        _line("@climb", frame=_CLIMB),
        _line("@climb(2)", frame=_CLIMB),
    ),
    Code(
        "E0340",
        "a chord that cannot be read",
        "A chord is a capital letter with what follows it (`Dm9`, `Bbmaj7`, `A7sus4`, `C/E`) or a Roman numeral of "
        "the key (`ii7`, `V7/V`, `bVII`).",
        _song("", "chords | H7 | C |"),
        _song("", "chords | B7 | C |"),
    ),
    Code(
        "W0330",
        "a tie to nothing",
        "A tie joins a note to the next one of the same pitch. Between different pitches a slur is meant: `(c:2 d)`.",
        _line("c:2~ d:2"),
        _line("(c:2 d)"),
    ),
    Code(
        "W0340",
        "more syllables than notes",
        "Each syllable takes one note of its line. Hyphens part syllables; `_` holds one over another note.",
        _song("", 'line lead { | c:2 d:2 | }\n    lyrics lead "Har-bour lights"'),
        _song("", 'line lead { | c:2 d:4 e:4 | }\n    lyrics lead "Har-bour lights"'),
    ),
)
