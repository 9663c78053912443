"""Case files: a song and what the compiler makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import NamedTuple

from songc.compiler.diagnostics import Diagnostic
from songc.compiler.format import format_text
from songc.compiler.harmony import read_chord
from songc.compiler.nodes import counts_degrees, language_of
from songc.compiler.parse import parse
from songc.compiler.rows import read_chords, read_notes, read_steps
from songc.compiler.rows.records import ChordSymbol
from songc.compiler.source import Source, Span
from songc.compiler.syntax import Row, Statement
from songc.compiler.theory import Key, Name
from songc.runtime.terminal.frames import render

from .scored import show_checks, show_score

FILE = "case.song"
FOLDER = Path(__file__).parent
MARK = "--- "


class Case(NamedTuple):
    song: str
    sections: dict[str, str]


def read_case(text: str) -> Case:
    """A case file's song and its sections by name."""
    parts = ("\n" + text).split("\n" + MARK)
    sections = (part.partition("\n") for part in parts[1:])
    return Case(parts[0].removeprefix("\n"), {name.strip(): body.rstrip("\n") for name, _, body in sections})


def write_case(case: Case) -> str:
    return case.song + "".join(f"\n{MARK}{name}\n{body}" for name, body in case.sections.items()) + "\n"


def rows(statements: tuple[Statement, ...], owners: tuple[str, ...] = ()) -> Iterator[tuple[str, bool, Row]]:
    """Every row of a file: its kind, whether it counts degrees, and the row."""
    for statement in statements:
        inside = (*owners, statement.head.text)
        degrees = counts_degrees(statement) or "degrees" in owners
        for value in statement.values:
            if isinstance(value, Row):
                yield language_of(inside), degrees, value
        if statement.block:
            yield from rows(statement.block.statements, (*inside, "degrees") if degrees else inside)


def read_row(kind: str, degrees: bool, row: Row):  # type: ignore[no-untyped-def]
    if kind == "notes":
        return read_notes(row.text, degrees)
    return read_chords(row.text) if kind == "chords" else read_steps(row.text)


def find_mistakes(song: str) -> list[Diagnostic]:
    """What is wrong with a song's text and its rows, in order of place."""
    file, found = parse(Source(FILE, song))
    for kind, degrees, row in rows(file.statements):
        found += (mistake.within(row.span) for mistake in read_row(kind, degrees, row)[1])
    return sorted(found, key=lambda one: (one.span.start, one.span.end))


def meaning(value: object) -> object:
    """A record without its places, so that what two texts say can be compared."""
    if isinstance(value, Span):
        return None
    if isinstance(value, Row):
        return "row"
    if isinstance(value, ChordSymbol):
        return read_chord(value.spelling, Key(Name("d"), "minor")), value.beats
    if is_dataclass(value):
        return (
            type(value).__name__,
            *(meaning(getattr(value, field.name)) for field in fields(value) if field.name not in ("span", "at")),
        )
    if isinstance(value, tuple):
        return tuple(map(meaning, value))
    return value


def meaning_of(song: str) -> object:
    """Everything that a song's text says: its statements, and what its rows say."""
    statements = parse(Source(FILE, song))[0].statements
    return meaning(statements), [meaning(read_row(*row)[0]) for row in rows(statements)]


def show_syntax(song: str) -> str:
    return "\n".join(_show_statements(song, parse(Source(FILE, song))[0].statements, ""))


def _show_statements(song: str, statements: tuple[Statement, ...], indent: str) -> Iterator[str]:
    for statement in statements:
        values = " ".join(f"{type(value).__name__}<{_written(song, value.span)}>" for value in statement.values)
        yield f"{indent}{statement.head.text} {values}".rstrip()
        if statement.block:
            yield from _show_statements(song, statement.block.statements, indent + "  ")


def _written(song: str, span: Span) -> str:
    return song[span.start : span.end]


def show_rows(song: str) -> str:
    lines = []
    for kind, degrees, row in rows(parse(Source(FILE, song))[0].statements):
        read, _ = read_row(kind, degrees, row)
        lines.append(row.text)
        for bar in read.bars:
            lines.append("  bar")
            lines += (f"    {_brief(part)}" for part in _parts(bar))
        if getattr(read, "repeats", ()):
            lines.append(f"  repeats {read.repeats}")
    return "\n".join(lines)


def _parts(bar: object) -> tuple[object, ...]:
    if isinstance(bar, tuple):
        return bar
    if getattr(bar, "repeats_previous", False):
        return ("as the bar before",)
    return tuple(getattr(bar, "elements", ()) or getattr(bar, "chords", ()))


def _brief(value: object) -> str:
    if is_dataclass(value):
        shown = ((field.name, getattr(value, field.name)) for field in fields(value) if field.name != "at")
        inner = " ".join(f"{name}={_brief(one)}" for name, one in shown if one not in (None, (), False, ""))
        return f"{type(value).__name__}({inner})"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_brief, value))}]"
    return str(value)


def show_mistakes(song: str) -> str:
    sources = {FILE: Source(FILE, song)}
    frames = [render(mistake, sources, color=False, width=100) for mistake in find_mistakes(song)]
    return "\n\n".join(frames)


SECTIONS: dict[str, Callable[[str], str]] = {
    "syntax": show_syntax,
    "rows": show_rows,
    "mistakes": show_mistakes,
    "formatted": format_text,
    "score": show_score,
    "checks": show_checks,
}
