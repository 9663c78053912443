"""The build: text to finished files.

compile   the song and its plan, or its mistakes (songc.compiler)
nodes     the plan's signals as the engine's graph
master    the sound of every signal that changed, and the gain that meets the loudness
deliver   the files, each replaced when it is complete
record    what was read and made, for the next build and for `songc why`
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

from ..compiler import compile_song
from .deliver import deliver
from .engine.disk import DiskFull
from .engine.evaluation import Evaluation, Ready
from .engine.node import Node
from .engine.schedule import StepFailed
from .events import ChunkDone, Diagnosed, Done, Listener, Progress
from .project import EnvironmentLack
from .request import Request
from .studio import Studio, open_studio


class BuildFailed(Exception):
    """A step of the build could not be made; the message names the signal and the place."""


def build(
    path: str | Path | None = None,
    *,
    only: str | None = None,
    variant: str | None = None,
    jobs: int | None = None,
    listener: Listener | None = None,
) -> dict[str, Any] | None:
    """Builds a song (a file, or a folder with one) and gives the report that `report.json` holds, or None when the song
    has errors; `listener` hears of them. Raises UsageError and EnvironmentLack."""
    from . import config
    from .project import locate

    project = locate(path)
    request = Request(project, config.load(project.root, jobs=jobs), only, variant)
    with open_studio(request) as studio:
        return build_in(studio, listener or (lambda event: None))


def build_in(
    studio: Studio, listener: Listener, *, cancel: Event | None = None, watched: bool = False
) -> dict[str, Any] | None:
    """One build in an open studio. `cancel` stops it between tasks (raising `engine.schedule.Cancelled`), what is
    finished being kept; `watched` builds tell of each finished cell of the master. Raises BuildFailed, EnvironmentLack,
    UsageError."""
    began = time.perf_counter()
    made_ns = time.time_ns()
    request = studio.request
    studio.files.begin()
    compiled = compile_song(
        request.project.song, files=studio.files, variant=request.variant, rate=request.config.sample_rate
    )
    for diagnostic in compiled.diagnostics:
        listener(Diagnosed(diagnostic, compiled.sources))
    if compiled.plan is None:
        listener(Done(request.project.song, ok=False, seconds=time.perf_counter() - began))
        return None
    run = Run(studio, listener, cancel, watched)
    try:
        finished = deliver(compiled.plan, request, run)
    except StepFailed as problem:
        raise BuildFailed(str(problem)) from problem
    except DiskFull as problem:
        raise EnvironmentLack(f"the disk is full ({problem}); the last finished files stand as they were") from None
    return _conclude(studio, compiled, finished, run, made_ns, began)


class Run:
    """One build's evaluations: what they did, and their progress as they do it."""

    def __init__(self, studio: Studio, listener: Listener, cancel: Event | None, watched: bool) -> None:
        self.studio = studio
        self.listener = listener
        self.cancel = cancel
        self.watched = watched
        self.evaluations: list[Evaluation] = []
        self._ready: set[tuple[str, int]] = set()
        self._expected: dict[str, int] = {}

    def evaluate(self, nodes: Sequence[Node]) -> Evaluation:
        from .engine.node import in_order

        grid = self.studio.engine.grid
        self._expected |= {node.name: grid.cells(node.frames) for node in in_order(nodes)}
        evaluation = self.studio.engine.evaluate(nodes, cancel=self.cancel, on_event=self._hear)
        self.evaluations.append(evaluation)
        return evaluation

    def _hear(self, event: object) -> None:
        if not isinstance(event, Ready):
            return
        self._ready.add((event.node, event.cell))
        self.listener(Progress(event.node, len(self._ready), sum(self._expected.values())))
        if self.watched and event.node == "master":
            seconds = event.cell * self.studio.engine.grid.cell / self.studio.request.config.sample_rate
            self.listener(ChunkDone("master", event.cell, seconds, event.digest.hex()))
