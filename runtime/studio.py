"""The studio: what outlives one build. The engine with its store, the files as last read, and the last compilation.

`songc build` opens one for a single build; `songc watch` keeps one open, and so pays for an edit only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .engine.actions import Actions
from .engine.disk import Disk, DiskFull
from .engine.engine import Engine
from .engine.store import Store
from .inputs import DiskFiles
from .project import EnvironmentLack
from .request import Request

# Decoded chunks kept in memory: enough for the window of one cell of every signal of a large song.
MEMORY_BYTES = 128 << 20

# Part of every key. It changes when the meaning of all keys does.
KEY_SCHEMA = "songc-1"


@dataclass
class Studio:
    request: Request
    engine: Engine
    files: DiskFiles


@contextmanager
def open_studio(request: Request, *, disk: Disk | None = None) -> Iterator[Studio]:
    """Opens the project's store and its engine. Raises EnvironmentLack when the store cannot be written."""
    store = Store(request.project.store, memory=MEMORY_BYTES, disk=disk)
    try:
        store.prepare()
    except (OSError, DiskFull) as problem:
        raise EnvironmentLack(f"the cache at {request.project.store} cannot be written: {problem}") from None
    actions = Actions(request.project.store / "actions.sqlite")
    config = request.config
    engine = Engine(store, actions, environment=_environment(request), workers=config.jobs, cap=config.cache_bytes)
    with engine:
        yield Studio(request, engine, DiskFiles(request.project.root))


def _environment(request: Request) -> str:
    """All that shapes sound and that no task says itself. Kernels are compiled for the machine, so its kind belongs
    here."""
    import platform

    import numba
    import numpy

    libraries = f"numpy {numpy.__version__} numba {numba.__version__}"
    return f"{KEY_SCHEMA} {request.config.sample_rate} {platform.machine()} {libraries}"
