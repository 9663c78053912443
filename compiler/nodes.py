"""The text of a file as nested nodes, each a kind and a place: for editors and other programs that colour, fold,
outline or select. What a node says is its text; a file with mistakes gives the nodes of all that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .frozen import dataclass
from .parse import parse
from .rows import read_chords, read_notes, read_steps
from .rows.records import Element, Group, Legato, MotifCall, Note, NoteRow, Rest
from .source import Source
from .syntax import Block, Place, Quantity, Range, Row, Statement, Symbol, Text, Value, Word
from .tree import Comment, Twigs, plain, read_tree

# What the rows of a statement hold, by its head; those of every other statement hold steps.
LANGUAGES = {"chords": "chords", "rhythm": "steps", "line": "notes", "motif": "notes", "comp": "notes"}

KINDS: dict[type, str] = {
    Word: "word",
    Text: "text",
    Quantity: "quantity",
    Place: "place",
    Range: "range",
    Symbol: "symbol",
    Note: "note",
    Rest: "rest",
    Group: "group",
    Legato: "legato",
    MotifCall: "motif",
}


@dataclass(frozen=True, slots=True)
class Node:
    """From `start` to `end` of the text, in characters. `children` stand inside it, in order."""

    kind: str
    start: int
    end: int
    children: tuple[Node, ...] = ()


def nodes(source: Source) -> Node:
    """The file: statements and comments; of a statement its head, its values and its block; of a row its bars and what
    stands in them."""
    twigs, _ = read_tree(plain(source.text))
    file, _ = parse(source)
    return Node("file", 0, len(source.text), tuple(_inside(twigs, file.statements, ())))


def language_of(owners: Iterable[str]) -> str:
    """What a row holds (`notes`, `chords` or `steps`), by the heads of the statements around it, innermost last."""
    return next((LANGUAGES[head] for head in reversed(tuple(owners)) if head in LANGUAGES), "steps")


def counts_degrees(statement: Statement) -> bool:
    """Whether numbers in the statement's rows are degrees of the scale."""
    words = (value.text for value in statement.values if isinstance(value, Word))
    return statement.head.text == "comp" or "degrees" in words


def _inside(twigs: Twigs, statements: tuple[Statement, ...], owners: tuple[Statement, ...]) -> Iterator[Node]:
    """Statements and comments in the order of the text; the tree has a branch for every statement."""
    read = iter(statements)
    for piece in twigs.pieces:
        if isinstance(piece, Comment):
            yield Node("comment", piece.start, piece.end)
        else:
            yield _statement(next(read), piece.block, owners)


def _statement(statement: Statement, twigs: Twigs | None, owners: tuple[Statement, ...]) -> Node:
    around = (*owners, statement)
    children = []
    first = statement.values[0].span.start if statement.values else statement.span.end
    if statement.head.span.end <= first:  # else the line is a row or a text alone, which is its own head
        children.append(Node("head", statement.head.span.start, statement.head.span.end))
    children += (_value(value, around) for value in statement.values)
    if twigs is not None and isinstance(statement.block, Block):
        inside = tuple(_inside(twigs, statement.block.statements, around))
        children.append(Node("block", twigs.start, twigs.end, inside))
    return Node("statement", statement.span.start, statement.span.end, tuple(children))


def _value(value: Value, owners: tuple[Statement, ...]) -> Node:
    start, end = value.span.start, value.span.end
    match value:
        case Range():
            return Node("range", start, end, (_value(value.low, owners), _value(value.high, owners)))
        case Row():
            language = language_of(owner.head.text for owner in owners)
            degrees = any(map(counts_degrees, owners))
            return Node("row", start, end, tuple(_bars(value.text, start, language, degrees)))
        case _:
            return Node(KINDS[type(value)], start, end)


def _bars(text: str, at: int, language: str, degrees: bool) -> Iterator[Node]:
    """The bars of a row that begins at `at`; the steps of a row have no bars, since their bar lines are for the eye."""
    match language:
        case "chords":
            for bar in read_chords(text)[0].bars:
                inside = tuple(Node("chord", at + each.at[0], at + each.at[1]) for each in bar.chords)
                yield Node("bar", at + bar.at[0], at + bar.at[1], inside)
        case "notes":
            row: NoteRow = read_notes(text, degrees)[0]
            for notes in row.bars:
                yield Node("bar", at + notes.at[0], at + notes.at[1], tuple(_elements(notes.elements, at)))
        case _:
            marks = (step.at for bar in read_steps(text)[0].bars for step in bar)
            yield from (Node("step", at + start, at + end) for start, end in dict.fromkeys(marks))  # euclid is one


def _elements(elements: Iterable[Element], at: int) -> Iterator[Node]:
    for element in elements:
        inside = tuple(_elements(element.elements, at)) if isinstance(element, Group | Legato) else ()
        yield Node(KINDS[type(element)], at + element.at[0], at + element.at[1], inside)
