"""Source lines in terminal columns: tabs, wide and combining characters, and lines longer than the terminal."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

TAB = 4
_MARGIN = 16  # columns kept visible before a place far into a long line


class Line(NamedTuple):
    """A line as shown; `start` and `end` are the columns of the place in it, counted from 0, end exclusive."""

    text: str
    start: int
    end: int


def columns(char: str) -> int:
    """Columns that a character takes: two if it is wide (Unicode Annex 11), none if it joins the one before it."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def lay_out(text: str, start: int, end: int) -> Line:
    """A line with its tabs as blanks and unprintable characters made visible; `start` and `end` count characters."""
    shown: list[str] = []
    column = 0
    at = {}
    for index, char in enumerate(text):
        at[index] = column
        if char == "\t":
            blank = TAB - column % TAB
            shown.append(" " * blank)
            column += blank
        elif char == "\r" and index == len(text) - 1:
            continue
        elif not char.isprintable() and columns(char):
            shown.append("�")
            column += 1
        else:
            shown.append(char if char.isprintable() or not unicodedata.category(char).startswith("C") else "")
            column += columns(char)
    first = at.get(start, column + max(start - len(text), 0))
    return Line("".join(shown), first, max(at.get(end, column), first))


def window(line: Line, width: int) -> Line:
    """The part of a line around its place that fits into `width` columns, `…` standing for what is cut off."""
    width = max(width, _MARGIN * 2)
    if _width(line.text) <= width:
        return line
    left = max(line.start - _MARGIN, 0) if line.end > width - 1 else 0
    text, skipped = _drop(line.text, left + 1) if left else (line.text, 0)
    if left:
        text, skipped = "…" + text, skipped - 1
    if _width(text) > width:
        text = _take(text, width - 1) + "…"
    start = min(line.start - skipped, width - 1)
    return Line(text, start, max(min(line.end - skipped, _width(text)), start))


def _width(text: str) -> int:
    return sum(map(columns, text))


def _drop(text: str, width: int) -> tuple[str, int]:
    """The text without its first characters, at least `width` columns of them, and how many columns they took."""
    taken = 0
    for index, char in enumerate(text):
        if taken >= width and columns(char):
            return text[index:], taken
        taken += columns(char)
    return "", taken


def _take(text: str, width: int) -> str:
    """The first characters of a text, at most `width` columns of them."""
    taken = 0
    for index, char in enumerate(text):
        taken += columns(char)
        if taken > width:
            return text[:index]
    return text
