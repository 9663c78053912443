"""Work: what a worker does with one task. It reads and writes the store, and hands back digests, never sound."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from ...compiler.frozen import dataclass
from .keys import SIDE_BYTES, SILENT, Digest, bytes_digest, sound_digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .node import Grid, Result, Sound, Task
    from .store import Store


@dataclass(frozen=True, slots=True)
class Source:
    """What a task hears of one input: `frames` frames, from `offset` frames into the first of these neighbouring
    cells."""

    chunks: tuple[Digest, ...]
    offset: int
    frames: int


@dataclass(frozen=True, slots=True)
class Job:
    """One task, the `frames` it makes and what it hears (None: silence)."""

    task: Task
    frames: int
    sources: tuple[Source | None, ...]
    grid: Grid


class Made(NamedTuple):
    """What came of a job: a digest for each cell, the bytes of sound made, and when and where it ran (seconds of the
    monotonic clock)."""

    digests: tuple[Digest, ...]
    size: int
    began: float
    seconds: float
    worker: str


class Lost(NamedTuple):
    """Chunks that the store has no more: (which source, which of its chunks)."""

    places: tuple[tuple[int, int], ...]


class BadResult(Exception):
    """A task made something that cannot be sound."""


def perform(store: Store, job: Job) -> Made | Lost:
    """Does one job. Raises whatever its task raises, BadResult, or DiskFull."""
    began = time.monotonic()
    inputs = []
    lost: list[tuple[int, int]] = []
    for index, source in enumerate(job.sources):
        sound, missing = (None, ()) if source is None else heard(store, source, job.grid)
        inputs.append(sound)
        lost.extend((index, place) for place in missing)
    if lost:
        return Lost(tuple(lost))
    digests, size = keep(store, job.task.run(inputs), job.frames, job.grid)
    return Made(digests, size, began, time.monotonic() - began, threading.current_thread().name)


def heard(store: Store, source: Source, grid: Grid) -> tuple[Sound, Sequence[int]]:
    """The sound of a source, read-only, and the places of chunks that the store has no more."""
    import numpy as np

    missing = []
    out = np.empty((2, source.frames), np.float32)
    for place, digest in enumerate(source.chunks):
        start = place * grid.cell - source.offset
        first, last = max(start, 0), min(start + grid.cell, source.frames)
        end = first
        if digest != SILENT:
            data = store.get(digest)
            if data is None:
                missing.append(place)
                continue
            chunk = np.frombuffer(data, np.float32).reshape(2, -1)
            if start == 0 and chunk.shape == out.shape:
                return chunk, ()
            end = max(min(start + chunk.shape[1], last), first)
            out[:, first:end] = chunk[:, first - start : end - start]
        out[:, end:last] = 0.0
    out.flags.writeable = False
    return out, missing


def keep(store: Store, result: Result, frames: int, grid: Grid) -> tuple[tuple[Digest, ...], int]:
    """Stores what a task made, cell by cell: the digest of each, and the bytes in all. Bytes count as the first cell.
    Raises BadResult, DiskFull."""
    import numpy as np

    silence = (SILENT,) * grid.cells(frames)
    if isinstance(result, bytes):
        digest = bytes_digest(result)
        room = store.pages.take(len(result))
        room[:] = np.frombuffer(result, np.uint8)
        store.put(digest, room.data.toreadonly())
        return (digest, *silence[1:]), len(result)
    if result is None:
        return silence, 0
    sound = checked(result, frames)
    digests = []
    for start in range(0, frames, grid.cell):
        cell = sound[:, start : start + grid.cell]
        # A copy of its own, whose bytes stay; and adding zero makes zeros of negative zeros, since digests call both
        # silence.
        room = store.pages.take(cell.size * SIDE_BYTES)
        chunk = np.add(cell, np.float32(0.0), out=room.view(np.float32).reshape(cell.shape))
        chunk.flags.writeable = False
        data = chunk.data.cast("B")
        digest = sound_digest(data, grid.block)
        store.put(digest, data)
        digests.append(digest)
    return tuple(digests), sound.nbytes


def checked(sound: Sound, frames: int) -> Sound:
    """The sound itself, if it is what a task may make."""
    import numpy as np

    if sound.dtype != np.float32 or sound.shape != (2, frames):
        raise BadResult(f"made {sound.dtype} of shape {sound.shape}, not float32 of shape {(2, frames)}")
    # The energy is finite only where every sample is, and is quicker to take than a mask.
    with np.errstate(over="ignore", invalid="ignore"):
        finite = all(bool(np.isfinite(np.dot(side, side))) for side in sound)
    if not finite and not np.isfinite(sound).all():
        raise BadResult("made a number that is not finite")
    return sound
