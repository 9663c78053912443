"""Where the files are that instruments play from, by the sha256 of their bytes, in this process.

A plan and a cache key name a file by its digest only; whoever hands over a task says where the file stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..contents import held

Place = tuple[str, str]  # the digest of a file, and its path

_known: dict[str, Path] = {}


def put(places: Iterable[Place]) -> None:
    """Says where files stand."""
    _known.update((digest, Path(path)) for digest, path in places)


@contextmanager
def reading(digest: str) -> Iterator[Path]:
    """The path of a file that holds what its digest says while it is read; raises FileChanged where it does not, or
    KeyError when nobody said where it is."""
    path = _known[digest]
    with held(path, digest):
        yield path
