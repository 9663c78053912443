"""The parts of a composition: motifs, rhythms, lines, chords and lyrics, each with its rows parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from ..check import Check, alternatives, need_block, no_block
from ..diagnostics import Mistake
from ..rows import read_chords, read_notes, read_steps
from ..rows.records import ChordRow, NoteRow
from ..suggest import closest
from ..syntax import Block, Row, Statement, Word
from ..theory import Meter
from .records import ChordLine, Lane, Line, Lyrics, Motif, NoteLine, Rhythm, StepLine
from .values import Values

DEFAULT_OCTAVE = 4
DEFAULT_UNIT = Fraction(1, 4)
MOST_BARS = 64
_ENDING = re.compile(r"(\d+)(?:st|nd|rd|th)")


def read_motif(check: Check, statement: Statement) -> Motif | None:
    """`motif hook octave 5 { | … | }`, `motif hook | … |`, `motif climb with step { | @hook @hook.up(step) | }`."""
    example = "motif hook octave 5 { | d:8 f a:4 | }"
    values = Values(check, statement)
    name = values.word()
    if name is None:
        values.missing("a name", example)
        return None
    octave: int | None = None
    unit: Fraction | None = None
    degrees = False
    parameters: list[str] = []
    while (option := _option(values, ("octave", "unit", "degrees", "with"))) is not None:
        match option:
            case "with":
                parameters += _parameters(values)
            case "octave":
                octave = values.whole("an octave", example, 0, 8)
            case "unit":
                unit = values.note_value("a note value", "unit 1/8")
            case "degrees":
                degrees = True
    rows = _note_rows(check, statement, values, degrees, example)
    return Motif(name.text, octave, unit, degrees, tuple(parameters), rows, name.span)


def _parameters(values: Values) -> list[str]:
    """The names after `with`."""
    names: list[str] = []
    while isinstance(values.next, Word) and values.next.text not in ("octave", "unit", "degrees"):
        word = values.word()
        assert word is not None
        names.append(word.text)
    if not names:
        values.missing("the names of what a call passes in", "motif climb with step { | @hook.up(step) | }")
    return names


def read_line(check: Check, statement: Statement, meter: Meter) -> Line | None:
    """`line lead octave 5 unit 1/8 repeat pickup 1 beat { | … | }`."""
    example = "line lead octave 5 { | d:8 f a:4 | }"
    values = Values(check, statement)
    name = values.word()
    if name is None:
        values.missing("a name", example)
        return None
    octave, unit, degrees, repeat, pickup = DEFAULT_OCTAVE, DEFAULT_UNIT, False, False, Fraction(0)
    while (option := _option(values, ("octave", "unit", "degrees", "repeat", "pickup"))) is not None:
        match option:
            case "octave":
                octave = _or(values.whole("an octave", example, 0, 8), octave)
            case "unit":
                unit = values.note_value("a note value", "line lead unit 1/8 { … }") or unit
            case "degrees":
                degrees = True
            case "repeat":
                repeat = True
            case "pickup":
                pickup = values.beats("a length", "line lead pickup 1 beat { … }", meter) or pickup
    rows = _note_rows(check, statement, values, degrees, example)
    if pickup >= meter.length:
        message = f"a pickup is shorter than a bar of {meter}"
        check.report("E0405", message, statement.span, "too long", "write the whole bar into the section before")
        pickup = Fraction(0)
    return Line(name.text, octave, unit, degrees, repeat, pickup, rows, name.span)


def read_rhythm(check: Check, statement: Statement, meter: Meter) -> Rhythm | None:
    """`rhythm beat { kick | x--- | }`, `rhythm stabs | x--x |`, `rhythm fill 2 bars { … }`."""
    example = "rhythm beat { kick | x--- x--- | }"
    values = Values(check, statement)
    name = values.word()
    if name is None:
        values.missing("a name", example)
        return None
    bars = (
        values.whole("a length in bars", "rhythm beat 2 bars { … }", 1, MOST_BARS, "bars") if _is_bars(values) else None
    )
    row = values.row()
    values.done()
    lanes: tuple[Lane, ...]
    if row is not None:
        no_block(check, statement)
        lanes = (Lane("", (_step_line(check, row),), None, name.span),)
    else:
        block = need_block(check, statement, example)
        lanes = _lanes(check, block, meter) if block is not None else ()
    if bars is None:
        bars = max((len(lane.rows) for lane in lanes if lane.cycle is None), default=1)
    return Rhythm(name.text, bars, lanes, name.span)


def read_chord_lines(check: Check, statement: Statement) -> tuple[ChordLine, ...]:
    """`chords | Dm | C |`, or rows in a block."""
    values = Values(check, statement)
    names = [value.text for value in statement.values if isinstance(value, Word)]
    if names and len(names) == len(statement.values) and statement.block is None:
        help = f"write it as `chords | {' | '.join(names)} |`"
        check.report("E0320", "chords stand between bar lines", statement.span, "no bar line", help)
        return ()
    rows = _rows(check, statement, values, "chords | Dm | C |")
    found = []
    for row, ending in rows:
        read, mistakes = read_chords(row.text)
        _add(check, row, mistakes)
        found.append(ChordLine(read, row.span, ending, _broken(read, mistakes)))
    return tuple(found)


def read_lyrics(check: Check, statement: Statement) -> Lyrics | None:
    """`lyrics lead "Har-bour lights"`: hyphens part syllables, `_` holds one over another note."""
    example = 'lyrics lead "Har-bour lights"'
    values = Values(check, statement)
    line = values.word()
    if line is None:
        values.missing("the name of a line", example)
        return None
    texts = []
    while (text := values.text()) is not None:
        texts.append(text)
    if not texts:
        values.missing("the words in quotes", example)
        return None
    values.done()
    no_block(check, statement)
    syllables = tuple(part for text in texts for word in text.value.split() for part in _syllables(word))
    return Lyrics(line.text, syllables, line.span.to(texts[-1].span))


def _syllables(word: str) -> list[str]:
    """`Har-bour` is `Har-` and `bour`; a hyphen at the end belongs to the syllable."""
    parts = [part for part in word.split("-") if part]
    return [f"{part}-" for part in parts[:-1]] + parts[-1:]


def _lanes(check: Check, block: Block, meter: Meter) -> tuple[Lane, ...]:
    lanes: dict[str, Lane] = {}
    for statement in block.statements:
        piece = "" if statement.head.text == "|" else statement.head.text
        values = Values(check, statement)
        cycle = None
        if values.keyword("cycle") is not None:
            cycle = values.beats("a length", "hat cycle 3/4 | x-x |", meter)
        row = values.row()
        if row is None:
            values.missing("a row of steps", f"{piece or 'kick'} | x--- x--- |")
            continue
        values.done()
        no_block(check, statement)
        line = _step_line(check, row)
        earlier = lanes.get(piece)
        rows = (*earlier.rows, line) if earlier is not None else (line,)
        lanes[piece] = Lane(piece, rows, cycle or (earlier.cycle if earlier else None), statement.head.span)
    return tuple(lanes.values())


def _step_line(check: Check, row: Row) -> StepLine:
    read, mistakes = read_steps(row.text)
    _add(check, row, mistakes)
    return StepLine(read, row.span)


def read_inline_notes(check: Check, row: Row, degrees: bool, ending: int = 0) -> NoteLine:
    """A note row by itself."""
    read, mistakes = read_notes(row.text, degrees)
    _add(check, row, mistakes)
    return NoteLine(read, row.span, ending, _broken(read, mistakes))


def _note_rows(check: Check, statement: Statement, values: Values, degrees: bool, example: str) -> tuple[NoteLine, ...]:
    return tuple(
        read_inline_notes(check, row, degrees, ending) for row, ending in _rows(check, statement, values, example)
    )


def _add(check: Check, row: Row, mistakes: tuple[Mistake, ...]) -> None:
    for mistake in mistakes:
        check.add(mistake.within(row.span))


def _broken(row: NoteRow | ChordRow, mistakes: tuple[Mistake, ...]) -> tuple[int, ...]:
    """The bars that a mistake touches."""
    if not mistakes:
        return ()
    bars = [bar.at for bar in row.bars]
    return tuple(
        index
        for index, (start, end) in enumerate(bars)
        if any(mistake.at[0] < end and start < mistake.at[1] for mistake in mistakes)
    )


def _rows(check: Check, statement: Statement, values: Values, example: str) -> list[tuple[Row, int]]:
    """The rows of a statement, on its line or in its block, each with the pass it is for (0 for every pass)."""
    row = values.row()
    values.done()
    if row is not None:
        no_block(check, statement)
        return [(row, 0)]
    block = need_block(check, statement, example)
    return list(_block_rows(check, block, example)) if block is not None else []


def _block_rows(check: Check, block: Block, example: str) -> Iterable[tuple[Row, int]]:
    for statement in block.statements:
        ending = _ENDING.fullmatch(statement.head.text)
        if statement.head.text != "|" and ending is None:
            message = f"a row of music begins with a bar line, not with `{statement.head.text}`"
            check.report("E0320", message, statement.head.span, "no bar line", f"write it as `{example}`")
            continue
        values = Values(check, statement)
        row = values.row()
        if row is None:
            values.missing("a row", "1st: | … |")
            continue
        values.done()
        no_block(check, statement)
        yield row, int(ending[1]) if ending is not None else 0


def _option(values: Values, names: tuple[str, ...]) -> str | None:
    """The next option's name, its word taken. An unknown word is reported and passed over."""
    while isinstance(values.next, Word):
        word = values.word()
        assert word is not None
        if word.text in names:
            return word.text
        near = closest(word.text, names)
        help = f"did you mean `{near}`?" if near else f"it can be {alternatives(names)}"
        head = values.statement.head.text
        values.check.report("E0407", f"a {head} has no option `{word.text}`", word.span, "not known here", help)
    return None


def _is_bars(values: Values) -> bool:
    return values.next is not None and not isinstance(values.next, Row)


def _or(value: int | None, default: int) -> int:
    return default if value is None else value
