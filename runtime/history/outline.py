"""The outline: a file's declarations in the formatter's spelling, each with its line in the file as written."""

from __future__ import annotations

from collections.abc import Iterator

from ...compiler.files import Files, project_path
from ...compiler.format import format_text
from ...compiler.frozen import dataclass
from ...compiler.parse import parse
from ...compiler.rows.bars import cut
from ...compiler.source import Source
from ...compiler.syntax import Row, Statement, Text, Value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a declaration stands; not part of what it says."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Node:
    """One statement. `words` are its values as spelled, rows left out; `bars` are those of its rows, blanks plain.
    Two nodes that say the same have the same `meaning`."""

    head: str
    words: tuple[str, ...]
    bars: tuple[str, ...]
    inner: tuple[Node, ...]
    place: Place

    @property
    def meaning(self) -> tuple[object, ...]:
        return self.head, self.words, self.bars, tuple(node.meaning for node in self.inner)

    @property
    def text(self) -> str:
        """The statement without its block, as one would say it."""
        row = f"| {' | '.join(self.bars)} |" if self.bars else ""
        return " ".join(word for word in (self.head, *self.words, row) if word)

    def each(self, *heads: str) -> list[Node]:
        return [node for node in self.inner if node.head in heads]


def outline(files: Files, path: str, seen: set[str] | None = None) -> dict[str, Node]:
    """The outlines of a song and of every file that it uses, by path; none for a file that is not there or is not
    text."""
    seen = {path} if seen is None else seen
    try:
        text = files.read_text(path)
    except UnicodeDecodeError:
        text = None
    if text is None:
        return {}
    found = {path: _file(path, text)}
    for use in found[path].each("use"):
        target = project_path(use.words[0].strip('"'), path) if use.words else None
        if target is not None and target not in seen:
            seen.add(target)
            found |= outline(files, target, seen)
    return found


def _file(path: str, text: str) -> Node:
    """Statements of the formatted text, each with the line of its partner in the text as written: the formatter keeps
    statements and their order."""
    written = Source(path, text)
    spelled = Source(path, format_text(text))
    nodes = _nodes(parse(spelled)[0].statements, parse(written)[0].statements, spelled, written)
    return Node("", (), (), tuple(nodes), Place(path, 1))


def _nodes(
    spelled: tuple[Statement, ...], written: tuple[Statement, ...], source: Source, original: Source
) -> Iterator[Node]:
    for statement, partner in zip(spelled, written, strict=False):
        rows = [value for value in statement.values if isinstance(value, Row)]
        words = tuple(_word(value, source) for value in statement.values if not isinstance(value, Row))
        inner: tuple[Node, ...] = ()
        if statement.block is not None and partner.block is not None:
            inner = tuple(_nodes(statement.block.statements, partner.block.statements, source, original))
        line = original.position(partner.span.start)[0]
        yield Node(
            "" if statement.head.text == "|" else statement.head.text,
            words,
            tuple(bar for row in rows for bar in _bars(row.text)),
            inner,
            Place(source.file, line),
        )


def _word(value: Value, source: Source) -> str:
    text = source.text[value.span.start : value.span.end]
    return text if isinstance(value, Text) else " ".join(text.split())


def _bars(row: str) -> list[str]:
    """What stands between bar lines; repeat signs stay with their bars."""
    found = cut(row)
    bars = [" ".join(row[start:end].split()) for start, end in found.bars]
    for first, end, times in found.repeats:
        bars[first] = f"|: {bars[first]}"
        bars[end - 1] += " :|" + (f"*{times}" if times != 2 else "")
    return bars
