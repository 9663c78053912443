"""The studio: what outlives one build. The engine with its store, the files as last read, and the last compilation.

`songc build` opens one for a single build; `songc watch` keeps one open, and so pays for an edit only.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .contents import stamp_of
from .engine import collect
from .engine.actions import Actions
from .engine.disk import Disk, DiskFull
from .engine.engine import Engine
from .engine.node import Grid
from .engine.store import Store
from .focus import Focus
from .heap import keep_freed
from .inputs import DiskFiles
from .pressing import Pressings
from .project import EnvironmentLack
from .publish import sweep
from .record import Standing
from .request import Request

if TYPE_CHECKING:
    from .finish import Gains

# Chunks kept in memory: about two cells of every signal of a large song, so that few of those that a cell's windows
# reach, or the next edit at the same place, must be read from the disk.
MEMORY_BYTES = 128 << 20

# Part of every key. It changes when the meaning of all keys does.
KEY_SCHEMA = "songc-1"

LIBRARIES = ("numpy.version", "numba", "soundfile", "pedalboard")


@dataclass
class Studio:
    """`gains` are those of the last build's master, where the next search for the loudness begins to look; `told` the
    cells of the master that were last told of, by their digests; `pressings` the WAV files that were last
    written; `focus` what comes first under watch."""

    request: Request
    engine: Engine
    files: DiskFiles
    gains: Gains | None = None
    told: dict[int, bytes] = field(default_factory=dict)
    pressings: Pressings = field(default_factory=Pressings)
    focus: Focus = field(default_factory=Focus)


@contextmanager
def open_studio(
    request: Request, *, disk: Disk | None = None, grid: Grid | None = None, memory: int = MEMORY_BYTES
) -> Iterator[Studio]:
    """Opens the project's store and its engine, and sweeps up what killed builds left half-written. Raises
    EnvironmentLack when the store cannot be written."""
    keep_freed()
    grid = grid or Grid()
    store = Store(request.project.store, memory=memory, disk=disk, block=grid.block)
    try:
        store.prepare()
        collect.sweep(store)
        sweep(request.project.records)
        sweep(request.project.output)
    except (OSError, DiskFull) as problem:
        raise EnvironmentLack(f"the cache at {request.project.store} cannot be written: {problem}") from None
    actions = Actions(request.project.store / "actions.sqlite")
    config = request.config
    engine = Engine(
        store, actions, environment=_environment(request), workers=config.jobs, cap=config.cache_bytes, grid=grid
    )
    with engine:
        studio = Studio(request, engine, DiskFiles(request.project.root))
        try:
            yield studio
        finally:
            studio.pressings.close()


def libraries() -> tuple[Standing, ...]:
    """The files of the libraries loaded that shape sound, so that a build after one was changed knows it."""
    found = (getattr(sys.modules.get(name), "__file__", None) for name in LIBRARIES)
    return tuple((path, stamp_of(Path(path))) for path in found if path)


def _environment(request: Request) -> str:
    """All that shapes sound and that no task says itself. Kernels are compiled for the machine, so its kind belongs
    here."""
    import platform

    import numba
    import numpy
    import soundfile

    libraries = f"numpy {numpy.__version__} numba {numba.__version__} libsndfile {soundfile.__libsndfile_version__}"
    return f"{KEY_SCHEMA} {request.config.sample_rate} {platform.machine()} {libraries}"
