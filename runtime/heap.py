"""The heap: memory that a worker has freed stays the process's, for the next task. Sound comes and goes in pieces of
megabytes, which the C library would otherwise give back to the system each time and get again cleared, page by page;
and it would keep a heap for each thread, though what one made another frees, a quarter of the memory for nothing."""

from __future__ import annotations

import sys
from typing import Final

# glibc's mallopt(3): the size from which an allocation is mapped on its own, the free memory that is given back, and
# how many heaps there are.
M_TRIM_THRESHOLD: Final = -1
M_MMAP_THRESHOLD: Final = -3
M_ARENA_MAX: Final = -8
KEPT_BYTES: Final = 64 << 20


def keep_freed() -> None:
    """Asks the C library for it, where it is one that knows how."""
    if sys.platform != "linux":
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, KEPT_BYTES)
        mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)
        mallopt(M_ARENA_MAX, 1)
