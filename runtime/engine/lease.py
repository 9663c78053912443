"""Leases: a file that a running build keeps locked, so that others can tell what is in use. A crash ends it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

try:
    import fcntl
except ImportError:  # not a POSIX system: leases then end by age alone
    fcntl = None  # type: ignore[assignment]

LONGEST_NS: Final = 24 * 3600 * 10**9  # a lease that cannot be tested is believed for a day


class Lease:
    """A lease on the folder's store, held until `end`."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{os.getpid()}-{os.urandom(6).hex()}"
        self._handle = os.open(self.path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        hold(self._handle)

    def end(self) -> None:
        self.path.unlink(missing_ok=True)
        os.close(self._handle)


def hold(handle: int) -> None:
    """Locks an open file until it is closed."""
    if fcntl is not None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)  # who only looks whether it is held lets go at once
        except OSError:  # a file system without locks
            return


def oldest(folder: Path, own: Path | None = None) -> int | None:
    """When the longest-running build but one's own began, in ns of the file system's clock; None when none runs.
    Removes the leases of builds that have died."""
    begun = []
    try:
        paths = list(folder.iterdir())
    except OSError:
        return None
    for path in paths:
        if path == own:
            continue
        try:
            began = path.stat().st_mtime_ns
            if is_held(path, began):
                begun.append(began)
            else:
                path.unlink(missing_ok=True)
        except OSError:
            continue
    return min(begun, default=None)


def is_held(path: Path, began: int) -> bool:
    """Whether a running process holds a file, which it made at `began` (ns of the file system's clock)."""
    if fcntl is None:
        return time.time_ns() - began < LONGEST_NS
    handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return time.time_ns() - began < LONGEST_NS
    finally:
        os.close(handle)
    return False
