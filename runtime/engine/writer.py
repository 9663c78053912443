"""The writer: puts chunks on the disk behind the workers' backs, so that nobody waits for the disk before the next
task."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Thread
from typing import Final

from .keys import Data, Digest

BEHIND_BYTES: Final = 16 * 2**20  # what may be unwritten before `add` waits


class Writer:
    """Writes chunks with `write` in a thread of its own, in turn. What it has not written yet can be had from it."""

    def __init__(self, write: Callable[[Digest, Data], None], limit: int = BEHIND_BYTES):
        self._write = write
        self._limit = limit
        self._size = 0
        self._waiting: dict[Digest, Data] = {}
        self._problem: BaseException | None = None
        self._closed = False
        self._changed = Condition()
        self._thread = Thread(target=self._run, name="songc-writer")
        self._thread.start()

    def add(self, digest: Digest, data: Data) -> None:
        """Has a chunk written. Raises what went wrong with those before it."""
        with self._changed:
            self._changed.wait_for(lambda: self._size <= self._limit)
            self._raise()
            if digest not in self._waiting:
                self._waiting[digest] = data
                self._size += memoryview(data).nbytes
                self._changed.notify_all()

    def get(self, digest: Digest) -> Data | None:
        """A chunk that is not written yet."""
        with self._changed:
            return self._waiting.get(digest)

    @property
    def behind(self) -> bool:
        """Whether chunks come faster than the disk takes them."""
        return self._size > self._limit / 2

    def flush(self) -> None:
        """Waits until all is written. Raises what went wrong."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting)
            self._raise()

    def close(self) -> None:
        """Writes what is left, and ends the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                digest, data = next(iter(self._waiting.items()))
            problem: BaseException | None = None
            try:
                self._write(digest, data)
            except BaseException as found:
                problem = found
            with self._changed:
                self._problem = self._problem or problem
                self._size -= memoryview(self._waiting.pop(digest)).nbytes
                self._changed.notify_all()

    def _raise(self) -> None:
        problem, self._problem = self._problem, None
        if problem is not None:
            raise problem
