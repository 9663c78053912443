"""Evaluations: what came of evaluating a graph, and the way to its sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ...compiler.frozen import dataclass
from .keys import SILENT, Digest
from .node import Grid, Node

if TYPE_CHECKING:
    from .node import Result, Sound


class Begun(NamedTuple):
    """An evaluation has begun: so many cells must be looked at or made before it is done."""

    cells: int


class Ready(NamedTuple):
    """A cell of a signal is known. `ran` says that a task made it just now: at `began` (seconds of the monotonic
    clock), for `seconds`, on `worker`; a cell that was kept has none of these."""

    node: str
    cell: int
    digest: Digest
    ran: bool
    began: float = 0.0
    seconds: float = 0.0
    worker: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one signal. `digests` has one for each cell, None where a dry run cannot know it; `ran` are the
    cells that were made (or would be), in order; `seconds` is the work in them."""

    node: Node
    digests: tuple[Digest | None, ...]
    ran: tuple[int, ...]
    seconds: float

    @property
    def cached(self) -> int:
        """The number of cells that were kept."""
        return len(self.digests) - len(self.ran)


class Outdated(Exception):
    """The sound of an evaluation is gone and the engine has gone on to another."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of evaluating a graph: every signal by name, inputs before those that hear them."""

    outcomes: Mapping[str, Outcome]
    grid: Grid
    _fetch: Callable[[Node, int, Digest], Result]

    def digests(self, node: Node) -> tuple[Digest, ...]:
        """The digest of each cell. Equal digests are equal sound, bit for bit. Raises ValueError after a dry run."""
        found = self.outcomes[node.name].digests
        if None in found:
            raise ValueError("a dry run knows no digests")
        return found  # type: ignore[return-value]

    def read(self, node: Node, cell: int) -> Result:
        """What a cell holds: sound (2, frames of the cell), bytes, or None for silence. What the store lost is made
        again; raises Outdated when the engine cannot any more."""
        digest = self.outcomes[node.name].digests[cell]
        if digest is None:
            raise ValueError("a dry run knows no digests")
        if digest == SILENT:
            return None
        made = self._fetch(node, cell, digest)
        start, stop = self.grid.extent(cell, self.outcomes[node.name].node.frames)
        return made if made is None or isinstance(made, bytes) else _fitted(made, stop - start)

    def read_frames(self, node: Node, start: int, stop: int) -> Sound:
        """Frames `start..stop` of a signal, zero outside it: float32 of shape (2, stop - start)."""
        import numpy as np

        out = np.zeros((2, stop - start), np.float32)
        size = self.grid.cell
        for cell in range(max(start // size, 0), min(-(-stop // size), len(self.outcomes[node.name].digests))):
            sound = self.read(node, cell)
            if isinstance(sound, bytes):
                raise TypeError(f"{node.name!r} holds bytes, not sound")
            if sound is not None:
                first = max(cell * size, start)
                last = min(cell * size + sound.shape[1], stop)
                out[:, first - start : last - start] = sound[:, first - cell * size : last - cell * size]
        return out


def _fitted(sound: Sound, frames: int) -> Sound:
    """The sound of a cell in its cell's length. A digest does not tell how long the silence in a last block is, so what
    is stored under it may be the cell of a longer or a shorter signal."""
    import numpy as np

    if sound.shape[1] == frames:
        return sound
    out = np.zeros((2, frames), np.float32)
    kept = min(frames, sound.shape[1])
    out[:, :kept] = sound[:, :kept]
    return out


def combined(evaluations: Iterable[Evaluation]) -> dict[str, Outcome]:
    """The outcomes of the evaluations of one build, as if it had been one: the last digests, and all that ran."""
    total: dict[str, Outcome] = {}
    for evaluation in evaluations:
        for name, outcome in evaluation.outcomes.items():
            before = total.get(name)
            if before is not None:
                ran = tuple(sorted({*(cell for cell in before.ran if cell < len(outcome.digests)), *outcome.ran}))
                outcome = replace(outcome, ran=ran, seconds=before.seconds + outcome.seconds)
            total[name] = outcome
    return total
