"""Ties that lead out of their rows: into the next passage, or into the next turn of a line that repeats."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..check import Check
from ..composition.notation import report_loose_tie
from ..memory import Kept, Memory
from ..score import PassagePart, ScoreNote
from ..source import Span

Written = Kept[tuple[ScoreNote, ...]]

_OPEN: Memory[tuple[int, ...]] = Memory()
_JOINED: Memory[Written] = Memory()


def tied_over(check: Check, parts: tuple[PassagePart, ...]) -> tuple[PassagePart, ...]:
    """A track's passages with such notes made one: the first sounds as long as both, the second does not begin anew. A
    tie that meets no note in any pass is reported."""
    open_ties = [_open(part.written) for part in parts]
    if not any(open_ties):
        return parts
    gone: list[set[int]] = [set() for _ in parts]
    ends: list[dict[int, Fraction]] = [{} for _ in parts]
    met: set[Span] = set()
    loose: list[Span] = []
    for number, indices in enumerate(open_ties):
        for index in indices:
            if index in gone[number]:
                continue
            first = parts[number].written.value[index]
            last, end = number, _end(first)
            while (found := _next(parts, gone, last, end, first.pitch)) is not None:
                last, follower = found
                gone[last].add(follower)
                end = _end(parts[last].written.value[follower])
                if not parts[last].written.value[follower].tied:
                    break
            span = parts[number].notes[index].span
            if end == _end(first):
                loose.append(span)
            else:
                met.add(span)
                ends[number][index] = end
    for span in loose:
        if span not in met:
            report_loose_tie(check, span)
    return tuple(map(_joined, parts, gone, ends))


def _open(written: Written) -> tuple[int, ...]:
    """Which notes of a part lead on."""
    return _OPEN.recall(written, lambda: tuple(index for index, note in enumerate(written.value) if note.tied))


def _end(note: ScoreNote) -> Fraction:
    return note.start_beats + note.length_beats


def _next(
    parts: tuple[PassagePart, ...], gone: list[set[int]], number: int, beats: Fraction, pitch: float
) -> tuple[int, int] | None:
    """The note of a pitch that begins at a beat in this passage or the next one: the passage's number, and the note's
    in it."""

    def found() -> Iterator[tuple[int, int]]:
        for at in range(number, min(number + 2, len(parts))):
            for index, note in enumerate(parts[at].written.value):
                if note.start_beats == beats and note.pitch == pitch and not note.piece and index not in gone[at]:
                    yield at, index

    return next(found(), None)


def _joined(part: PassagePart, gone: set[int], ends: dict[int, Fraction]) -> PassagePart:
    if not gone and not ends:
        return part
    written = part.written

    def make() -> Written:
        notes = enumerate(written.value)
        kept = ((index, note) for index, note in notes if index not in gone)
        longer = (
            note._replace(length_beats=ends[index] - note.start_beats) if index in ends else note
            for index, note in kept
        )
        return Kept(written.rows, tuple(longer))

    key = (written, frozenset(gone), tuple(sorted(ends.items())))
    return PassagePart(_JOINED.recall(key, make), part.rows)
