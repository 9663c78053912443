"""Notation that people bring from elsewhere (LilyPond, ABC, Alda, Strudel, MML, pen and paper), and songc's spelling of
it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..diagnostics import At, Mistake

Spell = Callable[[re.Match[str]], str]

_DUTCH = {"isis": "##", "is": "#", "eses": "bb", "es": "b", "s": "b", "": ""}
_SIGNS = {"^^": "##", "^": "#", "_": "b", "__": "bb", "=": "", "+": "#", "♯": "#", "-": "b", "♭": "b", "": ""}
_KEYS = ("c", "c#", "d", "eb", "e", "f", "f#", "g", "ab", "a", "bb", "b")
_SOLFEGE = {"do": "c", "re": "d", "ré": "d", "mi": "e", "fa": "f", "sol": "g", "la": "a", "si": "b", "ti": "b"}
_VALUE = r"(?P<value>1|2|4|8|16|32|64)(?P<dots>\.*)"
_OURS = re.compile(r"(?P<word>[^:]+)(?P<tail>:\d+(?:/\d+|\.+)?[~'>_^]*)")


def explain_note(text: str, at: At, degrees: bool) -> Mistake:
    """The mistake of a word that is no element of a note row."""
    ours = _OURS.fullmatch(text)
    word, tail = (ours["word"], ours["tail"]) if ours else (text, "")
    for pattern, spell in _SPELLINGS:
        if (match := pattern.fullmatch(word)) and not (tail and ":" in spell(match)):
            return Mistake("E0301", f"`{text}` is not songc's spelling", at, help=f"write `{spell(match)}{tail}`")
    for pattern, hint in _HINTS:
        if pattern.fullmatch(text):
            return Mistake("E0301", f"`{text}` is not songc's notation", at, help=hint)
    what = "a scale degree" if degrees else "a note"
    example = "`3`, `b7:8` or `r:4`" if degrees else "`d5`, `f#4:8` or `r:4`"
    return Mistake("E0301", f"`{text}` is not {what}", at, help=f"write {example}")


def explain_degree(text: str, at: At, degrees: bool) -> Mistake:
    """The mistake of a letter among degrees, or of a number among letters."""
    if degrees:
        help_ = "write its degree in the key: `1` to `7`"
        return Mistake("E0301", f"`{text}` is a note among scale degrees", at, help=help_)
    help_ = "a length follows its note and a colon: `c5:4`; for scale degrees declare the line with `degrees`"
    number, _, tail = text.partition(":")
    if number.isdecimal() and 21 <= int(number) <= 108 and int(number) not in (32, 64):
        key = int(number)
        help_ = f"notes have letters: MIDI {key} is `{_KEYS[key % 12]}{key // 12 - 1}{':' * bool(tail)}{tail}`"
    return Mistake("E0301", f"`{text}` is a number among notes", at, help=help_)


def explain_step(text: str, at: At) -> Mistake:
    """The mistake of characters that are no steps."""
    help_ = next((meant for chars, meant in _STEPS if text[0] in chars), "")
    if _DRUM.match(text):
        help_ = "each lane of a rhythm names its drum: `kick | x--- x--- |`"
    help_ = help_ or "steps are x hit, X accent, o ghost, - rest, = hold, 1-9 velocity, r roll, f flam"
    return Mistake("E0312", f"`{text}` is not a step", at, help=help_)


def _lilypond(match: re.Match[str]) -> str:
    octave = _octave(3, match["octave"])
    return f"{match['letter']}{_DUTCH[match['dutch'] or '']}{octave}{_length(match)}"


def _abc(match: re.Match[str]) -> str:
    octave = _octave(5 if match["letter"].islower() else 4, match["octave"]) if match["octave"] else ""
    return f"{match['letter'].lower()}{_SIGNS[match['sign'] or '']}{octave}"


def _octave(plain: int, marks: str | None) -> str:
    """An octave written with marks above or below the one that is plain, as a number; nothing if there are no marks."""
    return str(plain + marks.count("'") - marks.count(",")) if marks else ""


def _length(match: re.Match[str]) -> str:
    return f":{match['value']}{match['dots']}" if match["value"] else ""


def _signed(match: re.Match[str]) -> str:
    return f"{match['letter'].lower()}{_SIGNS[match['sign']]}{match['octave'] or ''}"


_SPELLINGS: tuple[tuple[re.Pattern[str], Spell], ...] = tuple(
    (re.compile(pattern), spell)
    for pattern, spell in (
        (rf"(?P<letter>[a-g])(?P<dutch>isis|eses|is|es|(?<=[ae])s)?(?P<octave>'+|,+)?(?:{_VALUE})?[!?]?", _lilypond),
        (rf"(?P<note>[a-g](?:##?|bb?)?){_VALUE}", lambda match: match["note"] + _length(match)),
        (rf"[rzsxR](?:{_VALUE})?", lambda match: f"r{_length(match)}"),
        (r"(?P<letter>[A-G])(?P<sign>)(?P<octave>[',]+)\d*", _abc),
        (r"(?P<sign>\^\^?|__?|=)(?P<letter>[A-Ga-g])(?P<octave>'+|,+)?\d*", _abc),
        (r"(?P<note>[A-G](?:##?|bb?)?\d?)", lambda match: match["note"].lower()),
        (r"(?P<letter>[A-Ga-g])(?P<sign>[♯♭])(?P<octave>\d)?", _signed),
        (
            rf"(?P<letter>[A-Ga-g])(?P<sign>[-+])(?P<octave>)(?:{_VALUE})?",
            lambda match: _signed(match) + _length(match),
        ),
        (r"[hH](?P<octave>\d)?", lambda match: f"b{match['octave'] or ''}"),
        (r"(?P<name>do|re|ré|mi|fa|sol|la|si|ti)\d?", lambda match: _SOLFEGE[match["name"]]),
    )
)

_DRUM = re.compile(r"(?:bd|sd|hh|oh|cp|kick|snare|hat)\S*")
_TIE = "a tie is written `~` after the first note: `c5:4~ c5:8`"
_HINTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), hint)
    for pattern, hint in (
        (_DRUM.pattern, "drums stand in a `rhythm`, as steps: `kick | x--- x--- |`"),
        (r"~\d?", "a rest is written `r`; a tie stands on its note, without a space: `c5:4~ c5:8`"),
        (r"\d[a-gA-G]+.*", "triplets are groups: `[c d e]:4`"),
        (r"\d+,\d+", "a Euclidean pattern stands in a `rhythm`: `kick | euclid(3,8) |`"),
        (r"o\d", "the octave stands on each note, as `c4`, or is declared with the line: `octave 4`"),
        (r"[A-Ga-g][#b]?\d?(?:/[A-Ga-g][#b]?\d?)+", "notes that sound together stand in angle brackets: `<c e g>:4`"),
        (r"[A-Ga-g][',]*\d*/\d*", "a length is a note value after a colon: `c5:8`"),
        (r"[a-g]\S*[&~][a-g\d]\S*|&", _TIE),
        (
            r"[A-Ga-g]\S*[<>]+[A-Ga-g]?\S*",
            "a bracket's length follows a colon, `<c e g>:4`; uneven pairs are `c5:8. d5:16`",
        ),
        (r"[a-g](?:##?|bb?)?[-+]\d:.*", "the octave is the number that stands after the letter: `d5:4`"),
        (r"[A-Ga-g]\S*[*!]\d+", "write the note as often as it sounds, or a group: `[c5 c5]:4`"),
        (r"[A-Ga-g]\S*\(\d.*|\(\d.*", "triplets are groups, `[c d e]:4`; a rhythm has `euclid(3,8)`"),
        (r"\\.*", "there are no backslash commands: groups are `[c d e]:4`, slurs `(c d)`, dynamics `c5!mf`"),
        (r'".*', "chords stand in a row of their own: `chords | Am | G |`"),
        (r"[<>]", "octaves are numbers on the notes: `c4 c5`"),
        (r"\d+\.*", "a length follows its note and a colon: `c5:4`"),
        (r"[a-g](?:##?|bb?)?-?\d?:", "after the colon comes a length: `c5:4`"),
        (
            r"[a-gr]\S*:\d*[a-z.].*",
            "a note value is 1 2 4 8 16 32 or 64, perhaps dotted; triplets are groups: `[c d e]:4`",
        ),
        (r"[a-gr]\S*\{[^}]*", "close the braces: `d5:4{+20 cents}`"),
        (r"p{1,4}|f{2,4}|m[pf]|s?fz|fp", "a dynamic stands on a note after `!`, without a space: `d5:4!mf`"),
        (r"!.*", "a dynamic stands on a note, without a space: `d5:4!mf`"),
        (r"['_^]+", "marks stand on a note, without a space: `d5:4'`"),
        (r":.*", "a length stands on its note, without a space: `d5:4`"),
        (r"@.*", "a motif is played by its name: `@hook`, `@hook.up(2)`"),
        (r"[A-G][#b]?(?:m|maj|min|dim|aug|sus|add|\d|\().*", "chords stand in a row of their own: `chords | Am | G |`"),
    )
)

_STEPS = (
    (".~_0", "a rest is written `-`, a hold `=`"),
    ("*", "a hit is written `x`"),
    ("O", "a ghost note is written `o`, a hit `x`"),
    ("%", "write the bar out; a rhythm repeats by itself to fill its section"),
    ("[]<>", "there are no groups of steps; a bar is divided by the number of its steps"),
)
