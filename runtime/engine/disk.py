"""The engine's door to the disk. Tests pass one that fails where they want it to."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ...compiler.frozen import dataclass
from .keys import Data

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


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

    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def write(self, path: Path, data: Data) -> None:
        """Writes a new file, making its folder when there is none."""
        try:
            try:
                self._write(path, data)
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._write(path, data)
        except OSError as problem:
            raise full(problem, path) from problem

    def _write(self, path: Path, data: Data) -> None:
        with path.open("wb", buffering=0) as file:
            view = memoryview(data).cast("B")
            while view:
                view = view[file.write(view) :]

    def replace(self, source: Path, target: Path) -> None:
        """Puts a file under another name at once, making the folder when there is none."""
        try:
            try:
                source.replace(target)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
        except OSError as problem:
            raise full(problem, target) from problem

    def remove(self, path: Path) -> None:
        """Removes a file; one that is gone already is no error."""
        path.unlink(missing_ok=True)

    def touch(self, path: Path) -> None:
        """Marks a file as used now."""
        os.utime(path)

    def size(self, path: Path) -> int:
        """The size of a file in bytes, or -1 when there is none."""
        try:
            return path.stat().st_size
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


def full(problem: OSError, path: Path) -> Exception:
    """DiskFull where that is the problem, else the problem."""
    if problem.errno in FULL:
        return DiskFull(f"no room on the disk for {path.parent}")
    return problem
