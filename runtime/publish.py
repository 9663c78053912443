"""Publishing: a file is written beside its place and put there whole, so that the last good one stands until then.

What a killed build left beside the files is told from what another one writes by a lock, and is swept up by a later
build."""

from __future__ import annotations

import errno
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


def publish(path: Path, write: Callable[[Path], Written], draft: int | None = None) -> tuple[Written, Stamp]:
    """Calls `write` with a temporary path in the same folder, an empty file or the `draft` (which is closed), then
    replaces `path` by what was written. Gives what `write` did, and the stamp of the file that was put there, which is
    not that of the path when another process puts its own there at once.

    The suffix is kept, since writers tell formats by it. Raises EnvironmentLack when there is no room or no right to
    write."""
    temporary: Path | None = None
    handles = [] if draft is None else [draft]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = _name_beside(path)
        if draft is None:
            handles.append(_begun(temporary))
        else:
            _name(draft, temporary)
        written = write(temporary)
        handles.append(os.open(temporary, os.O_RDONLY | os.O_CLOEXEC))
        temporary.replace(path)
        return written, stamp_of(handles[-1])
    except OSError as problem:
        reason = "the disk is full" if problem.errno in FULL else str(problem)
        raise EnvironmentLack(f"{path.name} cannot be written: {reason}; the last finished file stands") from problem
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        for handle in handles:
            os.close(handle)


def _name_beside(path: Path) -> Path:
    return path.with_name(f"{PREFIX}{os.urandom(6).hex()}{path.suffix}")


def _begun(temporary: Path) -> int:
    """The handle of a new file, which locks it."""
    while True:
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o666)
        hold(handle)
        if os.fstat(handle).st_nlink:
            return handle
        os.close(handle)  # swept up before it was locked


def drafted(path: Path) -> int:
    """The handle of a new file for the same folder that has no name yet, and is gone when the handle is closed. Raises
    OSError where the system has none such."""
    if not hasattr(os, "O_TMPFILE"):
        raise OSError(errno.ENOSYS, "no files without a name")
    handle = os.open(path.parent, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o666)
    hold(handle)
    return handle


def _name(draft: int, temporary: Path) -> None:
    """Gives a draft a name: its handle in /proc is a link to it, which linkat(2) follows where a folder is given."""
    folder = os.open(temporary.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.link(f"/proc/self/fd/{draft}", temporary.name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        os.close(folder)


def sweep(folder: Path) -> None:
    """Removes what killed builds left in a folder and below it."""
    for path in folder.rglob(f"{PREFIX}*"):
        try:
            if path.is_file() and not is_held(path, path.stat().st_mtime_ns):
                path.unlink(missing_ok=True)
        except OSError:
            continue
