"""Notation that people bring from elsewhere (LilyPond, ABC, Alda, Strudel, MML, pen and paper), and songc's spelling of
it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..diagnostics import At, Mistake

Spell = Callable[[re.Match[str]], str]
_DUTCH = {"isis": "##", "is": "#", "eses": "bb", "es": "b", "s": "b"}
_SOLFEGE = {"do": "c", "re": "d", "ré": "d", "mi": "e", "fa": "f", "sol": "g", "la": "a", "si": "b", "ti": "b"}
_DURATION = r"(?P<value>1|2|4|8|16|32|64)(?P<dots>\.*)"


def explain_note(text: str, at: At, degrees: bool) -> Mistake:
    """The mistake of a word that is no element of a note row."""
    for pattern, spell in _NOTES:
        if match := pattern.fullmatch(text):
            return Mistake("E0301", f"`{text}` is not songc's notation", at, help=spell(match))
    what = "a scale degree" if degrees else "a note"
    example = "`3`, `b7:8` or `r:4`" if degrees else "`d5`, `f#4:8` or `r:4`"
    return Mistake("E0301", f"`{text}` is not {what}", at, help=f"write {example}")


def explain_degree(text: str, at: At, degrees: bool) -> Mistake:
    """The mistake of a letter among degrees, or of a number among letters."""
    if degrees:
        return Mistake(
            "E0301", f"`{text}` is a note among scale degrees", at, help="write its degree in the key: `1` to `7`"
        )
    help_ = "a note is a letter, as in `d5:8`; for scale degrees declare the line with `degrees`"
    return Mistake("E0301", f"`{text}` is a number among notes", at, help=help_)


def explain_step(char: str, at: At) -> Mistake:
    """The mistake of a character that is no step."""
    help_ = _STEPS.get(char, "steps are x hit, X accent, o ghost, - rest, = hold, 1-9 velocity, r roll, f flam")
    return Mistake("E0312", f"`{char}` is not a step", at, help=help_)


def _lilypond(match: re.Match[str]) -> str:
    letter = match["letter"]
    alteration = _DUTCH.get(match["dutch"] or "", "")
    marks = match["octave"] or ""
    octave = str(3 + marks.count("'") - marks.count(",")) if marks else ""
    duration = f":{match['value']}{match['dots']}" if match["value"] else ""
    return f"write `{letter}{alteration}{octave}{duration}`"


def _abc_accidental(match: re.Match[str]) -> str:
    sign = {"^^": "##", "^": "#", "_": "b", "__": "bb", "=": ""}[match["sign"]]
    return f"write `{match['letter'].lower()}{sign}`: the accidental follows the letter"


def _upper(match: re.Match[str]) -> str:
    return f"notes are written in lower case: `{match['letter'].lower()}{match['rest']}`"


def _says(text: str) -> Spell:
    return lambda match: text


_NOTES: tuple[tuple[re.Pattern[str], Spell], ...] = tuple(
    (re.compile(pattern), spell)
    for pattern, spell in (
        (rf"(?P<letter>[a-g])(?P<dutch>isis|eses|is|es|(?<=[ae])s)?(?P<octave>'+|,+)?(?:{_DURATION})?", _lilypond),
        (
            r"(?P<letter>[a-g])(?P<alteration>##?|bb?)?(?P<octave>\d)(?P<value>16|32|64|\d)?(?P<dots>\.+)",
            lambda m: (
                f"a length follows a colon: write `{m['letter']}{m['alteration'] or ''}:{m['octave']}{m['dots']}`"
            ),
        ),
        (
            r"(?P<letter>[a-g])(?P<alteration>##?|bb?)?(?P<value>16|32|64)",
            lambda m: f"a length follows a colon: write `{m['letter']}{m['alteration'] or ''}:{m['value']}`",
        ),
        (
            r"(?P<rest>[rzsxR~])(?P<value>1|2|4|8|16|32|64)?(?P<dots>\.*)",
            lambda m: f"a rest is written `r{':' + m['value'] + m['dots'] if m['value'] else ''}`",
        ),
        (r"(?P<letter>[A-G])(?P<rest>(?:##?|bb?)?\d?)", _upper),
        (
            r"(?P<letter>[A-Ga-g])(?P<octave>[',]*)(?P<times>\d*)/(?P<under>\d*)",
            _says("a length follows a colon: `c5:8`"),
        ),
        (
            r"(?P<letter>[A-G])(?:[',]+\d*|\d+.*)",
            _says("write the octave as a number and the length after a colon: `c5:8`"),
        ),
        (r"(?P<sign>\^\^|\^|__|_|=)(?P<letter>[A-Ga-g])[',]*\d*", _abc_accidental),
        (r"(?P<letter>[a-g])(?P<sign>[+♯])(?P<rest>.*)", lambda m: f"a sharp is written `{m['letter']}#`"),
        (r"(?P<letter>[a-g])(?P<sign>[-♭])(?P<rest>.*)", lambda m: f"a flat is written `{m['letter']}b`"),
        (r"h(?P<rest>.*)", _says("the note below c is written `b`, a half step lower `bb`")),
        (r"(?P<name>do|re|ré|mi|fa|sol|la|si|ti)(?P<rest>.*)", lambda m: f"write `{_SOLFEGE[m['name']]}`"),
        (
            r"o(?P<octave>\d)",
            lambda m: f"the octave stands on each note: `c{m['octave']}`, or on the line: `octave {m['octave']}`",
        ),
        (r"[a-g][#b]?\d?/[a-g].*", _says("notes that sound together stand in angle brackets: `<c e g>:4`")),
        (r"[a-g].*&[a-g].*", _says("a tie is written `~` after the first note: `c5:4~ c5:8`")),
        (r"[a-g].*~[a-g\d].*", _says("a tie is written `~` after the first note: `c5:4~ c5:8`")),
        (r"[a-g]\S*[<>]+[a-g]\S*", _says("write both lengths: `c5:8. d5:16`")),
        (r"[a-g]\S*\*\d+", _says("write the note as often as it sounds, or a group: `[c5 c5]:4`")),
        (r"\\\w.*", _says("there are no backslash commands: groups are `[c d e]:4`, slurs `(c d)`, dynamics `!mf`")),
        (
            r"(?P<name>bd|sd|hh|oh|cp|kick|snare|hat)\S*",
            _says("drums stand in a `rhythm`, as steps: `kick | x--- x--- |`"),
        ),
        (r"\"[^\"]*\"?", _says("chords stand in a row of their own: `chords | Am | G |`")),
        (r"[<>]", _says("octaves are numbers on the notes: `c4 c5`")),
        (r"&", _says("a tie is written `~` after the first note: `c5:4~ c5:8`")),
        (r"\d+", _says("a length follows the note and a colon: `c5:4`")),
        (r"[a-g](?:##?|bb?)?-?\d?:", _says("after the colon comes a length: `c5:4`")),
        (
            r"[a-g]\S*:\d*[a-z].*",
            _says(
                "note values are 1 2 4 8 16 32 64, dotted, or a fraction as `3/16`; triplets are groups: `[c d e]:4`"
            ),
        ),
        (r"[a-g]\S*\{[^}]*", _says("close the braces: `d5:4{+20 cents}`")),
    )
)

_STEPS = {
    ".": "a rest is written `-`",
    "~": "a rest is written `-`",
    "_": "a hold is written `=`",
    "*": "a hit is written `x`",
    "O": "a ghost note is written `o`, a hit `x`",
    "0": "a rest is written `-`",
    "%": "write the bar out; a rhythm repeats by itself to fill its section",
}
