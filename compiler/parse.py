"""Text to syntax. The tree says where each statement stands, the grammar what it says.

Statements are read one at a time and remembered by their text, blocks by their text and place, so after an edit only
the statement that changed is read again, and a mistake in one hides nothing in another.
"""

from __future__ import annotations

from .diagnostics import Diagnostic
from .header import STAGES, read_header, shift
from .memory import Memory
from .source import Source, Span
from .syntax import Block, File, Statement
from .tree import Branch, Twigs, plain, read_tree

Reading = tuple[Statement, tuple[Diagnostic, ...]]

_FILES: Memory[tuple[tuple[Statement, ...], tuple[Diagnostic, ...]]] = Memory()
_STATEMENTS: Memory[Reading] = Memory()  # by file, start, whether at the file level, and text


def parse(source: Source) -> tuple[File, list[Diagnostic]]:
    """The file's statements and every mistake in its text, in order of place. What is wrong is skipped, the rest is
    read."""
    file, text = source.file, plain(source.text)
    statements, diagnostics = _FILES.recall((file, text), lambda: _parse(file, text))
    return File(source.file, statements), list(diagnostics)


def _parse(file: str, text: str) -> tuple[tuple[Statement, ...], tuple[Diagnostic, ...]]:
    source = Source(file, text)
    tree, mistakes = read_tree(source.text)
    readings = _read_all(source, tree, at_file_level=True, remember=not mistakes)
    statements = tuple(statement for statement, _ in readings)
    diagnostics = [
        *(mistake.within(Span(source.file, 0, len(source.text))) for mistake in mistakes),
        *(diagnostic for _, found in readings for diagnostic in found),
        *_check_stages(statements),
    ]
    return statements, tuple(sorted(diagnostics, key=lambda d: (d.span.start, d.span.end, d.code)))


def _read_all(source: Source, twigs: Twigs, at_file_level: bool, remember: bool) -> list[Reading]:
    return [_read_branch(source, piece, at_file_level, remember) for piece in twigs.pieces if isinstance(piece, Branch)]


def _read_branch(source: Source, branch: Branch, at_file_level: bool, remember: bool) -> Reading:
    """A statement as it is remembered, or read anew. Where braces do not match, what stands around a block says how it
    is read, so its text alone does not tell it."""
    if branch.block is None or not remember:
        return _read_anew(source, branch, at_file_level, remember)
    key = (source.file, branch.start, at_file_level, source.text[branch.start : branch.end])
    return _STATEMENTS.recall(key, lambda: _read_anew(source, branch, at_file_level, remember))


def _read_anew(source: Source, branch: Branch, at_file_level: bool, remember: bool) -> Reading:
    span = Span(source.file, branch.start, branch.end)
    header = read_header(source.text[branch.start : branch.head_end], branch.block is not None, at_file_level)
    found = [mistake.within(span) for mistake in header.mistakes]
    block = None
    if branch.block is not None:
        inner = _read_all(source, branch.block, at_file_level=False, remember=remember)
        found += (diagnostic for _, diagnostics in inner for diagnostic in diagnostics)
        place = Span(source.file, branch.block.start, branch.block.end)
        block = Block(tuple(statement for statement, _ in inner), place)
    values = tuple(shift(value, span) for value in header.values)
    return Statement(shift(header.head, span), values, block, span), tuple(found)


def _check_stages(statements: tuple[Statement, ...]) -> list[Diagnostic]:
    """A file has one header and one block for each stage."""
    first: dict[str, Statement] = {}
    found = []
    for statement in statements:
        name = statement.head.text
        if name not in ("song", *STAGES):
            continue
        before = first.setdefault(name, statement)
        if before is not statement:
            message = f"this file has a second `{name}` block"
            related = ((before.head.span, "the first one is here"),)
            found.append(Diagnostic("E0110", message, statement.head.span, help="put both into one", related=related))
    return found
