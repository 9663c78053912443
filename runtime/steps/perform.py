"""Perform: notes through an instrument. Each note is a pure function of its event and of what moves its instrument's
settings while it sounds, so a cell is the sum of the notes that cross it."""

from __future__ import annotations

from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from ...compiler.frozen import dataclass
from ...compiler.plan import Curve, Instrument, Note
from ..window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ..engine.node import Step
    from ..instruments.moving import Moves
    from ..instruments.places import Place


@dataclass(frozen=True)
class PerformTask:
    """The notes that sound in one cell, counted from its first frame. `moves` has, for each note, what its instrument's
    settings are where they are not the instrument's own, by curves from its onset, the note's own among them; it is
    empty where no note has any. `places` only says where the instrument's files are."""

    NAME: ClassVar[str] = "perform"
    VERSION: ClassVar[str] = "2"

    instrument: Instrument
    voice_version: str
    notes: tuple[Note, ...]
    frames: int
    rate: int
    moves: tuple[Moves, ...] = ()
    places: tuple[Place, ...] = field(default=(), compare=False)

    def run(self, inputs: Sequence[NDArray[np.float32] | None]) -> NDArray[np.float32]:
        from ..instruments import render
        from ..instruments.places import put

        put(self.places)
        return render(self.instrument, self.notes, self.frames, self.rate, self.moves)


@dataclass(frozen=True)
class PerformStep:
    """All notes of a take. `cell` is the engine's: notes are sorted into the cells they cross once. `automation` moves
    the instrument's settings, in frames of the song."""

    instrument: Instrument
    voice_version: str
    notes: tuple[Note, ...]
    rate: int
    cell: int = field(repr=False)
    automation: tuple[tuple[str, Curve], ...] = ()
    places: tuple[Place, ...] = field(default=(), compare=False, repr=False)

    silent_in_silent_out: ClassVar[bool] = False

    def windows(self) -> tuple[Window, ...]:
        return ()

    @cached_property
    def _by_cell(self) -> dict[int, list[tuple[Note, Moves]]]:
        cells: dict[int, list[tuple[Note, Moves]]] = {}
        for note in self.notes:
            moves, crossed = self._crossed(note)
            for index in crossed:
                cells.setdefault(index, []).append((note, moves))
        return cells

    def _crossed(self, note: Note) -> tuple[Moves, range]:
        """What moves for a note, and the cells in which it sounds."""
        from ..instruments import tail_seconds
        from ..instruments.moving import moves_of

        player, moves = moves_of(self.instrument, self.automation, note, self.rate)
        tail = int(tail_seconds(player, note) * self.rate) + 1
        first, last = note.start // self.cell, (note.start + note.length + tail) // self.cell
        return moves, range(max(first, 0), last + 1)

    def differing(self, before: Step) -> set[int] | None:
        """The cells crossed by notes that only one of both steps has; None where more may differ.

        A compilation hands on what an edit left alone, so notes that are the same object need not be compared, and
        their cells not be found again."""
        if not isinstance(before, PerformStep) or self._played != before._played:
            return None
        order = {id(note): place for place, note in enumerate(self.notes)}
        known = set(map(id, before.notes))
        if len(order) < len(self.notes) or len(known) < len(before.notes):
            return None
        gone = [note for note in before.notes if id(note) not in order]
        come = [note for note in self.notes if id(note) not in known]
        cells = dict(before._by_cell)
        touched = {cell for note in gone for cell in self._crossed(note)[1]}
        for cell in touched:
            cells[cell] = [each for each in cells[cell] if id(each[0]) in order]
        for note in come:
            moves, crossed = self._crossed(note)
            touched.update(crossed)
            for cell in crossed:
                cells[cell] = sorted([*cells.get(cell, ()), (note, moves)], key=lambda each: order[id(each[0])])
        self.__dict__["_by_cell"] = cells
        return touched

    @property
    def _played(self) -> tuple[object, ...]:
        return self.instrument, self.voice_version, self.rate, self.cell, self.automation, self.places

    def task(self, start: int, frames: int) -> PerformTask | None:
        crossing = self._by_cell.get(start // self.cell)
        if not crossing:
            return None
        notes = tuple(replace(note, start=note.start - start, moves=()) for note, _ in crossing)
        moves = tuple(moves for _, moves in crossing) if any(moves for _, moves in crossing) else ()
        return PerformTask(self.instrument, self.voice_version, notes, frames, self.rate, moves, self.places)
