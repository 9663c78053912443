"""Contents: what a file holds, told by its sha256, and reads that are sure of it.

A digest is taken again when size, times or inode are others, and also when the file was younger than the clock's grain
when it was taken, since a second write within one tick of the file system's clock leaves the times as they were.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

# What one tick of a file system's clock may last: FAT keeps whole seconds, two by two, and where times have fractions
# they are the kernel's ticks.
COARSE_GRAIN_NS = 2_000_000_000
FINE_GRAIN_NS = 100_000_000

TRIES = 5  # readings of a file that changes meanwhile


class Stamp(NamedTuple):
    """What a stat says of a file; `MISSING` where there is none."""

    size: int
    modified_ns: int
    changed_ns: int
    inode: int


MISSING = Stamp(-1, 0, 0, 0)


class Input(NamedTuple):
    """One file or folder looked at: its path (project-relative, or absolute outside the project), its stamp, its sha256
    (empty when missing)."""

    path: str
    stamp: Stamp
    digest: str


class FileChanged(Exception):
    """A file does not hold what the build found in it before; it has to be read again. The message names it."""


def stamp_of(path: Path | int) -> Stamp:
    """The stamp of a file, by its path or by an open handle."""
    try:
        status = os.stat(path)  # noqa: PTH116 (a handle is not a path)
    except OSError:
        return MISSING
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def digest_of(path: Path) -> str:
    """The sha256 of a file, or of the names of the files in a folder; an empty string when it cannot be read."""
    import hashlib

    try:
        if path.is_dir():
            return hashlib.sha256("/".join(names_in(path)).encode()).hexdigest()
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def names_in(folder: Path) -> tuple[str, ...]:
    """The names of the files in a folder, sorted."""
    return tuple(sorted(file.name for file in folder.iterdir() if file.is_file()))


def settled(stamp: Stamp, seen_ns: int) -> bool:
    """Whether a write after that time would show in the stamp of a file that had it then."""
    grain = FINE_GRAIN_NS if stamp.changed_ns % 1_000_000_000 else COARSE_GRAIN_NS
    return max(stamp.modified_ns, stamp.changed_ns) + grain < seen_ns


def unchanged(root: Path, known: Input, recorded_ns: int) -> bool:
    """Whether the file still holds what it held when the record was made at `recorded_ns`."""
    now = stamp_of(root / known.path)
    if now == known.stamp and settled(now, recorded_ns):
        return True
    if now == MISSING or known.stamp == MISSING or now.size != known.stamp.size:
        return False
    return digest_of(root / known.path) == known.digest


_known: dict[Path, tuple[Stamp, str]] = {}


def content_of(path: Path) -> tuple[Stamp, str]:
    """A file's stamp and the sha256 of what it holds under it (empty when missing). A file that goes on changing while
    it is read has the stamp of before, which it will not keep."""
    for _ in range(TRIES):
        began = time.time_ns()
        stamp = stamp_of(path)
        known = _known.get(path)
        if known is not None and known[0] == stamp:
            return known
        found = stamp, digest_of(path)
        if stamp_of(path) == stamp:
            if settled(stamp, began):
                _known[path] = found
            return found
    return found


@contextmanager
def held(path: Path, digest: str) -> Iterator[None]:
    """Reading of a file that must hold what the digest says, from the first byte to the last. Raises FileChanged when
    it does not, also in place of whatever went wrong because of it."""
    before = _require(path, digest)
    try:
        yield
    finally:
        if _require(path, digest) != before:
            raise FileChanged(f"{path.name} changed while it was read")


def _require(path: Path, digest: str) -> Stamp:
    stamp, found = content_of(path)
    if found != digest:
        raise FileChanged(f"{path.name} changed while it was read")
    return stamp
