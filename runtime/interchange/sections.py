"""Sections: where the bars of a piece change, and which stretches of them come again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from ...compiler.frozen import dataclass

SHORTEST_REPEAT = 4
LONGEST_PLAIN = 16  # bars without a repeat or a change of their own are cut into eights beyond this
PHRASE = 8
MOST_REPEATS = 60
LONGEST = 512  # bars of a section


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bars `first` to `end` (0-based, end exclusive) played as the section `name`."""

    name: str
    first: int
    end: int


def divide(
    contents: Sequence[Hashable], clean: Sequence[bool], forced: set[int], markers: dict[int, str]
) -> list[Stretch]:
    """The form: the stretches in order, equal ones under one name. `contents` tells bars apart, `clean` says of each
    bar (and of the end) whether a section may begin there, `forced` are the bars where something else changes."""
    cuts = {0, len(contents)} | {bar for bar in (*forced, *markers) if clean[bar]}
    for _ in range(MOST_REPEATS):
        found = _longest_repeat(contents, clean, cuts)
        if found is None:
            break
        for start in found[:2]:
            cuts |= {start, start + found[2]}
    for first, end in list(pairwise(sorted(cuts))):
        cuts |= set(_phrases(first, end, clean))
    for first, end in list(pairwise(sorted(cuts))):  # a note that sounds on and on is cut where a section must end
        cuts |= set(range(first + LONGEST, end, LONGEST))
    return _named(contents, sorted(cuts), markers)


def _longest_repeat(contents: Sequence[Hashable], clean: Sequence[bool], cuts: set[int]) -> tuple[int, int, int] | None:
    """The longest stretch that stands in two places: both starts and its length. Neither place crosses a cut, and not
    both come again as they stand."""
    ends = _ends(len(contents), cuts)
    claimed = _repeated(contents, cuts)
    windows: dict[tuple[Hashable, ...], list[int]] = {}
    for start in range(len(contents) - SHORTEST_REPEAT + 1):
        if clean[start] and start + SHORTEST_REPEAT <= ends[start]:
            windows.setdefault(tuple(contents[start : start + SHORTEST_REPEAT]), []).append(start)
    best: tuple[int, int, int] | None = None
    for starts in windows.values():
        for a, b in ((a, b) for i, a in enumerate(starts[:8]) for b in starts[i + 1 : i + 9]):
            if claimed[a] and claimed[b]:
                continue
            length = _common(contents, clean, a, b, min(ends[a], b), ends[b])
            if length >= SHORTEST_REPEAT and (best is None or length > best[2]):
                best = (a, b, length)
    return best


def _repeated(contents: Sequence[Hashable], cuts: set[int]) -> list[bool]:
    """The bars of stretches between cuts that come again whole."""
    between = list(pairwise(sorted(cuts)))
    counts = Counter(tuple(contents[first:end]) for first, end in between)
    claimed: list[bool] = []
    for first, end in between:
        claimed += [counts[tuple(contents[first:end])] > 1] * (end - first)
    return claimed


def _common(contents: Sequence[Hashable], clean: Sequence[bool], a: int, b: int, end_a: int, end_b: int) -> int:
    """How many bars from `a` and `b` are the same, up to where both may end."""
    length = last = 0
    while a + length < end_a and b + length < end_b and contents[a + length] == contents[b + length]:
        length += 1
        if clean[a + length] and clean[b + length]:
            last = length
    return last


def _ends(bars: int, cuts: set[int]) -> list[int]:
    """For each bar, the cut after it."""
    ends = [bars] * (bars + 1)
    for bar in range(bars - 1, -1, -1):
        ends[bar] = bar + 1 if bar + 1 in cuts else ends[bar + 1]
    return ends


def _phrases(first: int, end: int, clean: Sequence[bool]) -> Iterator[int]:
    """Cuts every eight bars, or at the first place after that where one can be."""
    at = first
    while end - at > LONGEST_PLAIN:
        cut = next((bar for bar in range(at + PHRASE, end - SHORTEST_REPEAT + 1) if clean[bar]), None)
        if cut is None:
            return
        yield cut
        at = cut


def _named(contents: Sequence[Hashable], cuts: Sequence[int], markers: dict[int, str]) -> list[Stretch]:
    names: dict[tuple[Hashable, ...], str] = {}
    stretches = []
    for first, end in pairwise(cuts):
        content = tuple(contents[first:end])
        if content not in names:
            names[content] = _free(_word(markers.get(first, "")), len(names), set(names.values()))
        stretches.append(Stretch(names[content], first, end))
    return stretches


def _word(text: str) -> str:
    """A marker as a section's name: `Verse 1` is `verse`, `verse.2` too, for passes are counted."""
    return "-".join(re.findall(r"[^\W\d_]+", text.lower()))


def _free(wanted: str, number: int, taken: set[str]) -> str:
    """A name that is not taken: the marker's, else letters as in a rehearsal mark."""
    wanted = wanted or letters(number)
    if wanted not in taken:
        return wanted
    return next(name for n in range(2, len(taken) + 3) if (name := f"{wanted}-{letters(n - 1)}") not in taken)


def letters(number: int) -> str:
    """0 is `a`, 25 `z`, 26 `aa`."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
