"""The action table: which key gave which digests. One SQLite file beside the store, shared by all builds of a project.

It is disposable: a row that is damaged, a table that is lost or busy, or a disk that cannot hold one, means that
results are made again. Each row carries a checksum, since a digest that is believed wrongly would be a lie about the
sound.
"""

from __future__ import annotations

import marshal
import sqlite3
import time
from hashlib import sha256
from pathlib import Path
from typing import Final

from .disk import DiskFull
from .keys import SCHEMA, Digest

BUSY_SECONDS: Final = 10.0
BATCH_SECONDS: Final = 0.5  # what a crash may forget
FILE_NAME: Final = "actions.sqlite"  # in the store's folder
REMEMBERED: Final = 1 << 14  # keys held in memory; a cell's digest takes a quarter of a kilobyte
KEPT_ROWS: Final = 500_000

TABLE: Final = """
CREATE TABLE IF NOT EXISTS actions (key BLOB PRIMARY KEY, digests BLOB NOT NULL, size INTEGER NOT NULL, seconds REAL
NOT NULL)
"""

OLD_ROWS: Final = "DELETE FROM actions WHERE rowid <= (SELECT max(rowid) FROM actions) - ?"


class Actions:
    """The action table in a file. Belongs to one thread at a time."""

    def __init__(self, path: Path):
        self.path = path
        self._known: dict[bytes, tuple[Digest, ...]] = {}
        self._pending: dict[bytes, tuple[bytes, bytes, int, float]] = {}
        self._flushed = time.monotonic()
        self._connection: sqlite3.Connection | None = None
        self._opened = False

    def get(self, key: bytes) -> tuple[Digest, ...] | None:
        """The digests of the cells that the action with this key made, or None when it is not known to have run."""
        known = self._known.get(key)
        if known is not None:
            return known
        try:
            connection = self._open()
            row = connection and connection.execute("SELECT digests FROM actions WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as problem:
            self._mend(problem)
            return None
        digests = _read(key, row[0]) if row else None
        if digests is not None:
            self._remember(key, digests)
        return digests

    def put(self, key: bytes, digests: tuple[Digest, ...], size: int, seconds: float) -> None:
        """Notes what an action made, its size in bytes and the seconds it took. It is on the disk after `flush`."""
        self._remember(key, digests)
        self._pending[key] = (key, _write(key, digests), size, seconds)
        if time.monotonic() - self._flushed > BATCH_SECONDS:
            self.flush()

    def _remember(self, key: bytes, digests: tuple[Digest, ...]) -> None:
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[key] = digests

    def flush(self) -> None:
        """Writes what was noted. Raises DiskFull; a table that stays busy is tried again the next time."""
        self._flushed = time.monotonic()
        if not self._pending:
            return
        try:
            connection = self._open()
            if connection is not None:
                with connection:
                    connection.executemany("INSERT OR REPLACE INTO actions VALUES (?, ?, ?, ?)", self._pending.values())
            self._pending.clear()
        except sqlite3.Error as problem:
            self._mend(problem)

    def count(self) -> int:
        """The number of actions that are known to the file."""
        try:
            connection = self._open()
            return int(connection.execute("SELECT count(*) FROM actions").fetchone()[0]) if connection else 0
        except sqlite3.Error as problem:
            self._mend(problem)
            return 0

    def prune(self, kept: int = KEPT_ROWS) -> None:
        """Forgets the actions noted first, all but so many; none with 0."""
        self._known.clear()
        self.flush()
        try:
            connection = self._open()
            if connection is not None:
                with connection:
                    connection.execute(OLD_ROWS, (kept,))
        except sqlite3.Error as problem:
            self._mend(problem)

    def close(self) -> None:
        """Writes what was noted and lets go of the file. Raises DiskFull."""
        try:
            self.flush()
        finally:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
            self._opened = False

    def _open(self) -> sqlite3.Connection | None:
        """The connection, or None when this file system cannot hold a table."""
        if not self._opened:
            self._opened = True
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = self._connect()
            except sqlite3.Error as problem:
                self._mend(problem)
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level="IMMEDIATE", check_same_thread=False
        )
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] not in (0, SCHEMA):
                raise sqlite3.DatabaseError("a table of another schema")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(TABLE)
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _mend(self, problem: sqlite3.Error) -> None:
        """Lives on after a problem: a busy table is left alone, a damaged one thrown away, one that others threw away
        opened anew. Raises DiskFull when the disk is."""
        code = getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_NOTADB) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise DiskFull(f"no room on the disk for {self.path.parent}") from problem
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        try:
            if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                for suffix in ("", "-wal", "-shm"):
                    self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
            self._connection = self._connect()
        except (sqlite3.Error, OSError):
            self._connection = None


def _write(key: bytes, digests: tuple[Digest, ...]) -> bytes:
    body = marshal.dumps(digests, 2)
    return _checksum(key, body) + body


def _read(key: bytes, row: object) -> tuple[Digest, ...] | None:
    if not isinstance(row, bytes) or _checksum(key, row[8:]) != row[:8]:
        return None
    digests: tuple[Digest, ...] = marshal.loads(row[8:])
    return digests


def _checksum(key: bytes, body: bytes) -> bytes:
    return sha256(key + body).digest()[:8]
