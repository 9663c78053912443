"""Pages: memory for chunks, apart from the heap.

Chunks are alike and stay for long. Among what comes and goes on the heap they would leave holes that nothing else fits
in, a little more of them after each build. So each has pages of its own, and those of one that nobody holds any more
are the next one's. They begin with a page of the system's, as writing past its cache asks for (`disk.py`)."""

from __future__ import annotations

import mmap
from collections import defaultdict
from typing import TYPE_CHECKING, Final
from weakref import finalize

from .disk import LARGE_BYTES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

SPARE: Final = 4  # pages of a size that wait for a next chunk; more are given back
# Only this process's, where the system asks.
_OWN = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS if hasattr(mmap, "MAP_PRIVATE") else 0


class Pages:
    """Hands out memory, for threads too."""

    def __init__(self) -> None:
        self._spare: defaultdict[int, list[mmap.mmap]] = defaultdict(list)

    def take(self, size: int) -> Bytes:
        """So many bytes, to be written, which hold anything. They are taken back when neither this array nor a view of
        it is held any more."""
        import numpy as np

        if size < LARGE_BYTES:  # it comes from the heap
            return np.empty(size, np.uint8)
        spare = self._spare[size]
        try:
            room = spare.pop()
        except IndexError:
            room = mmap.mmap(-1, size, _OWN) if _OWN else mmap.mmap(-1, size)
        taken = np.frombuffer(room, np.uint8)
        finalize(taken, _take_back, spare, room).atexit = False
        return taken


def _take_back(spare: list[mmap.mmap], room: mmap.mmap) -> None:
    if len(spare) < SPARE:
        spare.append(room)
