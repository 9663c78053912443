"""The grammar of `.song` files, and the parser that Lark makes of it.

`song.lark` is the grammar and `README.md` the language reference. This package knows nothing of what songs mean.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Lark

GRAMMAR = Path(__file__).with_name("song.lark")
STARTS = (
    *("file", "item", "statement"),
    *("note_row", "note_bar", "chord_row", "chord_bar", "step_row", "step_bar"),
)


@cache
def parser() -> Lark:
    """The parser, from the user's cache where it has been made before (1 ms against 30 ms)."""
    from . import saved

    text = GRAMMAR.read_text(encoding="utf-8")
    return saved.load(text) or saved.save(text, make(text))


def make(text: str) -> Lark:
    """A parser made of the grammar's text, with no cache."""
    from lark import Lark

    return Lark(text, start=list(STARTS), parser="lalr", lexer="contextual", maybe_placeholders=False)
