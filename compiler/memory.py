"""What earlier compilations worked out, by what it was worked out from.

A process that compiles a song again and again (`songc watch`, an editor's server) finds here what its last edit did
not touch. What is kept is a pure function of its key, so that it is what would be worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, NamedTuple, TypeVar

from .source import Span

Value = TypeVar("Value")

_ROUNDS = 16
_round = 0
_memories: list[Memory[Any]] = []


class Memory(Generic[Value]):
    """Keeps what was used in the last rounds, each a compilation, so that it is bounded by what a few compilations
    hold, whatever the song's size."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[int, Value]] = {}
        _memories.append(self)

    def get(self, key: Hashable) -> Value | None:
        found = self._kept.get(key)
        if found is None:
            return None
        if found[0] != _round:
            self._kept[key] = _round, found[1]
        return found[1]

    def keep(self, key: Hashable, value: Value) -> None:
        self._kept[key] = _round, value

    def recall(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What is kept under the key, or else is made now."""
        found = self.get(key)
        if found is None:
            found = make()
            self.keep(key, found)
        return found

    def forget(self, before: int) -> None:
        """Forgets what was last used before that round."""
        for key in [key for key, (used, _) in list(self._kept.items()) if used < before]:
            self._kept.pop(key, None)


def begin_round() -> None:
    """Begins a compilation. Every few of them, what the last ones did not use is forgotten."""
    global _round
    _round += 1
    if _round % _ROUNDS == 0:
        for memory in _memories:
            memory.forget(_round - _ROUNDS)


def forget_all() -> None:
    """Forgets everything, so that the next compilation is like a process's first."""
    for memory in _memories:
        memory.forget(_round + 1)


class Spot(NamedTuple):
    """A place in rows, wherever these stand: which row, and from where to where in it."""

    row: int
    start: int
    end: int

    def among(self, rows: tuple[Span, ...]) -> Span:
        return rows[self.row].part(self.start, self.end)


class Kept(Generic[Value]):
    """What was made of written rows, and where these stood. It is itself and equals no other, so what is made of it in
    turn, places left out, is kept under it."""

    __slots__ = ("rows", "value")

    def __init__(self, rows: tuple[Span, ...], value: Value) -> None:
        self.rows = rows
        self.value = value

    def spot(self, span: Span) -> Spot:
        """Where in its rows a place of the value lies."""
        for index, row in enumerate(self.rows):
            if row.start <= span.start and span.end <= row.end and span.file == row.file:
                return Spot(index, span.start - row.start, span.end - row.start)
        raise AssertionError(f"{span} lies in no row of {self.rows}")

    def moved(self, span: Span, rows: tuple[Span, ...]) -> Span:
        """Where a place of the value is now that its rows stand there."""
        return self.spot(span).among(rows)


class Token:
    """Stands for a value: equal values have the same token, which is quick to hash and to compare."""


class Tokens:
    """The tokens of values. One that was forgotten is replaced by a new one, so that what was kept under it is not
    found any more, and nothing worse."""

    def __init__(self) -> None:
        self._memory: Memory[Token] = Memory()

    def __call__(self, value: Hashable) -> Token:
        return self._memory.recall(value, Token)
