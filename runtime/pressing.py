"""Pressings: finished WAV files made of cells, and the next of each made from the last by the cells that changed.

The next file begins as a copy that the system makes, and the cells that are others are written over it. The sum of its
bytes goes on from where the first of these stands. So an edit costs a copy, not a reading of every cell.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..compiler.frozen import dataclass
from .contents import Stamp, stamp_of
from .engine.keys import Digest

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


class Pressed(NamedTuple):
    """What came of a file: its sha256, and the sum of its bytes up to each cell and up to what stands after them."""

    sha256: str
    sums: tuple[_Hash, ...]


@dataclass(frozen=True, slots=True)
class Pressing:
    """A file that was put in its place, and the stamp it had there."""

    shape: Shape
    pressed: Pressed
    stamp: Stamp


def press(path: Path, shape: Shape, read: Callable[[int], bytes], last: Pressing | None, standing: Path) -> Pressed:
    """Writes the file at `path`, which is empty. `read` gives the bytes of a cell. `last` is what was pressed at
    `standing`, if that still stands there. Raises OSError, what `read` does, and ValueError when a cell is not as long
    as it should be."""
    with path.open("r+b", buffering=0) as file:
        if last is None or not _copied(last, standing, file.fileno()) or not _alike(shape, last.shape):
            os.ftruncate(file.fileno(), 0)
            return _written(file.fileno(), shape, read, None)
        return _written(file.fileno(), shape, read, last)


def _alike(shape: Shape, other: Shape) -> bool:
    """Whether all stands at the same places."""
    lengths, others = ([len(each.before), len(each.after), *(c.size for c in each.cells)] for each in (shape, other))
    return lengths == others


def _copied(last: Pressing, standing: Path, target: int) -> bool:
    """Whether what was pressed stood there, and `target` is a copy of it by now."""
    try:
        source = os.open(standing, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
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


def _written(target: int, shape: Shape, read: Callable[[int], bytes], last: Pressing | None) -> Pressed:
    """Writes what is not in the file yet: all, or all that is other than in the last one."""
    total = hashlib.sha256()
    was = last.shape if last else Shape(b"", b"", ())
    same = last is not None and was.before == shape.before  # whether all bytes up to here are the last one's
    if not same:
        _put(target, shape.before, 0)
        total.update(shape.before)
    sums: list[_Hash] = []
    place = len(shape.before)
    for index, cell in enumerate(shape.cells):
        if last is not None and same:
            total = last.pressed.sums[index].copy()
        sums.append(total.copy())
        kept = last is not None and was.cells[index] == cell
        same = same and kept
        if not kept:
            piece = read(index)
            if len(piece) != cell.size:
                raise ValueError(f"{len(piece)} bytes of samples for a cell of {cell.size}")
            _put(target, piece, place)
            total.update(piece)
        elif not same:
            _add(total, target, place, cell.size)
        place += cell.size
    if last is not None and same:
        total = last.pressed.sums[-1].copy()
    sums.append(total.copy())
    _put(target, shape.after, place)
    total.update(shape.after)
    return Pressed(total.hexdigest(), tuple(sums))


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
