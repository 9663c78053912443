"""Colours and widths of the terminal. `--color` wins over `NO_COLOR`, and a stream that is no terminal gets no control
codes."""

from __future__ import annotations

import os
import sys
from typing import TextIO

NARROWEST, WITHOUT_A_TERMINAL = 40, 100
CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}


def wants_color(choice: str, stream: TextIO) -> bool:
    if choice != "auto":
        return choice == "always"
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


def paint(text: str, style: str, color: bool) -> str:
    """`text` in a style of CODES, several joined by a space."""
    if not color:
        return text
    return f"\x1b[{';'.join(CODES[part] for part in style.split())}m{text}\x1b[0m"


def width(stream: TextIO | None = None) -> int:
    """Columns of the terminal that a stream (standard output) goes to; `COLUMNS` wins, and 100 is for no terminal."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return max(int(given), NARROWEST)
    try:
        columns = os.get_terminal_size((stream or sys.stdout).fileno()).columns
    except (OSError, ValueError):  # no terminal; a stream that is no file
        columns = 0
    return max(columns or WITHOUT_A_TERMINAL, NARROWEST)


def clock(seconds: float) -> str:
    """`1:42.3`: minutes, seconds, tenths."""
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
