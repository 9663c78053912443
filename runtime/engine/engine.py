"""The engine: evaluates graphs of signals against a store, and remembers between evaluations what did not change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Event, RLock
from typing import TYPE_CHECKING, Final

from .actions import Actions
from .collect import TRIM_PART, TRIMMED_PART, trim, trim_if_likely
from .evaluation import Begun, Evaluation, Outcome, Outdated, Ready
from .keys import Digest, canonical, file_name
from .ledger import Ledger, adopt
from .node import Grid, Node, in_order
from .schedule import Changed, Schedule
from .store import Store, StoreUnsound

if TYPE_CHECKING:
    from .node import Result

WORKERS: Final = 2
CACHE_BYTES: Final = 10 * 10**9
RESTARTS: Final = 5
KEPT_AGE: Final = 100  # ledgers of signals not seen for as many evaluations are forgotten

Listener = Callable[[Begun | Ready], None]
# The rank of a cell, by its index: lower ranks are made first.
Order = Callable[[int], float]


class Engine:
    """Evaluates graphs. `environment` names all that shapes sound and that tasks do not say themselves (the sample
    rate, versions of libraries). `executor` runs the tasks, `workers` of them at once. `cap` bounds the bytes of the
    store. Use as a context manager; calls from several threads take turns."""

    def __init__(
        self,
        store: Store,
        actions: Actions,
        *,
        environment: str = "",
        executor: Executor | None = None,
        workers: int = WORKERS,
        grid: Grid | None = None,
        cap: int = CACHE_BYTES,
    ):
        self.store = store
        self.actions = actions
        self.environment = canonical(environment)
        self.workers = workers
        self.grid = grid or Grid(block=store.block)
        self.cap = cap
        self.executor = executor or ThreadPoolExecutor(workers, "songc")
        self._owns_executor = executor is None
        self._ledgers: dict[str, Ledger] = {}
        self._turn = 0  # counts changes of what ledgers know, `_age` evaluations
        self._age = 0
        self._near = range(0)
        self._trimmed = 0
        self._room = cap * TRIM_PART  # what may be written before the next look at the store
        self._tidier = ThreadPoolExecutor(1, "songc-tidy")
        self._tidying: Future[None] | None = None
        self._lock = RLock()
        if self.grid.block != store.block or self.grid.cell % self.grid.block:
            raise ValueError("the engine's blocks are the store's, and cells are made of whole blocks")

    def evaluate(
        self,
        nodes: Sequence[Node],
        *,
        order: Order | None = None,
        near: range | None = None,
        cancel: Event | None = None,
        on_event: Listener | None = None,
    ) -> Evaluation:
        """Makes all that is missing of the nodes and of what they are made of.

        Cells of lower `order` come first, with what they hear, then earlier ones; cells `near` the place at work stay
        longest in the store, of all signals. `cancel` stops what is queued; what runs is finished and kept, at least
        one task in each call, and Cancelled is raised. `on_event` hears, in the caller's thread, how many cells are
        open and of each that becomes known. Raises StepFailed when a task does, DiskFull, and StoreUnsound."""
        with self._lock, self.store.lease():
            self._near = self._near if near is None else near
            try:
                with self.store.write_behind():
                    return self._evaluate(nodes, order, cancel, on_event, dry=False)
            finally:
                self.actions.flush()
                self._be_tidy()
                self.tidy()
                self._be_tidy()

    def edited(self, nodes: Sequence[Node]) -> frozenset[int]:
        """The cells whose own task is another than when these nodes were last asked for, of any of the signals."""
        with self._lock:
            ledgers = self._adopt(nodes)
            return frozenset(cell for ledger in ledgers for unit in ledger.edited for cell in ledger.cells_of(unit))

    def preview(self, nodes: Sequence[Node]) -> Evaluation:
        """What `evaluate` would run, as far as can be told without running it: cells that depend on one that would
        run count too."""
        with self._lock:
            return self._evaluate(nodes, None, None, None, dry=True)

    def _evaluate(
        self, nodes: Sequence[Node], order: Order | None, cancel: Event | None, on_event: Listener | None, dry: bool
    ) -> Evaluation:
        self._age += 1
        for _ in range(RESTARTS):
            ledgers = self._adopt(nodes)
            schedule = Schedule(self, ledgers, order, cancel, on_event, dry)
            try:
                schedule.run()
            except Changed as change:
                self._strike(change)
                continue
            outcomes = {
                ledger.node.name: Outcome(ledger.node, tuple(ledger.digests), *schedule.ran(ledger))
                for ledger in ledgers
            }
            return Evaluation(outcomes, self.grid, self._fetch)
        raise StoreUnsound("some tasks make another sound each time they run")

    def _strike(self, change: Changed) -> None:
        self._turn += 1
        change.ledger.strike(change.unit, self._turn)

    def _adopt(self, nodes: Sequence[Node]) -> list[Ledger]:
        self._turn += 1
        found: dict[str, Ledger] = {}
        try:
            for node in in_order(nodes):
                inputs = tuple(found[each.name] for each in node.inputs)
                found[node.name] = adopt(self._ledgers.get(node.name), node, inputs, self.grid, self._turn)
                found[node.name].used = self._age
        except BaseException:
            self._ledgers = {}  # a step that failed to say its tasks leaves ledgers half of the old and half of the new
            raise
        # Those that were just asked for stand last, inputs before those that hear them.
        others = {name: kept for name, kept in self._ledgers.items() if name not in found}
        self._ledgers = {name: kept for name, kept in others.items() if kept.used > self._age - KEPT_AGE} | found
        return list(found.values())

    def _fetch(self, node: Node, cell: int, digest: Digest) -> Result:
        """What an evaluation found in a cell; makes it again when the store has lost it."""
        import numpy as np

        data = self.store.get(digest)
        if data is None:
            with self._lock:
                ledger = self._ledgers.get(node.name)
                if ledger is None or ledger.digests[cell : cell + 1] != [digest]:
                    raise Outdated(f"cell {cell} of {node.name!r} is gone")
                schedule = Schedule(self, self._adopt([ledger.node]), None, None, None, dry=False)
                try:
                    schedule.restore(node.name, cell)
                except Changed as change:
                    self._strike(change)
                    raise Outdated(f"{change.ledger.node.name!r} made another sound when it ran again") from None
                finally:
                    self.actions.flush()
            data = self.store.get(digest)
            if data is None:
                raise StoreUnsound(f"the store lost cell {cell} of {node.name!r} at once")
        return np.frombuffer(data, np.float32).reshape(2, -1) if digest[:1] == b"A" else bytes(data)

    def tidy(self) -> None:
        """Keeps the store under its cap; looks only when a good part of it was written since the last look. Whoever
        evaluates goes on meanwhile."""
        if self._tidying and self._tidying.done():
            self._be_tidy()
        if self.store.published - self._trimmed > self._room and not self._tidying:
            self._trimmed = self.store.published
            self._tidying = self._tidier.submit(self._trim, list(self._ledgers.values()), self._near)

    def _trim(self, ledgers: list[Ledger], near: range) -> None:
        freed = trim(self.store, self.cap, ranks(ledgers, near))
        self._room = self.cap * (1.0 - TRIMMED_PART if freed else TRIM_PART)

    def _be_tidy(self) -> None:
        """Waits until nothing is thrown away. Raises what went wrong with it."""
        tidying, self._tidying = self._tidying, None
        if tidying:
            tidying.result()

    def close(self) -> None:
        """Writes what was noted, keeps the store under its cap, and ends the engine's own workers."""
        try:
            self.actions.close()
            if self.store.published > self._trimmed:
                trim_if_likely(self.store, self.cap, ranks(list(self._ledgers.values()), self._near))
        finally:
            self._tidier.shutdown()
            if self._owns_executor:
                self.executor.shutdown()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def ranks(ledgers: Sequence[Ledger], near: range) -> dict[str, int]:
    """How dear the chunks are that evaluations found: the farther from the sources the dearer, and those of cells near
    the place at work dearer than all others."""
    found = {file_name(digest): place for place, ledger in enumerate(ledgers) for digest in ledger.digests if digest}
    for place, ledger in enumerate(ledgers, len(ledgers)):
        found |= {file_name(digest): place for digest in ledger.digests[near.start : near.stop] if digest}
    return found
