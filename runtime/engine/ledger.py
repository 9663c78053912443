"""Ledgers: what the engine remembers of one signal between builds, so that what did not change costs nothing.

A cell's digest stands here only while it is sure: it is struck out the moment the cell's task changes, or a cell of
an input that its window reaches. So a build that was cancelled, or failed, leaves ledgers that are right and merely
have gaps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .keys import SILENT, Digest
from .node import Grid, Node, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .node import Step, Task


class Ledger:
    """One signal: the task of each unit and the digest of each cell, None where it is not known; `open` are the units
    of these. A unit is what one task makes: a cell, or all of them.

    `turns` count the engine's evaluations: `changed[cell]` is the turn when that cell's digest last may have changed,
    `last_change` the latest of these, and `seen` the turn when this ledger last looked at its inputs. `edited` are the
    units whose own task became another in the last turn."""

    def __init__(self, node: Node, grid: Grid, turn: int):
        self.node = node
        self.grid = grid
        self.inputs: tuple[Ledger, ...] = ()
        self.windows = node.step.windows()
        # How many cells of each input a whole cell hears before its own, and where after it that ends.
        self._around = [(-(-w.lookback // grid.cell), 1 - -w.lookahead // grid.cell) for w in self.windows]
        self.whole = is_whole(node.step)
        self.tasks: list[Task | None] = []
        self.digests: list[Digest | None] = []
        self.changed: list[int] = []
        self.open: set[int] = set()
        self.edited: set[int] = set()
        self.last_change = turn
        self.seen = turn
        self.used = 0  # the engine's age when it last asked for this

    @property
    def cells(self) -> int:
        return len(self.digests)

    @property
    def units(self) -> int:
        return len(self.tasks)

    def extent(self, unit: int) -> tuple[int, int]:
        """The first frame of a unit and the frame after its last."""
        if self.whole:
            return 0, self.node.frames
        return self.grid.extent(unit, self.node.frames)

    def cells_of(self, unit: int) -> range:
        return range(self.cells) if self.whole else range(unit, unit + 1)

    def unit_of(self, cell: int) -> int:
        return 0 if self.whole else cell

    def window(self, unit: int, index: int) -> tuple[int, int]:
        """The frames of an input that a unit hears. They may reach beyond the signal on either side."""
        if self.whole:
            return 0, self.inputs[index].node.frames
        start, stop = self.extent(unit)
        return start - self.windows[index].lookback, stop + self.windows[index].lookahead

    def reach(self, unit: int, index: int) -> range:
        """The cells of an input that a unit hears."""
        if not self.whole and unit < len(self.tasks) - 1:
            before, end = self._around[index]
            return range(max(unit - before, 0), min(unit + end, len(self.inputs[index].digests)))
        cells = self.grid.touched(*self.window(unit, index))
        return range(max(cells.start, 0), min(cells.stop, self.inputs[index].cells))

    def hearing(self, index: int, cell: int) -> range:
        """The units that hear a cell of an input, be it in the signal or beyond its end."""
        if self.whole:
            return range(self.units)
        size, window = self.grid.cell, self.windows[index]
        first = max((cell * size - window.lookahead) // size, 0)
        last = ((cell + 1) * size + window.lookback - 1) // size + 1
        # The last unit may be short of what a whole cell would hear.
        ends_before = self.node.frames + window.lookahead <= cell * size
        return range(first, min(last, self.units - ends_before))

    def enter(self, unit: int, digests: tuple[Digest, ...]) -> None:
        """Notes the digests of a unit, now known."""
        self.open.discard(unit)
        cells = self.cells_of(unit)
        self.digests[cells.start : cells.stop] = digests

    def strike(self, unit: int, turn: int) -> None:
        """Forgets the digests of a unit, which may have changed."""
        self.open.add(unit)
        for cell in self.cells_of(unit):
            self.digests[cell] = None
            self.changed[cell] = turn
        self.last_change = turn


def adopt(old: Ledger | None, node: Node, inputs: tuple[Ledger, ...], grid: Grid, turn: int) -> Ledger:
    """The ledger of a node in this turn: the old one with what may have changed struck out, or a new one."""
    ledger = old
    if ledger is None or (ledger.node is not node and not _same_shape(ledger, node, inputs)):
        ledger = Ledger(node, grid, turn)
        if ledger.whole:
            ledger.inputs = inputs
    if len(ledger.windows) != len(inputs):
        raise ValueError(f"the step of {node.name!r} has {len(ledger.windows)} windows for {len(inputs)} inputs")
    changed_step = ledger.cells == 0 or (ledger.node is not node and ledger.node.step != node.step)
    changed_length = ledger.cells == 0 or ledger.node.frames != node.frames
    struck_inputs = [index for index, each in enumerate(inputs) if each.last_change > ledger.seen]
    before = ledger.node
    ledger.edited = set()
    ledger.node, ledger.inputs = node, inputs
    if changed_length:
        _resize(ledger, 0 if ledger.cells == 0 else before.frames, turn)
        _compare_tasks(ledger, range(ledger.units), turn)
    elif changed_step:
        _compare_tasks(ledger, _differing(before.step, ledger), turn)
    for index in struck_inputs:
        _strike_hearers(ledger, index, turn)
    ledger.seen = turn
    return ledger


def _same_shape(ledger: Ledger, node: Node, inputs: tuple[Ledger, ...]) -> bool:
    """Whether the old ledger says anything about the new node: cells hear the same ledgers through the same windows."""
    same_inputs = len(inputs) == len(ledger.inputs) and all(map(_is, inputs, ledger.inputs))
    same_windows = ledger.windows == node.step.windows() and ledger.whole == is_whole(node.step)
    return same_inputs and same_windows and not (ledger.whole and ledger.node.frames != node.frames)


def _is(one: object, other: object) -> bool:
    return one is other


def _resize(ledger: Ledger, old_frames: int, turn: int) -> None:
    """Makes room for the new length. The cells from the shorter length's last on may have changed, those that are
    gone too."""
    frames = ledger.node.frames
    cells = ledger.grid.cells(frames)
    ledger.changed.extend([turn] * (cells - len(ledger.changed)))
    units = min(cells, 1) if ledger.whole else cells
    del ledger.digests[cells:], ledger.tasks[units:]
    ledger.digests.extend([None] * (cells - len(ledger.digests)))
    ledger.tasks.extend([None] * (units - len(ledger.tasks)))
    ledger.open = {unit for unit in ledger.open if unit < units}
    first = min(frames, old_frames) // ledger.grid.cell
    ledger.changed[first:] = [turn] * (len(ledger.changed) - first)
    ledger.last_change = turn
    for unit in range(first, units):
        ledger.strike(unit, turn)


def _differing(before: Step, ledger: Ledger) -> Iterable[int]:
    """The units whose task may be another than that of the step before."""
    tell = getattr(ledger.node.step, "differing", None)
    cells = None if tell is None else tell(before)
    return range(ledger.units) if cells is None else sorted(cell for cell in cells if cell < ledger.units)


def _compare_tasks(ledger: Ledger, units: Iterable[int], turn: int) -> None:
    """Takes the tasks of the node's step, and strikes out the units whose task changed."""
    step = ledger.node.step
    for unit in units:
        start, stop = ledger.extent(unit)
        task = step.task(start, stop - start)
        known = ledger.tasks[unit]
        if known == task and type(known) is type(task) and task is not None:
            ledger.tasks[unit] = task
            continue
        if task is None and known is None and ledger.digests[ledger.cells_of(unit)[0]] == SILENT:
            continue
        ledger.tasks[unit] = task
        ledger.edited.add(unit)
        ledger.strike(unit, turn)


def _strike_hearers(ledger: Ledger, index: int, turn: int) -> None:
    """Strikes out the units that hear a cell of an input which may have changed since this ledger last looked."""
    heard = ledger.inputs[index]
    cells = [cell for cell, when in enumerate(heard.changed) if when > ledger.seen]
    for unit in {unit for cell in cells for unit in ledger.hearing(index, cell)}:
        ledger.strike(unit, turn)
