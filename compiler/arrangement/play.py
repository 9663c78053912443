"""`play` and `fill`: what a track plays, its names bound to the composition's."""

from __future__ import annotations

from dataclasses import replace

from ..check import Check, alternatives
from ..composition.parts import read_inline_notes
from ..composition.records import Composition
from ..composition.values import Values
from ..frozen import dataclass
from ..suggest import did_you_mean
from ..syntax import Range, Row, Statement, Word
from ..theory import read_tone
from .records import Fill, Play
from .voicing import VOICINGS

HARMONIES = ("chords", "roots", "bass", "arpeggio")
DIRECTIONS = ("up", "down", "updown", "downup", "inside-out")
OPTIONS = {
    "line": ("octave",),
    "rhythm": ("octave", "rhythm"),
    "chords": ("voicing", "range", "rhythm", "octave"),
    "roots": ("octave", "rhythm", "range"),
    "bass": ("octave", "rhythm", "range", "walk"),
    "arpeggio": ("octave", "unit", "range", "voicing", "rhythm"),
    "template": ("octave",),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What can be played by name."""

    lines: tuple[str, ...]
    rhythms: tuple[str, ...]
    motifs: tuple[str, ...]

    @staticmethod
    def of(composition: Composition) -> Names:
        lines = [line.name for line in composition.lines]
        rhythms = [rhythm.name for rhythm in composition.rhythms]
        for section in composition.sections:
            lines += (line.name for line in section.lines)
            rhythms += (rhythm.name for rhythm in section.rhythms)
        motifs = (motif.name for motif in composition.motifs)
        return Names(tuple(dict.fromkeys(lines)), tuple(dict.fromkeys(rhythms)), tuple(motifs))

    def own(self, name: Word) -> tuple[Play, ...] | None:
        """What a track without `play` plays: the line or the rhythm of its own name."""
        if name.text in self.lines:
            return (Play("line", name.text, name.span),)
        if name.text in self.rhythms:
            return (Play("rhythm", name.text, name.span),)
        return None


def read_play(check: Check, statement: Statement, names: Names) -> Play | None:
    """`play chords voicing drop2 range c3..c5 rhythm stabs`, `play lead`, `play comp octave 3 | 1:4. 5:8 <3 7>:2 |`."""
    example = "play chords"
    values = Values(check, statement)
    if statement.values and isinstance(statement.values[-1], Row):
        return _template(check, values, names)
    word = values.word()
    if word is None:
        values.missing("what to play", example)
        return None
    what = _what(check, word, names)
    if what is None:
        return None
    play = Play(what, "" if what in HARMONIES else word.text, statement.span)
    if what == "arpeggio":
        direction = values.keyword(*DIRECTIONS)
        play = replace(play, name=direction.text if direction is not None else "up")
    return _options(check, values, play, names)


def _template(check: Check, values: Values, names: Names) -> Play:
    """A name, perhaps, and options, then the row, which goes on to the end of its line."""
    row = values.left.pop()
    assert isinstance(row, Row)
    named = isinstance(values.next, Word) and values.next.text not in OPTIONS["template"]
    word = values.word() if named else None
    play = Play("template", word.text if word is not None else "", values.statement.span)
    rows = read_inline_notes(check, row, degrees=True)
    return _options(check, values, replace(play, rows=(rows,)), names)


def _what(check: Check, word: Word, names: Names) -> str | None:
    if word.text in HARMONIES:
        return word.text
    if word.text in names.lines:
        return "line"
    if word.text in names.rhythms:
        return "rhythm"
    known = (*names.lines, *names.rhythms, *HARMONIES)
    help = did_you_mean(word.text, known) or f"it can be {alternatives(known)}"
    if word.text in names.motifs:
        help = f"a motif is quoted in a line: `line {word.text} repeat {{ | @{word.text} | }}`"
    check.report("E0510", f"there is nothing called `{word.text}` to play", word.span, "not declared", help)
    return None


def _options(check: Check, values: Values, play: Play, names: Names) -> Play:
    allowed = OPTIONS[play.what]
    while isinstance(values.next, Word):
        word = values.word()
        assert word is not None
        if word.text not in allowed:
            help = did_you_mean(word.text, allowed) or f"it can be {alternatives(allowed)}"
            check.report("E0511", f"`play` of a {play.what} has no option `{word.text}`", word.span, "not known", help)
            if values.next is not None:
                values.take()
            continue
        play = _option(check, values, play, word.text, names)
    values.done()
    return play


def _option(check: Check, values: Values, play: Play, option: str, names: Names) -> Play:
    match option:
        case "octave":
            return replace(play, octave=values.whole("an octave", "octave 2", -1, 8))
        case "voicing":
            return replace(play, voicing=_voicing(check, values))
        case "range":
            low, high = _range(check, values)
            return replace(play, low=low, high=high)
        case "rhythm":
            return replace(play, rhythm=_rhythm(check, values, names))
        case "unit":
            unit = values.note_value("a note value", "play arpeggio up unit 1/16")
            return replace(play, unit=unit * 4 if unit is not None else None)
        case _:
            return replace(play, walk=True)


def _voicing(check: Check, values: Values) -> str:
    word = values.word()
    if word is None:
        values.missing("a voicing", "play chords voicing drop2")
        return "close"
    if word.text not in VOICINGS:
        help = did_you_mean(word.text, VOICINGS) or f"voicings are {alternatives(VOICINGS)}"
        check.report("E0512", f"there is no voicing `{word.text}`", word.span, "not known", help)
        return "close"
    return word.text


def _range(check: Check, values: Values) -> tuple[int | None, int | None]:
    if not isinstance(values.next, Range):
        values.missing("a range", "range c3..c5")
        return None, None
    found = values.take()
    assert isinstance(found, Range)
    low = read_tone(found.low.text) if isinstance(found.low, Word) else None
    high = read_tone(found.high.text) if isinstance(found.high, Word) else None
    if low is None or high is None:
        help = "write it as `range c3..c5`"
        check.report("E0513", "a range goes from one note to another", found.span, "no notes", help)
        return None, None
    if high.midi - low.midi < 12:
        help = "a chord needs at least an octave to move in, such as `range c3..c5`"
        check.report("E0513", f"the range `{low}..{high}` is too narrow", found.span, "less than an octave", help)
        return None, None
    return low.midi, high.midi


def _rhythm(check: Check, values: Values, names: Names) -> str:
    word = values.word()
    if word is None:
        values.missing("the name of a rhythm", "play chords rhythm stabs")
        return ""
    if word.text not in names.rhythms:
        check.unknown("rhythm", word.text, word.span, names.rhythms)
        return ""
    return word.text


def read_fill(check: Check, statement: Statement, names: Names) -> Fill | None:
    """`fill roll every 4 bars`."""
    example = "fill roll every 4 bars"
    values = Values(check, statement)
    name = values.word()
    if name is None:
        values.missing("the name of a rhythm", example)
        return None
    every = 4
    if values.keyword("every") is not None:
        every = values.whole("a number of bars", example, 1, 128, "bars") or every
    values.done()
    if name.text not in names.rhythms:
        check.unknown("rhythm", name.text, name.span, names.rhythms)
        return None
    return Fill(name.text, every, statement.span)
