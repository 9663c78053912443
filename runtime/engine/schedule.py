"""The schedule: settles every open cell of a graph, from those whose inputs are known, earliest first.

A cell is settled by what is known of its key, or by running its task. A task whose inputs the store has lost is put
off until these have been made again ("restored"), so nothing is read before somebody needs it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from heapq import heappop, heappush
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Final, NamedTuple

from .disk import DiskFull
from .evaluation import Begun, Ready
from .keys import SILENT, Digest, action_key, covered, is_silent
from .ledger import Ledger
from .store import StoreUnsound
from .work import Job, Lost, Made, Source, perform

if TYPE_CHECKING:
    from .engine import Engine

# How often the store may lose a unit's inputs before it is said to be unsound.
LOSSES: Final = 20

# Tasks sent off for each worker: one more than it does when much is ready, so that it need not wait for the next; no
# more when little is, since what is sent off cannot be overtaken by what becomes ready meanwhile and ranks before it.
IN_FLIGHT: Final = 2
MUCH: Final = 8  # ready for each worker

# One unit of the graph: the place of its ledger in the order of signals, and the unit's number.
Unit = tuple[int, int]

# What comes first: order, then time, then the order of signals; and the unit itself.
Rank = tuple[float, int, int, int]


class Cancelled(Exception):
    """An evaluation was stopped. What it finished is kept."""


class StepFailed(Exception):
    """The task of a cell failed; `__cause__` says how. Nothing is kept of it."""

    def __init__(self, node: str, cell: int, problem: BaseException):
        super().__init__(f"{node}, cell {cell}: {type(problem).__name__}: {problem}")
        self.node = node
        self.cell = cell


class Changed(Exception):
    """A task that ran again made another sound than before, so what hears it must be looked at again."""

    def __init__(self, ledger: Ledger, unit: int):
        super().__init__(ledger.node.name, unit)
        self.ledger = ledger
        self.unit = unit


class _Flight(NamedTuple):
    """A job on its way, and the units that it will settle; the first of them asked for it. `sent` counts what had been
    settled when it was sent off."""

    future: Future[Made | Lost]
    units: list[Unit]
    sent: int


class Schedule:
    """One evaluation under way. `ledgers` are in order, inputs before those that hear them."""

    def __init__(
        self,
        engine: Engine,
        ledgers: list[Ledger],
        order: Callable[[int], float] | None,
        cancel: Event | None,
        on_event: Callable[[Begun | Ready], None] | None,
        dry: bool,
    ):
        self._engine = engine
        self._ledgers = ledgers
        self._place = {id(ledger): place for place, ledger in enumerate(ledgers)}
        self._order = order
        # Of each ledger's units: the lowest order of what hears it, where there is an order, and how many cells an open
        # one still waits for. Of its cells: how many units still have to hear one that is made here. A song of an hour
        # has tens of thousands, too many for tables of pairs.
        self._urgency = [array("d", [0.0]) * ledger.units for ledger in ledgers]
        self._waits = [array("l", [0]) * ledger.units for ledger in ledgers]
        self._unheard = [array("l", [0]) * ledger.cells for ledger in ledgers]
        self._left: Counter[float] = Counter()  # how many open units are so urgent
        self._cancel = cancel
        self._on_event = on_event
        self._dry = dry
        self._hearers: list[list[tuple[int, int]]] = [[] for _ in ledgers]
        for place, ledger in enumerate(ledgers):
            for index, heard in enumerate(ledger.inputs):
                self._hearers[self._place[id(heard)]].append((place, index))
        self._ready: list[Rank] = []  # a heap
        self._restoring: dict[Unit, set[Unit]] = {}  # units made again, and who waits for them
        self._restored: dict[Unit, int] = {}  # what had been settled when a unit was made again
        self._settled = 0
        self._losses: dict[Unit, int] = {}
        self._flights: dict[bytes, _Flight] = {}
        self._landed: SimpleQueue[bytes] = SimpleQueue()
        self._ran: list[dict[int, float]] = [{} for _ in ledgers]  # seconds by unit
        self._failures: list[tuple[Rank, BaseException]] = []
        self._changes: list[Changed] = []

    def run(self) -> None:
        """Settles every open cell. Raises Cancelled, StepFailed, DiskFull, StoreUnsound, Changed."""
        if self._order:
            self._find_urgencies(self._order)
        for place, ledger in enumerate(self._ledgers):
            self._left.update(map(self._urgency[place].__getitem__, ledger.open))
            for unit in ledger.open:
                self._enlist((place, unit))
        if self._on_event:
            self._on_event(Begun(sum(len(led.cells_of(unit)) for led in self._ledgers for unit in led.open)))
        self._work()

    def restore(self, name: str, cell: int) -> None:
        """Makes a known cell again, whose chunk is lost."""
        place = next(place for place, ledger in enumerate(self._ledgers) if ledger.node.name == name)
        self._make_again((place, self._ledgers[place].unit_of(cell)))
        self._work()

    def ran(self, ledger: Ledger) -> tuple[tuple[int, ...], float]:
        """The cells of a signal that ran (in a dry run: that would), and the seconds of work in them."""
        if self._dry:
            return tuple(cell for cell, digest in enumerate(ledger.digests) if digest is None), 0.0
        ran = self._ran[self._place[id(ledger)]]
        return tuple(cell for unit in sorted(ran) for cell in ledger.cells_of(unit)), sum(ran.values())

    def _enlist(self, at: Unit) -> None:
        place, unit = at
        waits = 0
        for other, cell in self._awaits(at):
            self._unheard[other][cell] += 1
            waits += 1
        self._waits[place][unit] = waits
        if not waits:
            self._push(at)

    def _hears(self, at: Unit) -> Iterator[tuple[int, range]]:
        """What a unit hears: the places of ledgers, and cells of each."""
        ledger = self._ledgers[at[0]]
        for index, heard in enumerate(ledger.inputs):
            yield self._place[id(heard)], ledger.reach(at[1], index)

    def _awaits(self, at: Unit) -> Iterator[tuple[int, int]]:
        """The cells that a unit hears and that are not known yet."""
        for place, cells in self._hears(at):
            if self._ledgers[place].open:
                digests = self._ledgers[place].digests
                for cell in cells:
                    if digests[cell] is None:
                        yield place, cell

    def _push(self, at: Unit) -> None:
        heappush(self._ready, self._rank(at))

    def _rank(self, at: Unit) -> Rank:
        place, unit = at
        if self._ledgers[place].whole:
            return float("-inf"), unit, place, unit
        return self._urgency[place][unit], unit, place, unit

    def _find_urgencies(self, order: Callable[[int], float]) -> None:
        """A unit is as urgent as the most urgent of the open ones that hear it: what comes first must not wait for a
        cell before it to have its turn. Those that hear come before what they hear here."""
        for ledger, urgencies in zip(self._ledgers, self._urgency, strict=True):
            for unit in ledger.open:
                urgencies[unit] = min(map(order, ledger.cells_of(unit)))
        for place in reversed(range(len(self._ledgers))):
            for unit in self._ledgers[place].open:
                urgency = self._urgency[place][unit]
                for other, cell in self._awaits((place, unit)):
                    heard = self._ledgers[other].unit_of(cell)
                    if urgency < self._urgency[other][heard]:
                        self._urgency[other][heard] = urgency

    def _work(self) -> None:
        """The loop: keeps the workers busy with what is ready, and takes in what they made."""
        stopping = False
        try:
            while self._flights or (self._ready and not stopping):
                while self._ready and not stopping and len(self._flights) < self._room() and not self._in_the_way():
                    _, _, place, unit = heappop(self._ready)
                    self._try((place, unit))
                if self._flights:
                    self._land(self._landed.get())
                    self._engine.tidy()
                    if not stopping and self._must_stop():
                        stopping = True
                        self._call_off()
        finally:
            self._call_off()
            while self._flights:
                self._land(self._landed.get())
        if self._changes:
            raise self._changes[0]
        if self._failures:
            raise min(self._failures, key=lambda failure: failure[0])[1]
        if stopping:
            raise Cancelled

    def _room(self) -> int:
        """How many tasks may be under way."""
        workers = self._engine.workers
        return workers * (IN_FLIGHT if len(self._ready) > MUCH * workers else 1)

    def _in_the_way(self) -> bool:
        """Whether a worker had better wait: what is ready is less urgent than what others are at work for, and would
        keep it from the next step of that."""
        if not self._order or not self._flights:
            return False
        most = min((urgency for urgency, left in self._left.items() if left), default=float("inf"))
        return self._ready[0][0] > most

    def _must_stop(self) -> bool:
        cancelled = self._cancel is not None and self._cancel.is_set()
        return cancelled or bool(self._failures) or bool(self._changes)

    def _try(self, at: Unit) -> None:
        """Settles a unit whose inputs are known, or sends its task off."""
        place, unit = at
        ledger = self._ledgers[place]
        task = ledger.tasks[unit]
        start, stop = ledger.extent(unit)
        silence = (SILENT,) * len(ledger.cells_of(unit))
        if task is None:
            return self._settle(at, silence)
        windows = [ledger.window(unit, index) for index in range(len(ledger.inputs))]
        try:
            blocks = [
                covered(heard.digests, *window, self._engine.grid)  # type: ignore[arg-type]  # all of these are known by now
                for heard, window in zip(ledger.inputs, windows, strict=True)
            ]
        except TypeError as problem:
            raise StepFailed(ledger.node.name, unit, problem) from problem
        if blocks and ledger.node.step.silent_in_silent_out and all(map(is_silent, blocks)):
            return self._settle(at, silence)
        spans = [(first - start, last - first) for first, last in windows]
        key = action_key(self._engine.environment, self._engine.grid, task, stop - start, spans, blocks)
        known = None if at in self._restoring else self._engine.actions.get(key)
        if known is not None and len(known) == len(silence):
            return self._settle(at, known)
        if self._dry:
            return None
        if key in self._flights:
            self._flights[key].units.append(at)
            return None
        sources = tuple(
            None if is_silent(under) else self._source(heard, window)
            for heard, window, under in zip(ledger.inputs, windows, blocks, strict=True)
        )
        future = self._engine.executor.submit(
            perform, self._engine.store, Job(task, stop - start, sources, self._engine.grid)
        )
        self._flights[key] = _Flight(future, [at], self._settled)
        future.add_done_callback(lambda _: self._landed.put(key))
        return None

    def _source(self, heard: Ledger, window: tuple[int, int]) -> Source:
        first, last = window
        cells = self._engine.grid.touched(first, last)
        chunks = tuple((heard.digests[cell] or SILENT) if 0 <= cell < heard.cells else SILENT for cell in cells)
        return Source(chunks, first - cells.start * self._engine.grid.cell, last - first)

    def _land(self, key: bytes) -> None:
        """Takes in what came of a task."""
        future, units, sent = self._flights.pop(key)
        if future.cancelled():
            return
        problem = future.exception()
        if problem is not None:
            place, unit = units[0]
            failure = problem
            if not isinstance(problem, DiskFull):
                failure = StepFailed(self._ledgers[place].node.name, unit, problem)
                failure.__cause__ = problem
            self._failures.append((self._rank(units[0]), failure))
            return
        outcome = future.result()
        if isinstance(outcome, Lost):
            for at in units:
                self._put_off(at, outcome, sent)
            return
        self._engine.actions.put(key, outcome.digests, outcome.size, outcome.seconds)
        for at in units:
            self._settle(at, outcome.digests, outcome if at is units[0] else None)

    def _settle(self, at: Unit, digests: tuple[Digest, ...], made: Made | None = None) -> None:
        """Enters the digests of a unit, and frees the units that waited for them."""
        place, unit = at
        ledger = self._ledgers[place]
        self._settled += 1
        if made is not None:
            self._ran[place][unit] = self._ran[place].get(unit, 0.0) + made.seconds
        waiting = self._restoring.pop(at, None)
        if waiting is not None:
            self._restored[at] = self._settled
            if any(ledger.digests[cell] != digest for cell, digest in zip(ledger.cells_of(unit), digests, strict=True)):
                self._changes.append(Changed(ledger, unit))
            for other in waiting:
                self._free(other)
        else:
            ledger.enter(unit, digests)
            self._left[self._urgency[place][unit]] -= 1
            self._release_heard(at)
            self._free_hearers(place, unit)
        if self._on_event:
            times = (made.began, made.seconds, made.worker) if made else ()
            for cell, digest in zip(ledger.cells_of(unit), digests, strict=True):
                self._on_event(Ready(ledger.node.name, cell, digest, made is not None, *times))

    def _release_heard(self, at: Unit) -> None:
        """Has the memory let go first of what was made here and what nothing else has to hear."""
        for place, cells in self._hears(at):
            unheard = self._unheard[place]
            for cell in cells:
                if unheard[cell]:
                    unheard[cell] -= 1
                    if not unheard[cell]:
                        self._engine.store.release(self._ledgers[place].digests[cell] or SILENT)

    def _free_hearers(self, place: int, unit: int) -> None:
        for hearer, index in self._hearers[place]:
            hearing = self._ledgers[hearer].hearing
            for cell in self._ledgers[place].cells_of(unit):
                for other in hearing(index, cell):
                    self._free((hearer, other))

    def _free(self, at: Unit) -> None:
        """One thing less that a unit waits for, if it is open."""
        place, unit = at
        waits = self._waits[place]
        if waits[unit]:
            waits[unit] -= 1
            if not waits[unit]:
                self._push(at)

    def _put_off(self, at: Unit, lost: Lost, sent: int) -> None:
        """Has lost chunks made again before a unit is tried again, but for those that have been since it was sent off:
        two that hear the same may both find it lost, and the second say so when it is there again."""
        place, unit = at
        ledger = self._ledgers[place]
        self._losses[at] = self._losses.get(at, 0) + 1
        if self._losses[at] > LOSSES:
            raise StoreUnsound(f"the store keeps losing what {ledger.node.name!r} hears in cell {unit}")
        makers = set()
        for index, offset in lost.places:
            heard = ledger.inputs[index]
            cell = ledger.window(unit, index)[0] // self._engine.grid.cell + offset
            maker = (self._place[id(heard)], heard.unit_of(cell))
            if self._restored.get(maker, 0) <= sent:
                makers.add(maker)
        if not makers:
            return self._push(at)
        self._waits[place][unit] = len(makers)
        for maker in makers:
            self._make_again(maker).add(at)
        return None

    def _make_again(self, at: Unit) -> set[Unit]:
        """Has a known unit made again; the set of those that wait for it."""
        if at not in self._restoring:
            self._restoring[at] = set()
            self._push(at)
        return self._restoring[at]

    def _call_off(self) -> None:
        """Calls off the tasks that have not begun."""
        for flight in list(self._flights.values()):
            flight.future.cancel()
