"""Collecting: what the store holds, and what of it is thrown away. Any chunk may go at any time, since whoever needs
it makes it again; the rules here only decide what is cheapest to lose.

The chunks used longest ago go first, but measures and the like only when there is nothing else: they take no room, and
to find one again takes all the sound behind it. Of what the build itself uses, the sound that stands nearest to the
sources goes first: what stands near the end of the graph is heard again by every search for the loudness, and takes
most to make again. What lies near the place at work goes last, wherever it stands. What a running build of another
process has used stays as long as the cap can be kept without it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from ...compiler.frozen import dataclass
from . import lease
from .actions import FILE_NAME, Actions
from .disk import Entry
from .keys import bytes_digest, file_name, sound_digest
from .store import Store

TRIM_PART: Final = 1 / 16  # an engine looks at the store's size when it has written this part of the cap
TRIMMED_PART: Final = 0.9  # what is left of the cap after a trim
SAMPLED: Final = 16  # of the 256 folders, to tell whether a trim may be due
SURELY_UNDER: Final = 0.75  # of the cap, by the sample
SMALL: Final = 32_768  # bytes of a chunk that goes last

# How dear chunks in use are, by the names of their files: dearer ones stay longer.
Ranks = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Stats:
    """What the store holds: chunks, their bytes, and the builds that run now."""

    chunks: int
    bytes: int
    running: bool


def stats(store: Store) -> Stats:
    found = list(_chunks(store))
    return Stats(len(found), sum(entry.size for entry in found), lease.oldest(store.root / "leases") is not None)


def trim(store: Store, cap: int, ranks: Ranks | None = None) -> int:
    """Throws chunks away until the store is well under `cap` bytes, if it is over it. `ranks` are those of the chunks
    that the caller uses. Returns the bytes freed."""
    entries = list(_chunks(store))
    total = sum(entry.size for entry in entries)
    if total <= cap:
        return 0
    used = ranks or {}

    def worth(entry: Entry) -> tuple[bool, int, int, Path]:
        rank = used.get(entry.path.parent.name + entry.path.name, -1)
        return entry.size < SMALL, rank, entry.used_ns, entry.path

    entries.sort(key=worth)
    running = lease.oldest(store.root / "leases", store.lease_path)
    free = [entry for entry in entries if running is None or entry.used_ns < running]
    goal = total - int(cap * TRIMMED_PART)
    freed = _remove(store, free, goal)
    if total - freed > cap and running is not None:
        freed += _remove(store, [entry for entry in entries if entry.used_ns >= running], goal - freed)
    return freed


def trim_if_likely(store: Store, cap: int, ranks: Ranks | None = None) -> int:
    """As `trim`, but looks at a part of the store first: names are even over the folders, so a few folders tell its
    size."""
    first = os.getpid()
    folders = [store.chunks / f"{(first + 16 * index) % 256:02x}" for index in range(SAMPLED)]
    sampled = sum(entry.size for folder in folders for entry in store.disk.entries(folder))
    return trim(store, cap, ranks) if sampled * 256 / SAMPLED > cap * SURELY_UNDER else 0


def sweep(store: Store) -> int:
    """Removes what crashed builds left half-written. Returns the bytes freed."""
    # Listed before the leases are: whatever a build that begins after that writes is not in the list.
    left = list(store.disk.entries(store.root / "tmp"))
    running = lease.oldest(store.root / "leases")
    return _remove(store, [entry for entry in left if running is None or entry.used_ns < running])


def verify(store: Store) -> list[Path]:
    """Reads every chunk and removes those that are not what their name says. Returns their paths."""
    bad = []
    for entry in _chunks(store):
        try:
            data = store.disk.read(entry.path)
        except FileNotFoundError:
            continue
        name = entry.path.parent.name + entry.path.name
        if name not in (file_name(sound_digest(data, store.block)), file_name(bytes_digest(data))):
            bad.append(entry.path)
            store.disk.remove(entry.path)
    return bad


def clear(store: Store) -> int:
    """Removes every chunk and forgets every action. Returns the bytes freed."""
    store.forget()
    with closing(Actions(store.root / FILE_NAME)) as actions:
        actions.prune(0)
    return _remove(store, _chunks(store)) + sweep(store)


def gc(store: Store, cap: int) -> int:
    """Brings the store under its cap, sweeps up after crashes, and forgets the oldest actions. Returns the bytes
    freed."""
    with closing(Actions(store.root / FILE_NAME)) as actions:
        actions.prune()
    return sweep(store) + trim(store, cap)


def _chunks(store: Store) -> Iterator[Entry]:
    for index in range(256):
        yield from store.disk.entries(store.chunks / f"{index:02x}")


def _remove(store: Store, entries: Iterable[Entry], goal: int | None = None) -> int:
    """Removes files in order until as many bytes are freed. Returns the bytes freed."""
    freed = 0
    for entry in entries:
        if goal is not None and freed >= goal:
            break
        try:
            store.disk.remove(entry.path)
        except OSError:
            continue
        freed += entry.size
    return freed
