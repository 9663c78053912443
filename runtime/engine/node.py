"""Nodes: a signal, the step that makes it, and the grid of cells that all signals share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, Protocol

from ...compiler.frozen import dataclass
from ...compiler.plan import Origin
from ..window import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sound = NDArray[np.float32]
    Result = Sound | bytes | None

# A step that needs its entire input has this window, and makes all its cells in one task.
WHOLE: Final = Window(1 << 62, 1 << 62)


class Grid(NamedTuple):
    """The grid of time, in frames. A cell is what is kept and made at once; a block is what a key can tell apart in
    it, so that a window which reaches a little into the cell before depends on that cell's end only. `cell` is a
    multiple of `block`."""

    cell: int = 1 << 18
    block: int = 1 << 14

    def cells(self, frames: int) -> int:
        """The number of cells in a signal of that length."""
        return -(-frames // self.cell)

    def extent(self, cell: int, frames: int) -> tuple[int, int]:
        """The first frame of a cell in a signal of that length, and the frame after its last."""
        return cell * self.cell, min((cell + 1) * self.cell, frames)

    def touched(self, first: int, last: int) -> range:
        """The cells that frames `first..last` touch, be they in the signal or not."""
        return range(first // self.cell, -(-last // self.cell))

    def reach(self, cell: int, frames: int, window: Window) -> range:
        """The cells of an input, be they in it or not, that a cell of a signal of that length hears through a
        window."""
        start, stop = self.extent(cell, frames)
        return self.touched(start - window.lookback, stop + window.lookahead)


class Task(Protocol):
    """How one cell is made: a frozen, picklable record that holds all that shapes it. It is both what the key hashes
    and all that the worker sees, except fields that are left out of comparison (`field(compare=False)`): those say
    where to find a thing that another field identifies. Records that compare equal
    sound the same, and `VERSION` changes whenever the same record would sound different."""

    NAME: ClassVar[str]
    VERSION: ClassVar[str]

    def run(self, inputs: Sequence[Sound | None]) -> Result:
        """Makes the cell from each input's window: float32, shape (2, window frames), read-only, zero outside the
        signal; None when it is silent. The result is float32 of shape (2, frames), or some bytes (a measure), or None
        for silence."""
        ...


class Step(Protocol):
    """How a signal is made of its inputs. Equal steps make equal sound, so a step is a frozen record too.

    A step that can tell the cells whose task may be another than an earlier step's, without making all tasks anew,
    offers `differing(before)`: these cells, or None where it cannot tell."""

    @property
    def silent_in_silent_out(self) -> bool:
        """Whether silent windows of every input make a silent cell, so that the task need not run."""
        ...

    def windows(self) -> tuple[Window, ...]:
        """How much of each input a cell needs. A step that makes all its cells in one task, though it hears nothing,
        says so by an attribute `whole`."""
        ...

    def task(self, start: int, frames: int) -> Task | None:
        """The task for output frames `start..start + frames`; None when they are silent whatever the inputs hold."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A signal: `frames` long, made by `step` from `inputs`. Its name is unique in its graph; `origins` are the
    declarations that shaped it, for explanations only. A signal of bytes is not an input of others."""

    name: str
    stage: str
    frames: int
    step: Step
    inputs: tuple[Node, ...] = ()
    origins: tuple[Origin, ...] = ()

    def __repr__(self) -> str:
        return f"Node({self.name!r})"


def in_order(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes and all that they are made of, inputs before those that hear them. Raises ValueError when two share a
    name."""
    found: dict[str, Node] = {}
    stack: list[tuple[Node, Iterator[Node]]] = []
    for root in nodes:
        if _known(found, root):
            continue
        stack.append((root, iter(root.inputs)))
        while stack:
            node, inputs = stack[-1]
            following = next((each for each in inputs if not _known(found, each)), None)
            if following is not None:
                stack.append((following, iter(following.inputs)))
            else:
                found.setdefault(node.name, node)
                stack.pop()
    return tuple(found.values())


def _known(found: dict[str, Node], node: Node) -> bool:
    known = found.get(node.name)
    if known is not None and known is not node:
        raise ValueError(f"two signals are named {node.name!r}")
    return known is not None


def is_whole(step: Step) -> bool:
    """Whether all cells are made in one task."""
    return getattr(step, "whole", False) or any(window == WHOLE for window in step.windows())
