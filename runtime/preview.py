"""Preview: what a build would run and why (`-n`). It makes nothing and changes nothing."""

from __future__ import annotations

import time

from .building import compile_in
from .engine.evaluation import Outcome
from .events import Done, Listener
from .finish import CHAIN
from .nodes import nodes_of
from .reasons import explained
from .studio import Studio


def preview(studio: Studio, listener: Listener) -> bool:
    """Tells of each signal that would run; gives whether the song is without errors. What the loudness would be is not
    known before it runs, so a master whose chain would run counts as one that would."""
    began = time.perf_counter()
    request, engine = studio.request, studio.engine
    compiled = compile_in(studio, listener)
    plan = compiled.plan
    if plan is None:
        listener(Done(request.project.song, ok=False, seconds=time.perf_counter() - began))
        return False
    nodes = nodes_of(plan, request.project.root, engine.grid)
    outcomes: dict[str, Outcome] = dict(engine.preview(list(nodes.values())).outcomes)
    outcomes["master"] = outcomes[CHAIN]
    signals, _ = explained(request, plan, nodes, outcomes, compiled.sources, engine.environment.hex(), engine.grid)
    for signal in signals:
        listener(signal)
    ran, chunks = sum(signal.ran for signal in signals), sum(signal.chunks for signal in signals)
    seconds = time.perf_counter() - began
    listener(Done(request.project.song, True, seconds, ran, chunks - ran, plan.frames / plan.rate, plan.rate))
    return True
