"""Text in columns: rows whose last cell goes on below itself, and paragraphs. Where there is no terminal a row stays on
one line, so that it can be searched and cut."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from .style import width

NARROWEST = 24  # columns in which text is still read with ease; where there are fewer, it goes below, further left
_UNBROKEN = "\x1f"


def room(stream: TextIO) -> int | None:
    """The columns that a stream has for its text; None where it is no terminal, and a line may be of any length."""
    return width(stream) if stream.isatty() else None


def wrapped(text: str, width: int, indent: str) -> list[str]:
    """Lines of at most `width` columns, the further ones after `indent`; what stands in backquotes is not broken, since
    people copy it."""
    import re
    import textwrap

    whole = re.sub(r"`[^`]*`", lambda quoted: unbroken(quoted[0]), text)
    lines = textwrap.wrap(
        whole, max(width, 20), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return [line.replace(_UNBROKEN, " ") for line in lines] or [""]


def unbroken(text: str) -> str:
    """Words that `wrapped` keeps on one line."""
    return text.replace(" ", _UNBROKEN)


def hanging(head: str, text: str, room: int | None, columns: int | None = None) -> list[str]:
    """`text` after `head`, and below itself. `columns` are those of the head where it holds control codes."""
    taken = len(head) if columns is None else columns
    if room is None or taken + len(text) <= room:
        return [(head + text.replace(_UNBROKEN, " ")).rstrip()]
    if room - taken >= NARROWEST:
        first, *rest = wrapped(text, room - taken, "")
        return [head + first, *(" " * taken + line for line in rest)]
    margin = len(head) - len(head.lstrip()) + 4
    return [head.rstrip(), *(" " * margin + line for line in wrapped(text, room - margin, ""))]


def complaint(who: str, text: str) -> str:
    """`songc: what is wrong`, for standard error."""
    columns = room(sys.stderr)
    return f"{who}: {text}" if columns is None else "\n".join(wrapped(f"{who}: {text}", columns, "  "))


def table(rows: Sequence[Sequence[str]], room: int | None, indent: int = 0) -> list[str]:
    """The rows in columns, two blanks apart."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)] if rows else []
    lines = []
    for row in rows:
        cells = "".join(f"{cell:<{width}}  " for cell, width in zip(row, widths, strict=False))
        lines += hanging(" " * indent + cells, row[-1], room)
    return lines
