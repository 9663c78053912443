"""Bar lines: a row's text cut into bars, with its repeats. The three kinds of row share this."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..diagnostics import At, Mistake

LINE = re.compile(r"(?P<end>:)?\|+(?P<begin>:)?(?:\*(?P<times>\d+))?")
_MOST_REPEATS = 999


class Cut(NamedTuple):
    """`bars` are the places of what stands between bar lines, `repeats` as in the rows' records."""

    bars: tuple[At, ...]
    repeats: tuple[tuple[int, int, int], ...]
    mistakes: tuple[Mistake, ...]


def cut(text: str) -> Cut:
    """Cuts a row at its bar lines. What follows the last one is a bar too, and a mistake."""
    bars: list[At] = []
    repeats: list[tuple[int, int, int]] = []
    mistakes: list[Mistake] = []
    opened: tuple[int, At] | None = None  # the first bar of the repeat and the place of its sign
    last_repeated = 0
    after = 0
    for line in LINE.finditer(text):
        at = line.span()
        if line.start() > 0:
            bars.append((after, line.start()))
        after = line.end()
        if line["end"]:
            begin = opened[0] if opened else last_repeated
            repeats.append((begin, len(bars), _times(line, mistakes)))
            opened, last_repeated = None, len(bars)
        elif line["times"]:
            message = "a count of repeats follows a repeat sign"
            mistakes.append(Mistake("E0305", message, at, help=f"write `:|*{line['times']}`"))
        if line["begin"]:
            if opened:
                mistakes.append(_unclosed(opened[1]))
            opened = (len(bars), at)
    if text[after:].strip():
        bars.append((after, len(text)))
        at = (after + len(text[after:]) - len(text[after:].lstrip()), len(text.rstrip()))
        mistakes.append(Mistake("E0304", "this row does not end with a bar line", at, help="end it with `|`"))
    if opened:
        mistakes.append(_unclosed(opened[1]))
    return Cut(tuple(bars), tuple(repeats), tuple(mistakes))


def inner(text: str, at: At) -> At:
    """The place of a bar without the blanks around it; for an empty bar, all of it."""
    bar = text[at[0] : at[1]]
    if not bar.strip():
        return at
    return at[0] + len(bar) - len(bar.lstrip()), at[0] + len(bar.rstrip())


def empty(at: At, help: str) -> Mistake:
    return Mistake("E0309", "this bar is empty", at, help=help)


def _times(line: re.Match[str], mistakes: list[Mistake]) -> int:
    written = line["times"]
    if written is None:
        return 2
    times = int(written) if len(written) < 9 else _MOST_REPEATS + 1
    if not 1 <= times <= _MOST_REPEATS:
        message = f"a passage is played from 1 to {_MOST_REPEATS} times"
        mistakes.append(Mistake("E0305", message, line.span()))
        return 1
    return times


def _unclosed(at: At) -> Mistake:
    return Mistake("E0305", "this repeat is never closed", at, "opened here", "close it with `:|`")
