"""One statement's head and values, read by the grammar. Nothing here knows where the statement stands, so what is read
once holds for every statement with the same text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from .diagnostics import Mistake
from .source import Span
from .strays import explain
from .suggest import closest
from .syntax import Place, Quantity, Range, Row, Symbol, Text, Value, Word
from .values import read_value

if TYPE_CHECKING:
    from lark import Token, Tree
    from lark.exceptions import UnexpectedInput

STAGES = ("composition", "arrangement", "takes", "edits", "mix", "master")
FORMS = {
    "song": 'song "Title" { … }',
    "use": 'use "lib/kits.song" as kits',
    **{stage: f"{stage} {{ … }}" for stage in STAGES},
    "variant": "variant name { … }",
    "expect": "expect { … }",
}

AnyValue = TypeVar("AnyValue", bound=Value)


class Header(NamedTuple):
    """A statement's head and values, with spans that count from its start, and what is wrong with them."""

    head: Word
    values: tuple[Value, ...]
    mistakes: tuple[Mistake, ...]


@lru_cache(1 << 16)
def read_header(text: str, has_block: bool, at_file_level: bool) -> Header:
    """Reads `text`, a statement without its block. What cannot be read is skipped, and the rest is kept."""
    mistakes: list[Mistake] = []
    if not text:  # a block without a name, which the tree reports
        return Header(Word("", Span("", 0, 0)), (), ())
    tree = _read_item(text, has_block, mistakes) if at_file_level else None
    children = _tokens(tree or _read_statement(text, mistakes))
    if not children:
        first = (text.split() or [""])[0]
        return Header(Word(first, Span("", 0, len(first))), (), tuple(mistakes))
    values = [_value(child, mistakes) for child in children]
    head = values[0]
    match head:
        case Row():
            return Header(Word("|", Span("", 0, 1)), tuple(values), tuple(mistakes))
        case Text():
            return Header(Word('"', Span("", 0, 1)), tuple(values), tuple(mistakes))
    written = text[head.span.start : head.span.end].removesuffix(":")
    return Header(Word(written, head.span), tuple(values[1:]), tuple(mistakes))


def shift(value: AnyValue, span: Span) -> AnyValue:
    """The value of a header in the statement that `span` covers."""
    place = span.part(value.span.start, value.span.end)
    match value:
        case Word(text, _):
            return Word(text, place)  # type: ignore[return-value]
        case Quantity(number, unit, signed, _, denominator):
            return Quantity(number, unit, signed, place, denominator)  # type: ignore[return-value]
        case Row(text, _):
            return Row(text, place)  # type: ignore[return-value]
        case Text(text, _):
            return Text(text, place)  # type: ignore[return-value]
        case Symbol(text, _):
            return Symbol(text, place)  # type: ignore[return-value]
        case Range(low, high, _):
            return Range(shift(low, span), shift(high, span), place)  # type: ignore[return-value]
        case Place(section, passage, bar, beat, last, seconds, _):
            return Place(section, passage, bar, beat, last, seconds, place)  # type: ignore[return-value]


def _read_item(text: str, has_block: bool, mistakes: list[Mistake]) -> Tree[Token] | None:
    """The statement of the file level that `text` says; None, with the reason, if it says none."""
    from lark.exceptions import UnexpectedInput

    from ..grammar import parser

    try:
        return parser().parse(text + (" {}" if has_block else ""), start="item")
    except UnexpectedInput:
        pass
    head = (re.match(r"[\w-]*", text) or [""])[0]
    at = (0, len(head))
    if not head:
        mistakes.append(explain(text, 0))
    elif head in FORMS:
        strays: list[Mistake] = []
        _read_statement(text, strays)
        help_ = strays[0].help if strays else ""
        mistakes.append(Mistake("E0105", f"`{head}` is written `{FORMS[head]}`", (0, len(text)), help=help_))
    elif known := closest(head, FORMS):
        mistakes.append(Mistake("E0108", f"a song has no `{head}` block", at, help=f"did you mean `{known}`?"))
    else:
        help_ = f"a file holds {', '.join(FORMS)}; `{head}` may belong inside one of their blocks"
        mistakes.append(Mistake("E0108", f"`{head}` does not stand at the file's own level", at, help=help_))
    return None


def _read_statement(text: str, mistakes: list[Mistake]) -> Tree[Token] | None:
    """What the grammar makes of a statement whose strays are skipped; one mistake tells of the first of them."""
    from lark.exceptions import UnexpectedInput

    from ..grammar import parser

    strays: list[Mistake] = []

    def skip(error: UnexpectedInput) -> bool:
        strays.append(explain(text, min(_place(error, text), len(text))))
        return True

    tree: Tree[Token] | None
    try:
        tree = parser().parse(text, start="statement", on_error=skip)
    except UnexpectedInput:  # the end came too early: a range without its upper end
        tree = None
    if strays and not mistakes:
        mistakes.append(strays[0])
    return tree


def _place(error: UnexpectedInput, text: str) -> int:
    from lark.exceptions import UnexpectedToken

    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(text)
    return error.pos_in_stream if error.pos_in_stream is not None else len(text)


def _tokens(tree: Tree[Token] | None) -> list[Token | Tree[Token]]:
    children = tree.children if tree else []
    return [child for child in children if getattr(child, "data", "") != "block"]


def _value(child: Token | Tree[Token], mistakes: list[Mistake]) -> Value:
    if isinstance(child, str):
        start = child.start_pos or 0
        return read_value(child.type, str(child), Span("", start, start + len(child)), mistakes)
    low, high = (_value(end, mistakes) for end in child.children)
    return Range(low, high, low.span.to(high.span))
