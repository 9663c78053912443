"""Statements on lines: indents, blank lines, blocks on one line or on several, comments where they were."""

from __future__ import annotations

from dataclasses import replace

from ..frozen import dataclass
from ..tree import Branch, Comment, Twigs
from .rows import Laid, align, lay
from .words import spell_header

WIDTH = 120
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement or comment as laid out. `lines` are its lines without the block's own indent; the first of them
    stands after `row` has been aligned. `comment` is the one that follows on the same line."""

    lines: tuple[str, ...]
    row: Laid | None = None
    comment: str = ""
    blank_before: bool = False
    spreads: bool = False

    @property
    def is_comment(self) -> bool:
        return self.lines[0].startswith("//")


def lay_out(text: str, tree: Twigs) -> str:
    """The whole file."""
    lines = _lines(_apart(_entries(text, tree, "", WIDTH, at_file_level=True)[1]), WIDTH)
    return "\n".join(lines) + "\n" if lines else ""


def _entries(text: str, twigs: Twigs, owner: str, width: int, at_file_level: bool) -> tuple[str, list[Entry]]:
    """What a block holds, laid out for lines of `width`, after the comment that follows the block's opening brace."""
    opening = ""
    entries: list[Entry] = []
    end = twigs.start
    for piece in twigs.pieces:
        blank = text.count("\n", end, piece.start) > 1 and bool(entries)
        if isinstance(piece, Comment):
            comment = text[piece.start : piece.end].rstrip()
            if piece.alone:
                entries.append(Entry((comment,), blank_before=blank))
            elif entries:
                entries[-1] = replace(entries[-1], comment=comment)
            else:
                opening = comment
        else:
            entries.append(replace(_statement(text, piece, owner, width, at_file_level), blank_before=blank))
        end = piece.end
    return opening, entries


def _statement(text: str, branch: Branch, owner: str, width: int, at_file_level: bool) -> Entry:
    block = branch.block
    words, row = spell_header(text[branch.start : branch.head_end], block is not None, at_file_level)
    head = (words or owner).split()[0] if words or owner else ""
    laid = lay(row, chords=head == "chords") if row is not None else None
    if block is None:
        return Entry((words,), laid) if row is None or laid else Entry((_join(words, row),))
    words = _join(words, str(laid or row)) if row is not None else words
    if "\n" not in text[block.start : block.end]:
        line = _join(words, _one_line(text, block, head))
        if len(line) <= width:
            return Entry((line,))
    opening, entries = _entries(text, block, head, width - len(INDENT), at_file_level=False)
    inner = (INDENT + line if line else "" for line in _lines(entries, width - len(INDENT)))
    first = _join(words, "{") + (f"  {opening}" if opening else "")
    return Entry((first, *inner, "}"), spreads=True) if entries or opening else Entry((_join(words, "{}"),))


def _one_line(text: str, block: Twigs, owner: str) -> str:
    out = ""
    for piece in block.pieces:
        assert isinstance(piece, Branch)  # a comment would end the line
        entry = _statement(text, piece, owner, len(text) * 2 + WIDTH, at_file_level=False)
        last = piece is block.pieces[-1]
        out += _join(entry.lines[0], str(entry.row) if entry.row else "")
        out += "" if last else "  " if piece.block else ";  "
    return f"{{ {out} }}" if out else "{}"


def _lines(entries: list[Entry], width: int) -> list[str]:
    lines: list[str] = []
    for start, stop in _neighbours(entries):
        rows = _aligned(entries[start:stop], width)
        for entry, first in zip(entries[start:stop], rows, strict=True):
            if entry.blank_before:
                lines.append("")
            lines += (first, *entry.lines[1:])
            if entry.comment:
                lines[-1] += f"  {entry.comment}"
    return lines


def _neighbours(entries: list[Entry]) -> list[tuple[int, int]]:
    """Runs of entries: rows that stand directly below each other, all with a name or all without, and everything else
    by itself."""
    runs: list[tuple[int, int]] = []
    for index, entry in enumerate(entries):
        before = entries[index - 1] if index else None
        rows = before is not None and before.row is not None and entry.row is not None
        if before and rows and not entry.blank_before and bool(before.lines[0]) == bool(entry.lines[0]):
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _aligned(entries: list[Entry], width: int) -> list[str]:
    """The first lines of neighbours. Rows that would not fit when aligned are left as they are."""
    rows = [entry.row for entry in entries if entry.row is not None]
    if not rows:
        return [entry.lines[0] for entry in entries]
    head = max(len(entry.lines[0]) for entry in entries)
    lines = [_join(f"{entry.lines[0]:<{head}}", row) for entry, row in zip(entries, align(rows), strict=True)]
    if max(map(len, lines)) <= width:
        return lines
    return [_join(entry.lines[0], str(row)) for entry, row in zip(entries, rows, strict=True)]


def _apart(entries: list[Entry]) -> list[Entry]:
    """At the file's own level, a blank line around each block of several lines and the comments above it."""
    out = list(entries)
    for index, entry in enumerate(entries):
        if not entry.spreads:
            continue
        first = index
        while first and out[first - 1].is_comment and not out[first].blank_before:
            first -= 1
        for at in (first, index + 1):
            if 0 < at < len(out):
                out[at] = replace(out[at], blank_before=True)
    return out


def _join(one: str, two: str | None) -> str:
    return f"{one} {two}" if one and two else one or two or ""
