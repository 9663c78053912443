"""Publishing: a deliverable is written beside its place and put there whole, so that the last good one stands until
then."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from .project import EnvironmentLack

_FULL = (errno.ENOSPC, errno.EDQUOT)


def publish(path: Path, write: Callable[[Path], object]) -> None:
    """Calls `write` with a temporary path in the same folder, then replaces `path` by what was written.

    The suffix is kept, since writers tell formats by it. Raises EnvironmentLack when there is no room or no right to
    write."""
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
        os.close(handle)
        temporary = Path(name)
        write(temporary)
        temporary.chmod(0o666 & ~UMASK)
        temporary.replace(path)
    except OSError as problem:
        reason = "the disk is full" if problem.errno in _FULL else str(problem)
        raise EnvironmentLack(f"{path.name} cannot be written: {reason}; the last finished file stands") from problem
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# The process's mask for new files can only be read by setting it, so that is done before there are threads.
UMASK = _umask()
