"""The composition block, read into records: sections, the form, and what is declared for all of them.

Whether bars fill their meter and lines their section is asked in `notation`, where lengths are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate

from ..check import Check, declare, need_block, no_block, unknown_statement
from ..frozen import dataclass
from ..source import Span
from ..syntax import Quantity, Statement, Value, Word
from ..theory import C_MAJOR, COMMON_TIME, Meter
from ..vocabulary.writing import COMPOSITION, SECTION
from .frame import DEFAULT_TEMPO, read_frame
from .parts import read_chord_lines, read_line, read_lyrics, read_motif, read_rhythm
from .records import ChordLine, Composition, FormItem, Line, Lyrics, Motif, Rhythm, Section
from .values import Values

LONGEST_SECTION = 999
_TIMES = re.compile(r"x[1-9]\d{0,2}")
MOST_BARS = 5_000  # of the form: hours of music
WHOLE = "song"  # the section of a composition that declares none


@dataclass(frozen=True, slots=True)
class _Parts:
    chords: tuple[ChordLine, ...]
    lines: tuple[Line, ...]
    rhythms: tuple[Rhythm, ...]
    lyrics: tuple[Lyrics, ...]


def read_composition(check: Check, statement: Statement | None) -> Composition:
    """The composition that the block declares. Without a block it is empty."""
    statements = statement.block.statements if statement is not None and statement.block is not None else ()
    span = statement.span if statement is not None else Span("", 0, 0)
    frame = read_frame(check, statements)
    meter = frame.meter or COMMON_TIME
    parts = _read_parts(check, statements, meter)
    motifs: dict[str, Motif] = {}
    sections: dict[str, Section] = {}
    forms: list[Statement] = []
    for part in statements:
        match part.head.text:
            case "motif":
                motif = read_motif(check, part)
                if motif is not None and declare(check, "motif", Word(motif.name, motif.span), _spans(motifs.values())):
                    motifs[motif.name] = motif
            case "section":
                section = _read_section(check, part, meter)
                if section is not None and declare(
                    check, "section", Word(section.name, section.span), _spans(sections.values())
                ):
                    sections[section.name] = section
            case "form":
                forms.append(part)
            case head if head not in COMPOSITION.heads:
                unknown_statement(check, part, "the composition", COMPOSITION.heads)
    if not sections and not any(part.head.text == "section" for part in statements):
        sections = _whole(parts, span)
    return Composition(
        tempo=frame.tempo or DEFAULT_TEMPO,
        meter=meter,
        key=frame.key or C_MAJOR,
        swing=frame.swing,
        chords=parts.chords,
        motifs=tuple(motifs.values()),
        rhythms=parts.rhythms,
        lines=parts.lines,
        lyrics=parts.lyrics,
        sections=tuple(sections.values()),
        form=_read_forms(check, forms, sections),
        span=span,
    )


def _whole(parts: _Parts, span: Span) -> dict[str, Section]:
    """The one section of a composition that declares none: as long as what it holds. Nothing when it holds nothing."""
    if not (parts.chords or parts.lines or parts.rhythms):
        return {}
    bars = _longest(parts)
    return {WHOLE: Section(WHOLE, bars, None, None, None, None, (), (), (), (), span)}


def _longest(parts: _Parts) -> int:
    written = [bars_written(parts.chords), *(bars_written(line.rows) - (line.pickup > 0) for line in parts.lines)]
    return max((*written, *(rhythm.bars for rhythm in parts.rhythms), 1))


def _read_parts(check: Check, statements: Iterable[Statement], meter: Meter) -> _Parts:
    """Chords, lines, rhythms and lyrics, which the whole composition and each section may hold."""
    chords: list[ChordLine] = []
    lines: dict[str, Line] = {}
    rhythms: dict[str, Rhythm] = {}
    lyrics: list[Lyrics] = []
    for statement in statements:
        match statement.head.text:
            case "chords":
                chords += read_chord_lines(check, statement)
            case "line":
                line = read_line(check, statement, meter)
                if line is not None and declare(check, "line", Word(line.name, line.span), _spans(lines.values())):
                    lines[line.name] = line
            case "rhythm":
                rhythm = read_rhythm(check, statement, meter)
                if rhythm is not None and declare(
                    check, "rhythm", Word(rhythm.name, rhythm.span), _spans(rhythms.values())
                ):
                    rhythms[rhythm.name] = rhythm
            case "lyrics":
                words = read_lyrics(check, statement)
                lyrics += [words] if words is not None else []
    return _Parts(tuple(chords), tuple(lines.values()), tuple(rhythms.values()), tuple(lyrics))


def _spans(named: Iterable[Motif | Line | Rhythm | Section]) -> dict[str, Span]:
    return {one.name: one.span for one in named}


def _read_section(check: Check, statement: Statement, outer: Meter) -> Section | None:
    """`section verse 8 bars { … }`. Without a length it is as long as the longest of its rows."""
    example = "section verse 8 bars { … }"
    values = Values(check, statement)
    name = values.word()
    if name is None:
        values.missing("a name", example)
        return None
    bars = values.whole("a length in bars", example, 1, LONGEST_SECTION, "bars") if values.next is not None else None
    values.done()
    block = need_block(check, statement, example)
    statements = block.statements if block is not None else ()
    frame = read_frame(check, statements)
    parts = _read_parts(check, statements, frame.meter or outer)
    for part in statements:
        if part.head.text not in SECTION.heads:
            unknown_statement(check, part, f"section {name.text}", SECTION.heads)
    return Section(
        name=name.text,
        bars=bars or _longest(parts),
        tempo=frame.tempo,
        meter=frame.meter,
        key=frame.key,
        swing=frame.swing,
        chords=parts.chords,
        lines=parts.lines,
        rhythms=parts.rhythms,
        lyrics=parts.lyrics,
        span=name.span,
    )


def bars_written(rows: Iterable[ChordLine | Line | object]) -> int:
    """How many bars rows hold when their repeats are played; of alternative endings the first counts."""
    total = 0
    for line in rows:
        row = getattr(line, "row", None)
        if row is None or getattr(line, "ending", 0) > 1:
            continue
        total += len(row.bars) + sum((end - start) * (times - 1) for start, end, times in row.repeats)
    return total


def _read_forms(check: Check, statements: list[Statement], sections: dict[str, Section]) -> tuple[FormItem, ...]:
    """The form; without one, each section once in the order of the text."""
    if not statements:
        return tuple(FormItem(section.name, 0, section.span) for section in sections.values())
    items: list[FormItem] = []
    unknown: set[str] = set()
    for statement in statements:
        items += _read_form(check, statement, statement.values, sections, unknown)
        for inner in statement.block.statements if statement.block is not None else ():
            no_block(check, inner)
            items += _read_form(check, inner, (inner.head, *inner.values), sections, unknown)
    bars = accumulate(sections[item.section].bars if item.section in sections else 0 for item in items)
    inside = [item for item, end in zip(items, bars, strict=True) if end <= MOST_BARS]
    if len(inside) < len(items):
        message = f"the form is more than {MOST_BARS} bars long"
        check.report("E0325", message, statements[0].span, "too long", "take passages out, or make two songs of it")
    return tuple(inside)


def _read_form(
    check: Check,
    statement: Statement,
    values: tuple[Value, ...],
    sections: dict[str, Section],
    unknown: set[str],
) -> list[FormItem]:
    """`intro verse chorus*2 chorus +2 st`: sections in order, repeated, or played higher or lower than written. A name
    that no section has is reported once, and is `unknown` from then on."""
    example = "form intro verse chorus*2"
    reader = Values(check, Statement(statement.head, values, None, statement.span))
    items: list[FormItem] = []
    comma: Span | None = None
    while reader.next is not None:
        name = reader.word()
        if name is None:
            if reader.symbol(","):
                comma = comma or reader.last
                continue
            reader.missing("the name of a section", _repeated(reader.left) or example)
            continue
        if name.text not in sections and items and _TIMES.fullmatch(name.text):
            message = f"`{name.text}` is no section: times are written with a `*`"
            help = f"write `{items[-1].section}*{name.text[1:]}`"
            check.report("E0202", message, name.span, "not declared", help)
            continue
        times = _times(reader, example) if reader.symbol("*") else 1
        semitones = _shift(check, reader)
        if name.text not in sections and name.text not in unknown:
            unknown.add(name.text)
            check.unknown("section", name.text, name.span, sections)
        items += [FormItem(name.text, semitones, name.span)] * times
    if comma is not None:
        check.report("E0406", "`form` has no use for commas", comma, "not needed", "write blanks between the sections")
    return items


def _repeated(values: Sequence[Value]) -> str:
    """How `2 verse` is written."""
    match values:
        case [Quantity(unit="", value=times), Word(text=name), *_] if times.denominator == 1:
            return f"form {name}*{times}"
        case _:
            return ""


def _times(reader: Values, example: str) -> int:
    times = reader.whole("a number of times", example, 1, 999)
    return 1 if times is None else times


def _shift(check: Check, reader: Values) -> int:
    """`+2 st` after a section: how far this passage is moved."""
    if not isinstance(reader.next, Quantity) or reader.next.unit != "st":
        return 0
    quantity = reader.quantity("st")
    assert quantity is not None
    if quantity.value.denominator != 1 or abs(quantity.value) > 24:
        check.report("E0405", "a passage moves by whole semitones, at most 24", quantity.span, "out of range")
        return 0
    return int(Fraction(quantity.value))
