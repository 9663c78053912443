"""Traces: when and where each task of a build ran, in the JSON that Chrome's trace viewer and Perfetto open (Trace
Event Format, https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .evaluation import Outcome, Ready


class Slice(NamedTuple):
    """A stretch of work: `began` in seconds of the monotonic clock, `seconds` long, on `worker`."""

    name: str
    stage: str
    began: float
    seconds: float
    worker: str
    cell: int = -1


def slices(events: Iterable[Ready], outcomes: Mapping[str, Outcome]) -> list[Slice]:
    """The tasks that ran, by the events of a build. A task that made several cells is one slice."""
    found: dict[tuple[str, float], Slice] = {}
    for event in events:
        if event.ran and event.node in outcomes:
            stage = outcomes[event.node].node.stage
            made = Slice(event.node, stage, event.began, event.seconds, event.worker, event.cell)
            found.setdefault((event.node, event.began), made)
    return sorted(found.values(), key=lambda each: (each.began, each.name))


def chrome_trace(work: Iterable[Slice]) -> dict[str, Any]:
    """The trace as a JSON object, times counted from the first slice."""
    work = list(work)
    first = min((each.began for each in work), default=0.0)
    workers = {worker: number for number, worker in enumerate(sorted({each.worker for each in work}), 1)}
    names = [
        {"name": "thread_name", "ph": "M", "pid": 1, "tid": number, "args": {"name": worker}}
        for worker, number in workers.items()
    ]
    return {"traceEvents": [*names, *(_event(each, first, workers[each.worker]) for each in work)]}


def _event(work: Slice, first: float, thread: int) -> dict[str, Any]:
    times = {"ts": round((work.began - first) * 1e6, 1), "dur": round(work.seconds * 1e6, 1)}
    event = {"name": work.name, "cat": work.stage, "ph": "X", "pid": 1, "tid": thread} | times
    return event | ({"args": {"cell": work.cell}} if work.cell >= 0 else {})
