"""Pressings: finished WAV files made of cells, and the next of each made from the last by the cells that changed.

The next file begins as a copy of the one that stands, which the system makes, and the cells that are others are
written over it. A process that waits for edits makes the copy before they come, a draft that has no name yet. A
file's sha256 is taken once it stands in its place, and goes on from where the first of these cells is. So an edit costs
what it changed, and the sum of what follows.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .contents import Stamp, stamp_of
from .engine.keys import Digest
from .publish import drafted, publish

if TYPE_CHECKING:
    from hashlib import _Hash

# What a system says that cannot copy between these two files.
_UNABLE = frozenset({errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM, errno.EBADF})
_PIECE = 1 << 20  # bytes


class Cell(NamedTuple):
    """A cell of a file: the digest of what it is made from, and its bytes."""

    digest: Digest
    size: int


class Shape(NamedTuple):
    """All that makes a file: what stands before and after its samples, and the cells of these."""

    before: bytes
    after: bytes
    cells: tuple[Cell, ...]


_NOTHING = Shape(b"", b"", ())


@dataclass(frozen=True, slots=True)
class Pressing:
    """A file that was put in its place, the stamp it had there, and the sums of its bytes up to each cell and up to
    what stands after them; no sums where they were not taken yet."""

    shape: Shape
    stamp: Stamp
    sums: tuple[_Hash, ...] = ()


@dataclass(frozen=True, slots=True)
class Pressings:
    """The files that this process pressed, by path, and drafts of the next ones."""

    last: dict[Path, Pressing] = field(default_factory=dict)
    _drafts: dict[Path, Future[int | None]] = field(default_factory=dict)
    _copier: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "songc-copy"))

    def press(self, path: Path, shape: Shape, read: Callable[[int], bytes]) -> Sum:
        """Puts a file at `path`; `read` gives the bytes of a cell. Gives the stamp it has there, and the way to its
        sha256. Raises what `publish` and `read` do, and ValueError when a cell is not as long as it should be."""
        last = self.last.get(path)
        begun = self._drafts.pop(path, None)
        draft = begun.result() if begun else None
        handles: list[int] = []

        def write(temporary: Path) -> None:
            with temporary.open("r+b", buffering=0) as file:
                target = file.fileno()
                base = _NOTHING
                if last and _alike(shape, last.shape) and (draft is not None or _copied(last, path, target)):
                    base = last.shape
                else:
                    os.ftruncate(target, 0)
                _write(target, shape, read, base)
                handles.append(os.dup(target))

        replaced = _opened(path)
        try:
            _, stamp = publish(path, write, draft)
        except BaseException:
            for handle in handles:
                os.close(handle)
            raise
        finally:
            if replaced is not None:
                self._copier.submit(os.close, replaced)
        pressing = self.last[path] = Pressing(shape, stamp)
        return Sum(self, path, pressing, last, handles[0])

    def draft(self) -> None:
        """Begins a draft of each file that was pressed, in a thread of its own."""
        for path, last in self.last.items():
            if path not in self._drafts:
                self._drafts[path] = self._copier.submit(_copy_of, path, last)

    def close(self) -> None:
        """Drops the drafts."""
        for begun in self._drafts.values():
            draft = None if begun.cancel() else begun.result()
            if draft is not None:
                os.close(draft)
        self._drafts.clear()
        self._copier.shutdown()


class Sum(NamedTuple):
    """A file that was just put in its place, of which the sha256 can be taken, once."""

    pressings: Pressings
    path: Path
    pressing: Pressing
    before: Pressing | None
    handle: int

    def take(self, going_on: Callable[[], None]) -> str:
        """The file's sha256, which is taken on from what the file before it had in common. `going_on` is called now
        and then, and may raise to stop it."""
        try:
            sums, total = _summed(self.handle, self.pressing.shape, self.before, going_on)
        finally:
            os.close(self.handle)
        self.pressings.last[self.path] = replace(self.pressing, sums=sums)
        return total


def _opened(path: Path) -> int | None:
    """A handle of the file that stands there. While it is open, the system need not clear away a file that is replaced,
    which takes half a second for one of an hour."""
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


def _copy_of(path: Path, last: Pressing) -> int | None:
    """A draft that holds what the file does; None where another file stands there by now, or none can be made."""
    try:
        draft = drafted(path)
    except OSError:
        return None
    try:
        if _copied(last, path, draft):
            os.fdatasync(draft)  # else the system would find its place on the disk when it is put in the other's
            return draft
    except OSError:
        pass  # a full disk, say: whether there is room for the next file is seen when it is written
    os.close(draft)
    return None


def _alike(shape: Shape, other: Shape) -> bool:
    """Whether all stands at the same places."""
    lengths, others = ([len(each.before), len(each.after), *(c.size for c in each.cells)] for each in (shape, other))
    return lengths == others


def _copied(last: Pressing, standing: Path, target: int) -> bool:
    """Whether what was pressed stands there, and `target` is a copy of it by now."""
    source = _opened(standing)
    if source is None:
        return False
    try:
        if stamp_of(source) != last.stamp:
            return False
        _copy(source, target, last.stamp.size)
        return stamp_of(source) == last.stamp
    finally:
        os.close(source)


def _copy(source: int, target: int, size: int) -> None:
    done = 0
    try:
        while done < size and hasattr(os, "copy_file_range"):
            copied = os.copy_file_range(source, target, size - done, done, done)
            if not copied:
                break
            done += copied
    except OSError as problem:
        if problem.errno not in _UNABLE:
            raise
    while done < size:
        piece = os.pread(source, _PIECE, done)
        if not piece:
            return
        _put(target, piece, done)
        done += len(piece)


def _write(target: int, shape: Shape, read: Callable[[int], bytes], base: Shape) -> None:
    """Writes what the file, which holds `base`, does not hold yet."""
    if base.before != shape.before:
        _put(target, shape.before, 0)
    place = len(shape.before)
    for index, cell in enumerate(shape.cells):
        if base is _NOTHING or base.cells[index] != cell:
            piece = read(index)
            if len(piece) != cell.size:
                raise ValueError(f"{len(piece)} bytes of samples for a cell of {cell.size}")
            _put(target, piece, place)
        place += cell.size
    _put(target, shape.after, place)


def _summed(
    source: int, shape: Shape, before: Pressing | None, going_on: Callable[[], None]
) -> tuple[tuple[_Hash, ...], str]:
    """The sums of a file's bytes up to each cell and up to what stands after them, and its sha256. What the file
    before it had in common from its beginning on is not read."""
    same = bool(before and before.sums and before.shape.before == shape.before and _alike(shape, before.shape))
    total = hashlib.sha256(shape.before)
    sums: list[_Hash] = []
    place = len(shape.before)
    for index, cell in enumerate(shape.cells):
        if before and same:
            total = before.sums[index].copy()
            same = before.shape.cells[index] == cell
        sums.append(total.copy())
        if not same:
            going_on()
            _add(total, source, place, cell.size)
        place += cell.size
    if before and same:
        total = before.sums[-1].copy()
    sums.append(total.copy())
    total.update(shape.after)
    return tuple(sums), total.hexdigest()


def _add(total: _Hash, source: int, place: int, size: int) -> None:
    """Adds a stretch of a file to a sum."""
    for first in range(place, place + size, _PIECE):
        piece = os.pread(source, min(_PIECE, place + size - first), first)
        total.update(piece)


def _put(target: int, data: bytes, place: int) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(target, view, place)
        view, place = view[written:], place + written


def cells_of(digests: Sequence[Digest], frames: int, cell_frames: int, frame_bytes: int) -> tuple[Cell, ...]:
    """The cells of a file whose samples are those of a signal."""
    return tuple(
        Cell(digest, (min((index + 1) * cell_frames, frames) - index * cell_frames) * frame_bytes)
        for index, digest in enumerate(digests)
    )
