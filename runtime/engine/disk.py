"""The engine's door to the disk. Tests pass one that fails where they want it to."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from ...compiler.frozen import dataclass
from .keys import Data

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

# Sound that is written is in memory already and mostly not read again, while a song's gigabytes would drive out of the
# system's cache what is. Where the system can, they go past it: from memory that begins with a page, in whole pages.
DIRECT: Final = getattr(os, "O_DIRECT", 0)
PAGE_BYTES: Final = 4096
LARGE_BYTES: Final = 1 << 16
# What a file system says that cannot, or that does not take such memory or such a length.
UNFIT: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})

# Where a file is. To make a Path of each text would take as long as what the system does with it.
Place = str | Path


class DiskFull(Exception):
    """There is no room for what must be written. What was kept before is as it was."""


class Entry(NamedTuple):
    """One file: its path, its size in bytes, and when it was last written or touched, in ns."""

    path: Path
    size: int
    used_ns: int


@dataclass(frozen=True)
class Disk:
    """Files and folders of this machine. Every method raises OSError as the system does, but DiskFull where there is
    no room."""

    def read(self, path: Place) -> bytes:
        with open(path, "rb", buffering=0) as file:
            return file.readall()

    def load(self, path: Place, take: Callable[[int], Any]) -> Data:
        """Reads a file into memory that `take` gives, once it is known how much."""
        with open(path, "rb", buffering=0) as file:
            view = memoryview(take(os.fstat(file.fileno()).st_size))
            filled = 0
            while filled < len(view) and (count := file.readinto(view[filled:])):
                filled += count
        return view[:filled].toreadonly()

    def write(self, path: Place, data: Data, *, cached: bool = False) -> None:
        """Writes a new file, making its folder when there is none. What is `cached` goes into the system's cache, and
        from there to the disk when that has time."""
        view = memoryview(data).cast("B")
        direct = bool(DIRECT) and not cached and len(view) >= LARGE_BYTES and len(view) % PAGE_BYTES == 0
        try:
            try:
                self._write(path, view, direct)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                self._write(path, view, direct)
        except OSError as problem:
            raise full(problem, path) from problem

    def _write(self, path: Place, view: memoryview, direct: bool) -> None:
        if direct:
            try:
                _write_all(path, view, DIRECT)
            except OSError as problem:
                if problem.errno not in UNFIT:
                    raise
            else:
                return
        _write_all(path, view)

    def replace(self, source: Place, target: Place) -> None:
        """Puts a file under another name at once, making the folder when there is none."""
        try:
            try:
                os.replace(source, target)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(target), exist_ok=True)
                os.replace(source, target)
        except OSError as problem:
            raise full(problem, target) from problem

    def remove(self, path: Place) -> None:
        """Removes a file; one that is gone already is no error."""
        with suppress(FileNotFoundError):
            os.unlink(path)

    def touch(self, path: Place) -> None:
        """Marks a file as used now."""
        os.utime(path)

    def size(self, path: Place) -> int:
        """The size of a file in bytes, or -1 when there is none."""
        try:
            return os.stat(path).st_size
        except FileNotFoundError:
            return -1

    def entries(self, folder: Path) -> Iterator[Entry]:
        """The files of a folder, which may be missing. Files that vanish meanwhile are left out."""
        try:
            found = list(os.scandir(folder))
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in found:
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if entry.is_file(follow_symlinks=False):
                yield Entry(Path(entry.path), status.st_size, status.st_mtime_ns)


def _write_all(path: Place, view: memoryview, flags: int = 0) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | flags, 0o666)
    try:
        while view:
            view = view[os.write(file, view) :]
    finally:
        os.close(file)


def full(problem: OSError, path: Place) -> Exception:
    """DiskFull where that is the problem, else the problem."""
    if problem.errno in FULL:
        return DiskFull(f"no room on the disk for {os.path.dirname(path)}")
    return problem
