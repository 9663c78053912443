"""What notes sound like after the end of a cell, kept for the cell after it, so that no note that crosses is played
twice. It is only a memory: without it the same bits are made again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

KEPT_BYTES: Final = 48 << 20

Sum = NDArray[np.float64]


class Carried:
    """Sums of notes over the frames after a cell, by those notes as the next cell knows them. Threads may share one;
    what was put in last stays longest."""

    def __init__(self, limit: int = KEPT_BYTES):
        self._limit = limit
        self._size = 0
        self._sums: OrderedDict[Hashable, Sum] = OrderedDict()
        self._lock = Lock()

    def put(self, notes: Hashable, sum: Sum) -> None:
        with self._lock:
            self._drop(notes)
            self._sums[notes] = sum
            self._size += sum.nbytes
            while self._size > self._limit:
                self._drop(next(iter(self._sums)))

    def take(self, notes: Hashable) -> Sum | None:
        """The sum, which is handed out once."""
        with self._lock:
            return self._drop(notes)

    def _drop(self, notes: Hashable) -> Sum | None:
        sum = self._sums.pop(notes, None)
        self._size -= 0 if sum is None else sum.nbytes
        return sum


CARRIED: Final = Carried()
