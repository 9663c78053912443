"""The store and the action table: what is damaged, missing, full or shared."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
from engine_fakes import GRID, Bench, Peak, clean_digests, left, node, strokes, total

from songc.runtime.engine import collect
from songc.runtime.engine.actions import Actions
from songc.runtime.engine.disk import DIRECT, LARGE_BYTES, PAGE_BYTES, Disk, DiskFull, Place
from songc.runtime.engine.engine import KEPT_AGE
from songc.runtime.engine.keys import Data, bytes_digest, holds, sound_digest
from songc.runtime.engine.lease import oldest
from songc.runtime.engine.node import Grid, Node
from songc.runtime.engine.store import Store
from songc.runtime.engine.work import Lost, Made, keep
from songc.runtime.engine.writer import BEHIND_BYTES
from songc.runtime.window import Window

TAKE = ((0, 1), (20, 2), (37, 3), (50, 4))


def song(gain: int = 1, *, take: tuple[tuple[int, int], ...] = TAKE) -> Node:
    strip = total("strip", strokes("take", *take), gain=2)
    return total("master", strip, gain=gain, window=Window(3, 3))


def test_what_is_put_is_got(tmp_path: Path) -> None:
    store = Store(tmp_path, block=4)
    for data in (b"measure", b""):
        store.put(bytes_digest(data), data)
        store.forget()
        assert store.get(bytes_digest(data)) == data
    assert store.get(bytes_digest(b"other")) is None


def test_the_folder_says_what_it_is(tmp_path: Path) -> None:
    Bench(tmp_path).build(song())
    assert (tmp_path / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    assert (tmp_path / ".gitignore").read_text() == "*\n"
    assert not list((tmp_path / "tmp").iterdir())


def test_silence_is_not_stored(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    evaluation = bench.build(total("strip", strokes("take", (3, 1), (3, -1))))
    assert bench.chunk_paths() == [] and evaluation.digests(evaluation.outcomes["strip"].node) == (b"",) * 4


def test_equal_chunks_are_stored_once(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.build(total("strip", strokes("take", (3, 1), (19, 1))))
    assert len(bench.chunk_paths()) == 1


def test_a_digest_tells_a_change_of_any_bit() -> None:
    data = bytes(range(128))
    digest = sound_digest(data, 4)
    assert holds(data, digest, 4) and not holds(data[:-8], digest, 4) and not holds(data[:-1], digest, 4)
    for bit in range(0, 1024, 7):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        assert not holds(bytes(flipped), digest, 4)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)


def swap(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE = [Path.unlink, cut, empty, flip, swap]


@pytest.mark.parametrize("damage", DAMAGE)
def test_every_chunk_in_turn_is_healed(damage: Callable[[Path], None], tmp_path: Path) -> None:
    expected = clean_digests(tmp_path / "clean", song(3))
    bench = Bench(tmp_path / "store")
    bench.build(song(1))
    for index in range(len(bench.chunk_paths())):
        bench.reopen()
        damage(bench.chunk_paths()[index])
        evaluation = bench.build(song(3))
        assert evaluation.digests(evaluation.outcomes["master"].node) == expected["master"]
        node = evaluation.outcomes["master"].node
        bench.store.forget()
        assert left(evaluation, node)[:4] == [6, 6, 6, 6]
        # The next round needs the strips again: forget that the master was made.
        bench.engine.close()
        with sqlite3.connect(tmp_path / "store" / "actions.sqlite") as connection:
            connection.execute("DELETE FROM actions")
        bench.open()
        bench.build(song(1))
        assert collect.verify(bench.store) == []


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_lost_chunk_is_made_again_when_it_is_read(damage: Callable[[Path], None], tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    expected = left(bench.build(song()), song())
    for path in bench.chunk_paths():
        damage(path)
    bench.reopen()
    evaluation = bench.build(song())
    assert bench.ran == {}
    assert left(evaluation, evaluation.outcomes["master"].node) == expected


def test_only_what_is_needed_is_made_again(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.build(song())
    for path in bench.chunk_paths():
        path.unlink()
    bench.reopen().build(song(take=((0, 1), (20, 2), (37, 3), (55, 5))))
    # The master's cell 2 hears the changed cell 3, and so needs its neighbours' sound again.
    assert bench.ran == {"take": [1, 2, 3], "strip": [1, 2, 3], "master": [2, 3]}


class Late(Executor):
    """Runs each task as it is sent off. The second to find its inputs lost is heard of only when another task has been
    made and the next one is sent off."""

    def __init__(self) -> None:
        self.lost = 0
        self.made = False
        self.late: list[tuple[Future[Any], Lost]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        if self.made and self.late:
            late, lost = self.late.pop()
            late.set_result(lost)
        future: Future[Any] = Future()
        result = fn(*args, **kwargs)
        self.made = isinstance(result, Made)
        self.lost += not self.made
        if self.lost == 2 and not self.made and not self.late:
            self.late.append((future, result))
        else:
            future.set_result(result)
        return future


def test_what_two_find_lost_is_made_again_once(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"executor": Late()})
    take = strokes("take", *TAKE)
    bench.build(total("one", take), total("other", take))
    for path in bench.chunk_paths():
        path.unlink()
    bench.reopen().build(total("one", take, gain=2), total("other", take, gain=3))
    assert bench.ran == {"take": [0, 1, 2, 3], "one": [0, 1, 2, 3], "other": [0, 1, 2, 3]}


def damage_database(path: Path, offset: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset % len(data)] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize("offset", [0, 20, 40, 60, 100, *range(4096, 16384, 997)])
def test_a_damaged_table_never_lies(offset: int, tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    expected = left(bench.build(song()), song())
    bench.engine.close()
    damage_database(tmp_path / "actions.sqlite", offset)
    evaluation = bench.open().build(song())
    assert left(evaluation, evaluation.outcomes["master"].node) == expected
    bench.reopen().build(song())
    assert bench.ran == {}, "the table is whole again"


@pytest.mark.parametrize("content", [b"", b"nonsense", b"SQLite format 3\0" + bytes(5000)])
def test_a_table_that_is_none_is_replaced(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "actions.sqlite").write_bytes(content)
    bench = Bench(tmp_path)
    bench.build(song())
    bench.reopen().build(song())
    assert bench.ran == {}


def test_a_table_of_another_schema_is_replaced(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "actions.sqlite") as connection:
        connection.execute("CREATE TABLE actions (other)")
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    Bench(tmp_path).build(song())
    actions = Actions(tmp_path / "actions.sqlite")
    assert actions.count() > 0


def test_a_table_that_cannot_be_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "actions.sqlite").mkdir()
    bench = Bench(tmp_path)
    bench.build(song())
    bench.build(song(2))
    assert bench.ran == {"master": [0, 1, 2, 3]}


def test_a_row_of_another_key_is_not_believed(tmp_path: Path) -> None:
    actions = Actions(tmp_path / "actions.sqlite")
    actions.put(b"a", (b"A" + bytes(16),), 1, 0.1)
    actions.put(b"b", (b"",), 0, 0.1)
    actions.close()
    with sqlite3.connect(tmp_path / "actions.sqlite") as connection:
        connection.execute("UPDATE actions SET digests = (SELECT digests FROM actions WHERE key = ?)", (b"a",))
    connection.close()
    actions = Actions(tmp_path / "actions.sqlite")
    assert actions.get(b"a") is not None and actions.get(b"b") is None


def test_a_busy_table_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songc.runtime.engine.actions.BUSY_SECONDS", 0.01)
    bench = Bench(tmp_path)
    bench.build(song())
    other = sqlite3.connect(tmp_path / "actions.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    bench.build(song(2))
    other.execute("ROLLBACK")
    bench.reopen().build(song(2))
    assert bench.ran == {}, "what was noted while it was busy came in later"


def test_prune_keeps_the_newest(tmp_path: Path) -> None:
    actions = Actions(tmp_path / "actions.sqlite")
    for index in range(10):
        actions.put(bytes([index]), (), 0, 0.0)
    actions.prune(3)
    assert [actions.get(bytes([index])) for index in range(10)] == [None] * 7 + [()] * 3


def test_what_was_released_makes_room_first(tmp_path: Path) -> None:
    store = Store(tmp_path, memory=2)
    for data in (b"a", b"b"):
        store.put(bytes_digest(data), data)
    store.release(bytes_digest(b"b"))
    store.put(bytes_digest(b"c"), b"c")
    shutil.rmtree(store.chunks)
    assert [store.get(bytes_digest(data)) for data in (b"a", b"b", b"c")] == [b"a", None, b"c"]


def paged(size: int, ahead: int = 0) -> memoryview:
    """Zeros and ones that begin `ahead` bytes after a page does."""
    room = np.zeros(size + 2 * PAGE_BYTES, np.uint8)
    first = -room.ctypes.data % PAGE_BYTES + ahead
    room[first : first + size : 2] = 1
    return room[first : first + size].data


@pytest.mark.parametrize(("size", "ahead"), [(LARGE_BYTES, 0), (LARGE_BYTES, 16), (LARGE_BYTES + 1, 0), (1, 0)])
def test_a_file_is_what_was_written_wherever_it_lay_in_memory(size: int, ahead: int, tmp_path: Path) -> None:
    disk = Disk()
    disk.write(tmp_path / "new" / "file", paged(size, ahead))
    assert disk.read(tmp_path / "new" / "file") == paged(size)


@pytest.mark.parametrize("reason", [errno.EINVAL, errno.EOPNOTSUPP])
def test_a_file_system_without_direct_writes_does(reason: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []

    def plain_only(path: str, flags: int, *more: Any) -> int:
        opened.append(flags)
        if flags & DIRECT:
            raise OSError(reason, "no")
        return real(path, flags, *more)

    real = os.open
    monkeypatch.setattr(os, "open", plain_only)
    disk = Disk()
    disk.write(tmp_path / "file", paged(LARGE_BYTES))
    assert (tmp_path / "file").read_bytes() == paged(LARGE_BYTES)
    assert len(opened) == (2 if DIRECT else 1)


def test_what_a_slow_disk_is_behind_with_goes_into_the_cache(tmp_path: Path) -> None:
    """The disk takes a chunk only when the next waits behind it."""
    going, told = Event(), []

    class SlowDisk(Disk):
        def write(self, path: Place, data: Data, *, cached: bool = False) -> None:
            assert going.wait(10)
            told.append(cached)
            super().write(path, data, cached=cached)

    store = Store(tmp_path, disk=SlowDisk())
    with store.write_behind():
        for number in range(6):
            data = bytes([number]) * (BEHIND_BYTES // 6)
            store.put(bytes_digest(data), data)
        going.set()
    assert told == [True] * 3 + [False] * 3 or told == [False] + [True] * 2 + [False] * 3


def test_chunks_begin_with_a_page(tmp_path: Path) -> None:
    """So that the system takes them past its cache."""
    store = Store(tmp_path)
    keep(store, np.ones((2, 3 * 262144), np.float32), 3 * 262144, Grid())
    held = [np.frombuffer(data, np.uint8) for data in store._memory._chunks.values()]
    assert len(held) == 1 and all(each.ctypes.data % PAGE_BYTES == 0 for each in held)


class FullDisk(Disk):
    """A disk with room for so many files more."""

    def __init__(self, room: int):
        self.room = room

    def write(self, path: Place, data: Data, *, cached: bool = False) -> None:
        self.room -= 1
        super().write(path, data, cached=cached)

    def _write(self, path: Place, view: memoryview, direct: bool) -> None:
        if self.room < 0:
            super()._write(path, view[: len(view) // 2], direct)
            raise OSError(errno.ENOSPC, "No space left on device")
        super()._write(path, view, direct)


@pytest.mark.parametrize("room", range(14))
def test_a_full_disk_is_said_and_loses_nothing(room: int, tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"disk": FullDisk(room)})
    with pytest.raises(DiskFull, match="no room on the disk"):
        bench.build(song())
    bench.engine.close()
    assert not list(tmp_path.glob("tmp/*")), "nothing half-written is left"
    assert collect.verify(Store(tmp_path, block=4)) == []
    bench.more = {}
    evaluation = bench.open().build(song())
    assert sum(map(len, bench.ran.values())) <= 12
    assert left(evaluation, evaluation.outcomes["master"].node) == left(Bench(tmp_path / "b").build(song()), song())


def test_a_disk_with_room_enough_is_not_full(tmp_path: Path) -> None:
    Bench(tmp_path, {"disk": FullDisk(14)}).build(song())


def test_workers_may_be_processes(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, get_context("forkserver")) as executor:
        bench = Bench(tmp_path, {"executor": executor})
        evaluation = bench.build(song())
        node = evaluation.outcomes["master"].node
        assert evaluation.digests(node) == clean_digests(tmp_path / "clean", song())["master"]
        assert {event.worker for event in bench.events if event.ran} != {""}


def test_a_store_in_another_process_holds_the_same(tmp_path: Path) -> None:
    store = Store(tmp_path, block=4)
    store.put(bytes_digest(b"x"), b"x")
    one, other = pickle.loads(pickle.dumps(store)), pickle.loads(pickle.dumps(store))
    assert one.get(bytes_digest(b"x")) == b"x" and one.block == 4 and one.root == store.root
    assert (one is other) is True, "tasks in one worker share what it holds in memory"


# Collecting ---------------------------------------------------------------------------------------------------------


def age(path: Path, seconds: int) -> None:
    then = path.stat().st_mtime_ns - seconds * 10**9
    os.utime(path, ns=(then, then))


def put_many(store: Store, count: int) -> list[Path]:
    """Chunks of 100 bytes, the first used longest ago."""
    paths = []
    for index in range(count):
        data = bytes([index]) * 100
        store.put(bytes_digest(data), data)
        paths.append(store.path(bytes_digest(data)))
        age(paths[-1], 1000 - index)
    return paths


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path, memory=0)
    paths = put_many(store, 10)
    assert store.get(bytes_digest(bytes(100))) == bytes(100), "reading is using"
    assert collect.trim(store, 1000) == 0
    assert collect.trim(store, 600) == 500
    assert [path.exists() for path in paths] == [True, *[False] * 5, *[True] * 4]
    assert collect.stats(store) == collect.Stats(5, 500, False)


def test_what_a_running_build_uses_stays_as_long_as_it_can(tmp_path: Path) -> None:
    other = Store(tmp_path)
    with other.lease():
        began = oldest(tmp_path / "leases")
        assert began is not None
        store = Store(tmp_path)
        paths = put_many(store, 10)
        for path in paths[:3]:
            os.utime(path, ns=(began + 1, began + 1))
        assert collect.stats(store).running
        collect.trim(store, 500)
        assert [path.exists() for path in paths] == [*[True] * 3, *[False] * 6, True]
        collect.trim(store, 200)
        assert collect.stats(store).bytes <= 200, "the cap comes first"


def test_the_lease_of_a_dead_build_is_none(tmp_path: Path) -> None:
    (tmp_path / "123-abc").touch()
    assert oldest(tmp_path) is None and not list(tmp_path.iterdir())


def test_leases_nest_and_end(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.lease():
        path = store.lease_path
        with store.lease():
            assert store.lease_path == path
        assert path is not None and path.exists()
        assert oldest(tmp_path / "leases", path) is None
    assert store.lease_path is None and not path.exists()


def test_what_a_crash_left_half_written_is_swept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "1-2-3").write_bytes(b"half")
    age(tmp_path / "tmp" / "1-2-3", 100)
    with Store(tmp_path).lease():
        (tmp_path / "tmp" / "4-5-6").write_bytes(b"being written")
        assert collect.sweep(store) == 4
        assert [path.name for path in (tmp_path / "tmp").iterdir()] == ["4-5-6"]


def test_verify_removes_what_is_wrong_and_only_that(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.build(song())
    flip(bench.chunk_paths()[2])
    bad = bench.chunk_paths()[2]
    assert collect.verify(bench.store) == [bad] and not bad.exists()
    assert collect.verify(bench.store) == []


def test_clear_leaves_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    expected = left(bench.build(song()), song())
    collect.clear(bench.store)
    assert bench.chunk_paths() == []
    assert left(bench.build(song()), song()) == expected, "an engine that lives on lives with it"
    bench.reopen()
    collect.clear(bench.store)
    assert left(bench.build(song()), song()) == expected
    assert sum(map(len, bench.ran.values())) == 12, "what is cleared is forgotten"


def test_collecting_keeps_what_is_in_use(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.build(song())
    assert collect.gc(bench.store, 10**6) == 0
    bench.reopen().build(song())
    assert bench.ran == {}


def test_a_table_without_room_says_so(tmp_path: Path) -> None:
    actions = Actions(tmp_path / "actions.sqlite")
    assert actions.count() == 0
    connection = actions._open()
    assert connection is not None
    connection.execute("PRAGMA max_page_count = 3")
    for index in range(100):
        actions.put(bytes([index]) * 32, (b"A" + bytes(256),), 0, 0.0)
    with pytest.raises(DiskFull):
        actions.flush()
    assert actions.get(bytes(32)) is not None


def test_an_engine_keeps_the_store_under_its_cap(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"cap": 1000, "memory": 0})
    for level in range(1, 12):
        bench.build(song(take=tuple((frame, level) for frame in (0, 20, 37, 50))))
        assert collect.stats(bench.store).bytes <= 1000
    assert left(bench.build(song()), song()) == left(Bench(tmp_path / "b").build(song()), song())


def test_measures_go_last_and_what_the_caller_ranks_low_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path, memory=0)
    sound = [bytes([index]) * collect.SMALL for index in range(6)]
    measures = [bytes([index]) * 100 for index in range(6)]
    for index, data in enumerate([*measures, *sound]):
        store.put(bytes_digest(data), data)
        age(store.path(bytes_digest(data)), 1000 - index)
    stranger, *used = (store.path(bytes_digest(data)) for data in sound)
    ranks = {path.parent.name + path.name: rank for rank, path in enumerate(reversed(used))}
    collect.trim(store, 4 * collect.SMALL, ranks)
    assert [path.exists() for path in (stranger, *used)] == [False, True, True, True, False, False]
    assert all(store.path(bytes_digest(data)).exists() for data in measures)


def test_what_is_near_the_place_at_work_goes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "SMALL", 0)
    frames = 16 * 12
    source = strokes("source", *((frame, frame + 1) for frame in range(0, frames, 16)), frames=frames)
    bench = Bench(tmp_path, {"memory": 0})
    found = bench.build(total("sum", source, gain=2, frames=frames), near=range(3, 6))
    bench.engine.cap = collect.stats(bench.store).bytes // 2
    bench.engine._trim(list(bench.engine._ledgers.values()), bench.engine._near)
    kept = {
        name: [bench.store.path(d).exists() for d in found.digests(outcome.node)]
        for name, outcome in found.outcomes.items()
    }
    assert kept["source"] == [3 <= cell < 6 for cell in range(12)]
    assert all(kept["sum"][3:6]) and 3 < sum(kept["sum"]) < 12, "of the others, those near the sources go first"


def test_what_was_evaluated_can_be_read_however_much_must_be_made_again(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"memory": 0})
    frames = 16 * (KEPT_AGE + 20)
    source = strokes("source", *((frame, frame + 1) for frame in range(0, frames, 16)), frames=frames)
    one, other = (node(name, Peak(), source, frames=frames) for name in ("one", "other"))
    found = bench.build(one, other)
    for path in bench.chunk_paths():
        path.unlink()
    for each in (one, other):
        peaks = []
        for cell in range(KEPT_AGE + 20):
            peaks.append(found.read(each, cell))
            shutil.rmtree(bench.store.chunks)
        assert peaks == [b"%d" % (16 * cell + 1) for cell in range(KEPT_AGE + 20)]


def test_a_sample_tells_whether_a_trim_may_be_due(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for index in range(3000):
        data = index.to_bytes(100, "little")
        store.put(bytes_digest(data), data)
    assert collect.trim_if_likely(store, 600_000) == 0
    assert collect.trim_if_likely(store, 200_000) == 120_000


def test_grid_and_store_agree(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="blocks"):
        Bench(tmp_path, {"grid": GRID._replace(block=8)})
