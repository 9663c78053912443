"""Publishing: a file is written beside its place and put there whole, so that the last good one stands until then.

What a killed build left beside the files is told from what another one writes by a lock, and is swept up by a later
build."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from .contents import Stamp, stamp_of
from .engine.disk import FULL
from .engine.lease import hold, is_held
from .project import EnvironmentLack

PREFIX = ".songc-"

Written = TypeVar("Written")


def publish(path: Path, write: Callable[[Path], Written]) -> tuple[Written, Stamp]:
    """Calls `write` with a temporary path in the same folder, then replaces `path` by what was written. Gives what
    `write` did, and the stamp of the file that was put there, which is not that of the path when another process puts
    its own there at once.

    The suffix is kept, since writers tell formats by it. Raises EnvironmentLack when there is no room or no right to
    write."""
    temporary: Path | None = None
    handles: list[int] = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary, lock = _beside(path)
        handles.append(lock)
        written = write(temporary)
        handles.append(os.open(temporary, os.O_RDONLY | os.O_CLOEXEC))
        temporary.replace(path)
        return written, stamp_of(handles[1])
    except OSError as problem:
        reason = "the disk is full" if problem.errno in FULL else str(problem)
        raise EnvironmentLack(f"{path.name} cannot be written: {reason}; the last finished file stands") from problem
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        for handle in handles:
            os.close(handle)


def _beside(path: Path) -> tuple[Path, int]:
    """A new file in the same folder, and the handle that locks it."""
    while True:
        temporary = path.with_name(f"{PREFIX}{os.urandom(6).hex()}{path.suffix}")
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o666)
        hold(handle)
        if os.fstat(handle).st_nlink:
            return temporary, handle
        os.close(handle)  # swept up before it was locked


def sweep(folder: Path) -> None:
    """Removes what killed builds left in a folder and below it."""
    for path in folder.rglob(f"{PREFIX}*"):
        try:
            if path.is_file() and not is_held(path, path.stat().st_mtime_ns):
                path.unlink(missing_ok=True)
        except OSError:
            continue
