"""Keys and digests: what a result is known by before it is made, and after. Pure.

A key is the sha256 of canonical bytes: this schema, the environment (rate, library versions), the task's name,
version and fields, the cell's length, and the digests of the input blocks under its windows. It holds no path, time,
thread count or comment, and no position in the song unless the task has one, so that a bar that comes twice is made
once.

A digest tells what a cell of a signal holds:
- `SILENT`, no bytes at all, which is never stored;
- `A` and 16 bytes of BLAKE3 for each block of sound, sixteen zeros for a silent block;
- `B` and the sha256 of bytes that are not sound.

Sound comes in megabytes, and is checked again whenever it comes from the disk: BLAKE3 takes a quarter of sha256's time
over it. Keys are short and stay with what Python brings along, so that a build with nothing to do loads nothing else.
"""

from __future__ import annotations

import marshal
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .node import Grid, Task

SCHEMA: Final = 2

Digest = bytes
SILENT: Final[Digest] = b""
SIDE_BYTES: Final = 4  # a float32
BLOCK_DIGEST: Final = 16  # bytes

# Bytes that can be read without a copy.
Data = bytes | memoryview


def canonical(value: object) -> bytes:
    """Bytes that are equal when, and only when, two values are: frozen records, tuples, strings, numbers, bytes, enum
    members, None. Raises TypeError for anything else."""
    # Version 2 of marshal's format writes a value and nothing of how it is held in memory (no references, no
    # interning).
    return marshal.dumps(_plain(value), 2)


_ATOMS = frozenset({int, float, str, bytes, bool, type(None)})


def _plain(value: Any) -> Any:
    """The value in atoms, tuples, and lists: a record becomes a list, which nothing else does."""
    kind: Any = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple:
        return tuple([item if type(item) in _ATOMS else _plain(item) for item in value])
    head, read = _reading(kind)
    return [*head, *[item if type(item) in _ATOMS else _plain(item) for item in read(value)]]


@cache
def _reading(kind: type) -> tuple[tuple[str, str], Any]:
    """How a kind of record begins, and how what counts of one is had, as a tuple."""
    if issubclass(kind, Enum):
        return ("enum", kind.__qualname__), lambda value: (value.name,)
    head = "record", kind.__qualname__
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return head, tuple
    if not is_dataclass(kind):
        raise TypeError(f"a key cannot hold a {kind.__qualname__}")
    names = [each.name for each in fields(kind) if each.compare]
    match names:
        case []:
            return head, lambda value: ()
        case [name]:
            return head, lambda value: (getattr(value, name),)
        case _:
            return head, attrgetter(*names)


def action_key(
    environment: bytes, grid: Grid, task: Task, frames: int, spans: Sequence[tuple[int, int]], blocks: Sequence[bytes]
) -> bytes:
    """The key of one cell of `frames` frames. For each input, `spans` has where its window begins, counted from the
    cell, and the window's length, and `blocks` the digests of the blocks under it."""
    shape = (SCHEMA, grid.block, task.NAME, task.VERSION, frames, tuple(spans))
    total = sha256(environment)
    for part in (marshal.dumps(shape, 2), canonical(task), *blocks):
        total.update(len(part).to_bytes(8, "little"))
        total.update(part)
    return total.digest()


def covered(digests: Sequence[Digest], first: int, last: int, grid: Grid) -> bytes:
    """The digests of the blocks of a signal that frames `first..last` touch, sixteen zero bytes for a silent one or
    one outside the signal. Raises TypeError when the signal is not sound."""
    parts = []
    for cell in range(first // grid.cell, -(-last // grid.cell)):
        start = cell * grid.cell
        low = max(first - start, 0) // grid.block
        high = -(-min(last - start, grid.cell) // grid.block)
        digest = digests[cell] if 0 <= cell < len(digests) else SILENT
        if digest[:1] not in (b"", b"A"):
            raise TypeError("a signal of bytes cannot be heard")
        part = digest[1 + BLOCK_DIGEST * low : 1 + BLOCK_DIGEST * high]
        parts.append(part.ljust(BLOCK_DIGEST * (high - low), b"\0"))
    return b"".join(parts)


def is_silent(blocks: bytes) -> bool:
    return blocks == bytes(len(blocks))


def sound_digest(data: Data, block: int) -> Digest:
    """The digest of sound as it is stored: float32, the left side and then the right. No side holds a negative zero."""
    from blake3 import blake3

    view = memoryview(data)
    side = len(view) // 2
    step = block * SIDE_BYTES
    total = b""
    for first in range(0, side, step):
        last = min(first + step, side)
        digest = blake3(view[first:last]).update(view[side + first : side + last]).digest(BLOCK_DIGEST)
        total += bytes(BLOCK_DIGEST) if digest == _silence(last - first) else digest
    return SILENT if is_silent(total) else b"A" + total


@cache
def _silence(side: int) -> bytes:
    """What BLAKE3 makes of a silent block."""
    from blake3 import blake3

    return blake3(bytes(2 * side)).digest(BLOCK_DIGEST)


def bytes_digest(data: Data) -> Digest:
    return b"B" + sha256(data).digest()


def holds(data: Data, digest: Digest, block: int) -> bool:
    """Whether stored bytes are what the digest says."""
    if digest[:1] == b"A":
        return len(data) % (2 * SIDE_BYTES) == 0 and sound_digest(data, block) == digest
    return bytes_digest(data) == digest


def file_name(digest: Digest) -> str:
    """The name under which a chunk is stored: 40 hexadecimal digits."""
    return sha256(digest).hexdigest()[:40]
