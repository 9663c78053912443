"""The heap: memory that a worker has freed stays the process's, for the next task. Sound comes and goes in pieces of
megabytes, which the C library would otherwise give back to the system each time and get again cleared, page by page;
and it would keep a heap for each thread, though what one made another frees, a quarter of the memory for nothing.

Between builds what is free is more than the next edit takes, and lies between what is kept: the system may have it
back, or every large build would leave some more."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any, Final

# glibc's mallopt(3): the size from which an allocation is mapped on its own, the free memory that is given back, and
# how many heaps there are.
M_TRIM_THRESHOLD: Final = -1
M_MMAP_THRESHOLD: Final = -3
M_ARENA_MAX: Final = -8
KEPT_BYTES: Final = 64 << 20
MUCH_BYTES: Final = 96 << 20  # free between builds


def keep_freed() -> None:
    """Asks the C library for it, where it is one that knows how."""
    mallopt = getattr(_library(), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, KEPT_BYTES)
        mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)
        mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """Gives the system what is free, where that is much."""
    library = _library()
    if hasattr(library, "mallinfo2") and library.mallinfo2().fordblks > MUCH_BYTES:
        library.malloc_trim(0)


@cache
def _library() -> Any:
    """The C library, if it is glibc or like it."""
    if sys.platform != "linux":
        return None
    import ctypes

    library = ctypes.CDLL(None)
    if hasattr(library, "mallinfo2"):
        # glibc's mallinfo(3): what is free is the ninth of ten counts.
        names = (
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        )
        fields = [(name, ctypes.c_size_t) for name in names]
        library.mallinfo2.restype = type("mallinfo2", (ctypes.Structure,), {"_fields_": fields})
    return library
