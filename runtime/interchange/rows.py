"""Rows of bars: what stands between bar lines, repeats as `%`, phrases that come again as motifs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field
from fractions import Fraction

from ...compiler.frozen import dataclass
from .sections import letters

WIDEST_ROW, MOST_BARS = 76, 4
SHORTEST_MOTIF = 3  # notes, chords and rests
OFTEN, LONG = 3, 28  # a bar is a motif when it comes so often, or twice and is so many characters long


@dataclass(frozen=True, slots=True)
class Written:
    """A bar as written, with what its bare notes take from their line."""

    octave: int
    unit: Fraction
    text: str


@dataclass
class Motifs:
    """The bars that stand in more than one place, by name, in the order in which they are met."""

    counts: Counter[Written] = field(default_factory=Counter)
    names: dict[Written, str] = field(default_factory=dict)
    _lines: Counter[str] = field(default_factory=Counter)

    def count(self, bars: Sequence[Written]) -> None:
        self.counts.update(bar for index, bar in enumerate(bars) if not index or bars[index - 1] != bar)

    def quoted(self, bar: Written, line: str) -> str | None:
        """`@name` for a bar that is a motif; the line that has it first gives the name."""
        count = self.counts[bar]
        if _pieces(bar.text) < SHORTEST_MOTIF or not (count >= OFTEN or (count == 2 and len(bar.text) >= LONG)):
            return None
        if bar not in self.names:
            self.names[bar] = f"{line}-{letters(self._lines[line])}"
            self._lines[line] += 1
        return f"@{self.names[bar]}"

    def statements(self) -> list[str]:
        return [
            f"motif {name} octave {bar.octave}{unit_words(bar.unit)} | {bar.text} |" for bar, name in self.names.items()
        ]


def _pieces(text: str) -> int:
    return len(re.sub(r"<[^>]*>", "x", text).split())


def unit_words(unit: Fraction) -> str:
    return "" if unit == Fraction(1, 4) else f" unit 1/{unit.denominator}"


def rows(bars: Sequence[Written], line: str, motifs: Motifs, pickup: bool) -> list[str]:
    """The rows of a line. A bar that is the one before again is `%`."""
    texts: list[str] = []
    for index, bar in enumerate(bars):
        again = index > pickup and bars[index - 1] == bar
        texts.append("%" if again else motifs.quoted(bar, line) or bar.text)
    return pack(texts)


def pack(texts: Iterable[str]) -> list[str]:
    """Bars in rows, at most four in each and no wider than a page."""
    found: list[list[str]] = []
    for text in texts:
        row = found[-1] if found else []
        if row and len(row) < MOST_BARS and len(" | ".join([*row, text])) <= WIDEST_ROW:
            row.append(text)
        else:
            found.append([text])
    return [f"| {' | '.join(row)} |" for row in found]
