"""The store: chunks in files named after what they hold, shared by all builds of a project.

What makes it sound:
- a file appears under its name only when complete (written elsewhere, then renamed), and is never changed after that;
- it is checked against its digest whenever it is read from the disk; one that is wrong, short or missing is a miss,
  is removed, and is made again by whoever needs it. So nothing need be flushed, and a crash costs nothing but time;
- silence is never stored;
- any file may vanish at any time (`collect` throws the oldest away), so every reader knows how to make it again.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import Any, Final

from .disk import Disk, Place
from .keys import SILENT, Data, Digest, file_name, holds
from .lease import Lease
from .node import Grid
from .pages import Pages
from .writer import Writer

MEMORY_BYTES: Final = 256 * 2**20

TAG: Final = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n"
    b"# This folder holds what songc made and can make again. It may be deleted at any time.\n"
)


class StoreUnsound(Exception):
    """The store loses or changes what is written to it, over and over."""


class Store:
    """The chunks under `root`. Threads may share one; `memory` bounds the bytes of chunks that it keeps at hand."""

    def __init__(self, root: Path, *, block: int = Grid().block, memory: int = MEMORY_BYTES, disk: Disk | None = None):
        self.root = root
        self.block = block
        self.disk = disk or Disk()
        self.pages = Pages()
        self.published = 0  # bytes written by this store so far
        self._folder = str(root)
        self._memory = Memory(memory)
        self._lock = RLock()
        self._temporary = 0
        self._lease: Lease | None = None
        self._leases = 0
        self._writer: Writer | None = None

    @property
    def chunks(self) -> Path:
        return self.root / "chunks"

    @property
    def lease_path(self) -> Path | None:
        """The file of the lease that this store holds."""
        return self._lease.path if self._lease else None

    def path(self, digest: Digest) -> Path:
        return Path(self._place(digest))

    def _place(self, digest: Digest) -> str:
        name = file_name(digest)
        return f"{self._folder}/chunks/{name[:2]}/{name[2:]}"

    def put(self, digest: Digest, data: Data) -> None:
        """Keeps a chunk, whose bytes must not change any more. Raises DiskFull, for this chunk or one before it."""
        if digest == SILENT:
            return
        self._memory.add(digest, data)
        if self._writer:
            self._writer.add(digest, data)
        else:
            self._write(digest, data)

    def _write(self, digest: Digest, data: Data) -> None:
        path = self._place(digest)
        size = memoryview(data).nbytes
        if self._stands(path, data):
            self._touch(path)
            return
        self._publish(path, data)
        with self._lock:
            self.published += size

    def _stands(self, path: str, data: Data) -> bool:
        """Whether a file holds these bytes already."""
        try:
            return self.disk.size(path) == memoryview(data).nbytes and self.disk.read(path) == data
        except OSError:
            return False

    def _publish(self, path: Place, data: Data) -> None:
        with self._lock:
            self._temporary += 1
            temporary = f"{self._folder}/tmp/{os.getpid()}-{id(self):x}-{self._temporary}"
        writer = self._writer
        attempts = 3  # a sweep of another build may take the file away when the clock was set back
        while True:
            attempts -= 1
            try:
                self.disk.write(temporary, data, cached=writer is not None and writer.behind)
                self.disk.replace(temporary, path)
                return
            except FileNotFoundError:
                if not attempts:
                    raise
            except BaseException:
                self._discard(temporary)
                raise

    def get(self, digest: Digest) -> Data | None:
        """The bytes of a chunk, or None when the store has them no more."""
        writer = self._writer
        data = self._memory.get(digest)
        if data is None and writer:
            data = writer.get(digest)
        if data is not None:
            return data
        path = self._place(digest)
        try:
            data = self.disk.load(path, self.pages.take)
        except OSError:
            return None
        if not holds(data, digest, self.block):
            self._discard(path)
            return None
        self._touch(path)
        self._memory.add(digest, data)
        return data

    def _touch(self, path: str) -> None:
        """Marks a chunk as used. Only what is thrown away first depends on it."""
        try:
            self.disk.touch(path)
        except OSError:
            return

    def _discard(self, path: str) -> None:
        """Removes a file that is of no use. One that cannot be removed is still never believed."""
        try:
            self.disk.remove(path)
        except OSError:
            return

    @contextmanager
    def write_behind(self) -> Iterator[None]:
        """Meanwhile `put` does not wait for the disk; in the end all is written. Raises DiskFull."""
        if self._writer:
            yield
            return
        self._writer = writer = Writer(self._write)
        try:
            yield
            writer.flush()
        finally:
            writer.close()
            self._writer = None

    @contextmanager
    def lease(self) -> Iterator[None]:
        """While it is held, other builds throw away what this one uses last. May be held several times over."""
        with self._lock:
            if not self._leases:
                self.prepare()
                self._lease = Lease(self.root / "leases")
            self._leases += 1
        try:
            yield
        finally:
            with self._lock:
                self._leases -= 1
                if not self._leases and self._lease:
                    self._lease.end()
                    self._lease = None

    def prepare(self) -> None:
        """Makes the folder what it should be: left out by backups and by version control."""
        for name, content in (("CACHEDIR.TAG", TAG), (".gitignore", b"*\n")):
            path = self.root / name
            if self.disk.size(path) != len(content):
                self._publish(path, content)

    def release(self, digest: Digest) -> None:
        """Says that a chunk is not likely to be asked for soon."""
        self._memory.release(digest)

    def forget(self) -> None:
        """Drops what is held in memory."""
        self._memory.clear()

    def __reduce__(self) -> tuple[Any, ...]:
        return open_store, (self.root, self.block, self._memory.limit, self.disk)


@lru_cache(maxsize=8)
def open_store(root: Path, block: int, memory: int, disk: Disk) -> Store:
    """The one store of a worker process, so that its tasks share what they hold in memory."""
    return Store(root, block=block, memory=memory, disk=disk)


class Memory:
    """The chunks used last, up to a number of bytes; those released make room first."""

    def __init__(self, limit: int):
        self.limit = limit
        self.size = 0
        self._chunks: OrderedDict[Digest, Data] = OrderedDict()
        self._lock = RLock()

    def get(self, digest: Digest) -> Data | None:
        with self._lock:
            data = self._chunks.get(digest)
            if data is not None:
                self._chunks.move_to_end(digest)
            return data

    def add(self, digest: Digest, data: Data) -> None:
        size = memoryview(data).nbytes
        with self._lock:
            if digest in self._chunks or size > self.limit:
                return
            self._chunks[digest] = data
            self.size += size
            while self.size > self.limit:
                self.size -= memoryview(self._chunks.popitem(last=False)[1]).nbytes

    def release(self, digest: Digest) -> None:
        with self._lock:
            if digest in self._chunks:
                self._chunks.move_to_end(digest, last=False)

    def clear(self) -> None:
        with self._lock:
            self._chunks.clear()
            self.size = 0
