"""Statements in a form in which the grammar's tree of a whole file and the syntax can be compared: words and blocks."""

from __future__ import annotations

from lark import Token, Tree

from songc.compiler.syntax import File, Range, Row, Statement, Value


def statements_of(whole: Tree[Token] | File) -> list[object]:
    if isinstance(whole, File):
        return [_from_syntax(statement) for statement in whole.statements]
    return [_from_tree(child) for child in whole.children]


def _from_tree(tree: Tree[Token] | Token) -> object:
    assert isinstance(tree, Tree)
    words: list[tuple[int, int]] = []
    block: list[object] | None = None
    for child in tree.children:
        if isinstance(child, Token):
            words.append((child.start_pos or 0, (child.start_pos or 0) + len(child.rstrip())))
        elif child.data == "range":
            low, high = child.children
            assert isinstance(low, Token) and isinstance(high, Token)
            words.append((low.start_pos or 0, high.end_pos or 0))
        else:
            block = [_from_tree(statement) for statement in child.children]
    return words, block


def _from_syntax(statement: Statement) -> object:
    values: tuple[Value, ...] = statement.values
    own_head = statement.head.text not in ("|", '"')
    spans = [statement.head.span] if own_head else []
    words = [(span.start, span.end) for span in spans]
    words += [(value.span.start, _end(value)) for value in values]
    block = None if statement.block is None else [_from_syntax(inner) for inner in statement.block.statements]
    return words, block


def _end(value: Row | Range | Value) -> int:
    return value.span.end
