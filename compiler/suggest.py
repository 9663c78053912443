"""Did you mean: the known word nearest to a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a slip of the fingers turns into `word`, or None if none is near. Ties go to the first in
    text order."""
    folded = word.casefold()
    limit = 1 if len(word) < 5 else 2 if len(word) < 9 else 3
    best: tuple[int, str] | None = None
    for candidate in sorted(set(known)):
        if abs(len(candidate) - len(word)) > limit:
            continue
        slips = distance(folded, candidate.casefold())
        if slips <= limit and slips < len(word) and (best is None or slips < best[0]):
            best = (slips, candidate)
    return best[1] if best else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Help text: ``did you mean `chorus`?``, or an empty string."""
    found = closest(word, known)
    return f"did you mean `{found}`?" if found else ""


def distance(a: str, b: str) -> int:
    """Slips between two words: insertions, deletions, substitutions and swaps of neighbours (optimal string
    alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        before, previous, row = row, before, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
    return row[-1]
