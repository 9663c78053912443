"""Sinks: files for libraries that write through Python and lose sight of what went wrong.

libsndfile says `System error` for a full disk, or nothing at all when it shows only as the file is closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Sink:
    """A file that keeps the first error of the system."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.problem: OSError | None = None

    def write(self, data: bytes) -> int:
        """The number of bytes written: none once something went wrong."""
        view = memoryview(data)
        try:
            while view and self.problem is None:
                view = view[self._file.write(view) :]  # a disk that gets full takes a part
        except OSError as problem:
            self.problem = problem
        return 0 if self.problem else len(data)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


@contextmanager
def sink(path: Path) -> Iterator[Sink]:
    """A new file to be written. Raises what the system said of its writing, in place of whatever followed from it."""
    with path.open("wb+", buffering=0) as file:
        made = Sink(file)
        try:
            yield made
        finally:
            if made.problem is not None:
                raise made.problem


def system_error(problem: BaseException) -> OSError | None:
    """The system's error behind that of a library, if there is one."""
    seen: BaseException | None = problem
    while seen is not None:
        for each in (seen, *seen.args):
            if isinstance(each, OSError):
                return each
        seen = seen.__cause__ or seen.__context__
    return None
