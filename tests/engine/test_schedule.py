"""What runs when, what stops it, and what becomes of failures."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from engine_fakes import GRID, Bench, Peak, left, node, strokes, total

from songc.runtime.engine.evaluation import Begun, Outdated, combined
from songc.runtime.engine.ledger import adopt
from songc.runtime.engine.node import Node
from songc.runtime.engine.schedule import Cancelled, StepFailed
from songc.runtime.engine.store import StoreUnsound
from songc.runtime.engine.work import BadResult
from songc.runtime.window import Window


class Inline(Executor):
    """Runs each task as it is sent off, in the order in which they are."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as problem:
            future.set_exception(problem)
        return future


# What the tasks below do, by name; none of it is part of their keys.
HOOKS: dict[str, Any] = {}


@dataclass(frozen=True)
class HookTask:
    NAME: ClassVar[str] = "hook"
    VERSION: ClassVar[str] = "1"
    hook: str
    start: int
    frames: int

    def run(self, inputs: Sequence[Any]) -> Any:
        return HOOKS[self.hook](self.start, self.frames)


@dataclass(frozen=True)
class Hook:
    hook: str
    silent_in_silent_out: bool = False
    inputs: int = field(default=0)

    def windows(self) -> tuple[Window, ...]:
        return (Window(),) * self.inputs

    def task(self, start: int, frames: int) -> HookTask:
        return HookTask(self.hook, start, frames)


@pytest.fixture
def hooks() -> Any:
    yield HOOKS
    HOOKS.clear()


def ones(start: int, frames: int) -> Any:
    return np.full((2, frames), start + 1, np.float32)


def song() -> Node:
    take = strokes("take", *((frame, frame + 1) for frame in range(0, 64, 8)))
    return total("master", total("strip", take, gain=2))


def order_of(bench: Bench) -> list[tuple[str, int]]:
    return [(event.node, event.cell) for event in bench.events]


def test_the_beginning_is_ready_first(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"executor": Inline(), "workers": 1})
    bench.build(song())
    order = order_of(bench)
    assert [cell for name, cell in order if name == "master"] == [0, 1, 2, 3]
    assert order.index(("master", 0)) < order.index(("take", 2))


def test_an_order_comes_before_time(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"executor": Inline(), "workers": 1})
    bench.build(song(), order=lambda cell: (cell - 2) % 4)
    masters = [cell for name, cell in order_of(bench) if name == "master"]
    assert masters == [2, 3, 0, 1]


def test_what_comes_first_does_not_wait_for_what_it_hears(tmp_path: Path) -> None:
    """Cell 2 of a sum that looks back hears cell 1, which by itself would come last."""
    bench = Bench(tmp_path, {"executor": Inline(), "workers": 1})
    take = strokes("take", *((frame, frame + 1) for frame in range(0, 64, 8)))
    bench.build(total("master", total("strip", take), window=Window(4)), order=lambda cell: (cell - 2) % 4)
    order = order_of(bench)
    assert [cell for name, cell in order if name == "master"] == [2, 3, 0, 1]
    assert order.index(("take", 1)) < order.index(("take", 3)) < order.index(("take", 0))


def test_a_worker_waits_rather_than_be_in_the_way_of_what_comes_first(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"executor": Inline(), "workers": 2})
    bench.build(song(), order=lambda cell: float(cell != 2))
    assert order_of(bench)[:3] == [("take", 2), ("strip", 2), ("master", 2)]
    assert len(order_of(bench)) == 12


