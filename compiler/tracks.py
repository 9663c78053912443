"""`track NAME { … }` blocks: how `takes` and `edits` say something of each track."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .check import Check, declare, need_block, need_word, no_more, unknown_statement
from .source import Span
from .syntax import Block, Statement, Word
from .vocabulary.blocks import BlockSpec


def each_track(
    check: Check, statement: Statement | None, spec: BlockSpec, tracks: Mapping[str, object], example: str
) -> Iterator[tuple[Statement, Word, Block | None]]:
    """The lines of the statement's block, with the track that each speaks of, no track twice, and what it says of it.
    `example` is what such a block may hold."""
    seen: dict[str, Span] = {}
    for line in statement.block.statements if statement and statement.block else ():
        if line.head.text != "track":
            unknown_statement(check, line, f"`{spec.name}`", spec.heads)
            continue
        name = need_word(check, line, "the name of a track", f"track vocals {{ {example} }}")
        if name is None:
            continue
        no_more(check, line, line.values[1:])
        if name.text not in tracks:
            check.unknown("track", name.text, name.span, tracks)
            continue
        block = need_block(check, line, f"track {name.text} {{ {example} }}")
        if declare(check, "track", name, seen):
            seen[name.text] = name.span
            yield line, name, block
