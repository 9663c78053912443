"""Source text and the places in it. Every later value carries a `Span`, so that each sound can be traced to its
line."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from .frozen import dataclass


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive, 0-based) of `file`, a path relative to the project, with forward
    slashes."""

    file: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """From the start of this span to the end of `other`."""
        return Span(self.file, self.start, other.end)

    def part(self, start: int, end: int) -> Span:
        """The span of offsets `start` to `end` counted from where this one begins (rows count their own offsets)."""
        return Span(self.file, self.start + start, self.start + end)


@dataclass(frozen=True)
class Source:
    """One file's text. Lines and columns are 1-based; columns count characters."""

    file: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        return [0, *(i + 1 for i, char in enumerate(self.text) if char == "\n")]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line without its end."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]