def test_what_all_have_heard_makes_room_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A take that two strips hear is let go of after the second, a strip after the master; the master is kept."""
    bench = Bench(tmp_path, {"executor": Inline(), "workers": 1})
    released: list[tuple[bytes, int]] = []
    monkeypatch.setattr(bench.store, "release", lambda digest: released.append((digest, len(bench.events))))
    take = strokes("take", (0, 16), frames=16)
    made = bench.build(
        total("master", total("a", take, gain=2, frames=16), total("b", take, gain=3, frames=16), frames=16)
    )
    assert order_of(bench) == [("take", 0), ("a", 0), ("b", 0), ("master", 0)]
    held = {name: outcome.digests[0] for name, outcome in made.outcomes.items()}
    assert released == [(held["take"], 2), (held["a"], 3), (held["b"], 3)]


def test_events_say_how_much_there_is_to_do(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    heard: list[Any] = []
    bench.engine.evaluate([song()], on_event=heard.append)
    assert heard[0] == Begun(12) and len(heard) == 13
    heard.clear()
    bench.engine.evaluate([song()], on_event=heard.append)
    assert heard == [Begun(0)]


def test_a_cancelled_build_keeps_what_it_finished(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"executor": Inline(), "workers": 1})
    cancel = threading.Event()
    with pytest.raises(Cancelled):
        bench.engine.evaluate([song()], on_event=lambda event: cancel.set(), cancel=cancel)
    kept = len(bench.chunk_paths())
    assert 1 <= kept < 12
    evaluation = bench.reopen().build(song())
    assert 0 < sum(map(len, bench.ran.values())) < 12
    assert left(evaluation, song()) == left(Bench(tmp_path / "b").build(song()), song())


def test_builds_that_are_always_cancelled_come_to_an_end(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    cancel = threading.Event()
    cancel.set()
    for _ in range(13):
        try:
            bench.build(song(), cancel=cancel)
            break
        except Cancelled:
            assert bench.ran, "each does something"
    else:
        pytest.fail("no progress")
    assert left(bench.build(song()), song())[:9] == [2, 0, 0, 0, 0, 0, 0, 0, 18]


def test_an_edit_after_a_cancel_is_not_mixed_with_what_was_before(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    cancel = threading.Event()
    cancel.set()

    def edited(level: int) -> Node:
        return total("master", total("strip", strokes("take", (0, level), (20, 3), (40, level)), gain=level))

    bench.build(edited(1))
    for level in (2, 3, 1, 4):
        with suppress(Cancelled):
            bench.build(edited(level), cancel=cancel)
    assert left(bench.build(edited(2)), song()) == left(Bench(tmp_path / "b").build(edited(2)), song())


def test_a_failure_names_the_signal_and_is_not_kept(tmp_path: Path, hooks: dict[str, Any]) -> None:
    def fail(start: int, frames: int) -> Any:
        if start == 32:
            raise RuntimeError("the plugin is gone")
        return ones(start, frames)

    hooks["a"] = fail
    bench = Bench(tmp_path)
    graph = total("master", Node("strip", "mix", 64, Hook("a")))
    with pytest.raises(StepFailed, match=r"strip, cell 2: RuntimeError: the plugin is gone") as caught:
        bench.build(graph)
    assert (caught.value.node, caught.value.cell) == ("strip", 2) and isinstance(caught.value.__cause__, RuntimeError)
    hooks["a"] = ones
    bench.build(graph)
    assert 2 in bench.ran["strip"] and 0 not in bench.ran["strip"]
    assert bench.engine.executor is not None and left(bench.build(graph), song())[32] == 33


def test_of_several_failures_the_first_is_told(tmp_path: Path, hooks: dict[str, Any]) -> None:
    def fail(start: int, frames: int) -> Any:
        raise RuntimeError(str(start))

    hooks["a"] = fail
    for run in range(5):
        with pytest.raises(StepFailed, match="cell 0"):
            Bench(tmp_path / str(run)).build(Node("strip", "mix", 64, Hook("a")))


@pytest.mark.parametrize(
    "made",
    [
        lambda start, frames: np.zeros((2, frames + 1), np.float32),
        lambda start, frames: np.zeros((2, frames), np.float64),
        lambda start, frames: np.full((2, frames), np.nan, np.float32),
        lambda start, frames: np.full((2, frames), np.inf, np.float32),
    ],
)
def test_what_is_not_sound_is_refused(made: Any, tmp_path: Path, hooks: dict[str, Any]) -> None:
    hooks["a"] = made
    with pytest.raises(StepFailed) as caught:
        Bench(tmp_path).build(Node("strip", "mix", 64, Hook("a")))
    assert isinstance(caught.value.__cause__, BadResult)


def test_a_negative_zero_is_silence(tmp_path: Path, hooks: dict[str, Any]) -> None:
    def made(start: int, frames: int) -> Any:
        out = np.full((2, frames), -0.0, np.float32)
        out[:, 0] = start
        return out

    hooks["a"] = made
    bench = Bench(tmp_path)
    strip = Node("strip", "mix", 64, Hook("a"))
    evaluation = bench.build(strip)
    assert evaluation.digests(strip)[0] == b""
    assert not np.signbit(evaluation.read_frames(strip, 0, 64)).any()


def test_bytes_cannot_be_heard(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match="bytes cannot be heard"):
        Bench(tmp_path).build(total("mix", node("peak", Peak(), strokes("take", (0, 1)))))


def test_a_result_may_be_a_view_that_changes_later(tmp_path: Path, hooks: dict[str, Any]) -> None:
    shared = np.ones((2, 64), np.float32)
    hooks["a"] = lambda start, frames: shared[:, start : start + frames]
    bench = Bench(tmp_path)
    strip = Node("strip", "mix", 64, Hook("a"))
    evaluation = bench.build(strip)
    shared[:] = 5
    assert left(evaluation, strip) == [1] * 64


def test_equal_tasks_on_their_way_run_once(tmp_path: Path, hooks: dict[str, Any]) -> None:
    calls: list[int] = []
    both = threading.Event()

    def made(start: int, frames: int) -> Any:
        calls.append(start)
        both.wait(0.05)
        return ones(0, frames)

    hooks["a"] = made
    nodes = [Node(f"take {i}", "takes", 16, Hook("a")) for i in range(5)]
    evaluation = Bench(tmp_path).build(*nodes)
    assert calls == [0] and {evaluation.digests(each) for each in nodes} == {evaluation.digests(nodes[0])}


def test_a_task_that_is_not_repeatable_is_looked_at_again(tmp_path: Path, hooks: dict[str, Any]) -> None:
    """A step that makes another sound when its lost chunk is made again: what hears it follows."""
    times = [0]

    def made(start: int, frames: int) -> Any:
        times[0] += 1
        return np.full((2, frames), times[0], np.float32)

    hooks["a"] = made
    bench = Bench(tmp_path)
    take = Node("take", "takes", 16, Hook("a"))
    bench.build(total("strip", take, frames=16))
    for path in bench.chunk_paths():
        path.unlink()
    bench.reopen()
    evaluation = bench.build(total("strip", take, gain=3, frames=16))
    heard = left(evaluation, evaluation.outcomes["take"].node)[0]
    assert heard > 1 and left(evaluation, evaluation.outcomes["strip"].node)[0] == 3 * heard


def test_an_evaluation_that_is_gone_says_so(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"memory": 0})
    take = strokes("take", (0, 1))
    evaluation = bench.build(take)
    bench.build(strokes("take", (0, 2)))
    assert left(evaluation, take)[0] == 1
    for path in bench.chunk_paths():
        path.unlink()
    with pytest.raises(Outdated):
        evaluation.read(take, 0)


def test_a_store_that_loses_everything_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path)
    monkeypatch.setattr(bench.store, "get", lambda digest: None)
    with pytest.raises(StoreUnsound, match="keeps losing what 'strip' hears"):
        bench.build(song())


def test_several_evaluations_are_one_build(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    master = song()
    first = bench.build(master)
    second = bench.build(total("limited", master, gain=3))
    whole = combined([first, second])
    assert {name: (len(each.ran), each.cached) for name, each in whole.items()} == {
        "take": (4, 0),
        "strip": (4, 0),
        "master": (4, 0),
        "limited": (4, 0),
    }
    assert whole["take"].seconds == first.outcomes["take"].seconds > 0


def test_frames_are_read_across_cells_and_beyond_the_ends(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    take = strokes("take", (15, 1), (16, 2), (49, 3), frames=50)
    evaluation = bench.build(take)
    assert evaluation.read_frames(take, 15, 17).tolist() == [[1, 2], [-1, -2]]
    assert evaluation.read_frames(take, -2, 52)[0].tolist() == [0] * 17 + [1, 2] + [0] * 32 + [3, 0, 0]
    last = evaluation.read(take, 3)
    assert isinstance(last, np.ndarray) and last.shape == (2, 2) and not last.flags.writeable
    assert evaluation.read(take, 2) is None


def test_eight_threads_share_an_engine(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    once = left(Bench(tmp_path / "clean").build(song()), song())
    found: dict[int, list[int]] = {}

    def build(gain: int) -> None:
        graph = total("m", song(), gain=gain)
        found[gain] = left(bench.engine.evaluate([graph]), graph)

    threads = [threading.Thread(target=build, args=(gain,)) for gain in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {gain: [gain * level for level in once] for gain in range(8)}


@pytest.mark.parametrize("lookback", [0, 1, 15, 16, 17, 40])
@pytest.mark.parametrize("lookahead", [0, 1, 15, 16, 17, 40])
def test_a_unit_hears_the_cells_under_its_window(lookback: int, lookahead: int) -> None:
    for frames in (1, 16, 33, 80):
        for heard in (1, 16, 40, 96):
            source = adopt(None, strokes("source", (0, 1), frames=heard), (), GRID, 1)
            made = total("sum", source.node, window=Window(lookback, lookahead), frames=frames)
            ledger = adopt(None, made, (source,), GRID, 1)
            for unit in range(ledger.units):
                first, last = ledger.window(unit, 0)
                cells = [cell for cell in GRID.touched(first, last) if 0 <= cell < source.cells]
                assert list(ledger.reach(unit, 0)) == cells
