"""Reasons: what each signal of the plan did in a build and why, for the summary and for `songc why`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..compiler.plan import Plan
from ..compiler.source import Source, Span
from .engine.evaluation import Outcome
from .engine.explain import Explanation, History, explain, history
from .engine.keys import SILENT
from .engine.node import Grid, Node
from .events import SignalDone
from .record import write_json
from .request import Request

SCHEMA = 3  # of what is written here


def why_path(request: Request) -> Path:
    """Where the last build's reasons stand, beside its record."""
    stem = request.project.song.removesuffix(".song").replace("/", "--")
    return request.project.records / "why" / f"{stem}{'@' + request.what if request.what else ''}.json"


def load(path: Path) -> dict[str, Any] | None:
    """What the last build wrote, or None."""
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return data if data.get("schema") == SCHEMA else None


def explained(
    request: Request,
    plan: Plan,
    nodes: dict[str, Node],
    outcomes: Mapping[str, Outcome],
    sources: Mapping[str, Source],
    environment: str,
    grid: Grid,
) -> tuple[list[SignalDone], History]:
    """Each signal's cells, how many of them ran, and why; and what the next build will compare itself with."""

    def locate(span: Span) -> tuple[str, int]:
        return span.file, sources[span.file].position(span.start)[0]

    known = load(why_path(request))
    before = History.from_json(known["history"]) if known else None
    reasons = explain(outcomes, before, environment, grid, locate)
    signals = [_signal(name, stage, outcomes, reasons) for name, stage in _shown(plan, nodes, outcomes)]
    return signals, history(outcomes, environment, locate)


def save(request: Request, signals: list[SignalDone], left: History) -> None:
    rows = [(s.signal, s.stage, s.chunks, s.ran, s.cached, s.reason, round(s.seconds, 4)) for s in signals]
    write_json(why_path(request), {"schema": SCHEMA, "signals": rows, "history": left.as_json()})


def saved_signals(data: dict[str, Any]) -> list[SignalDone]:
    return [SignalDone(*row) for row in data["signals"]]


def _shown(plan: Plan, nodes: dict[str, Node], outcomes: Mapping[str, Outcome]) -> list[tuple[str, str]]:
    """The signals that users know, with their stages: those of the plan that were asked for, and the master."""
    asked = [s for s in plan.signals if "/" not in s.name and s.name in nodes and nodes[s.name].name in outcomes]
    shown = [(signal.name, signal.stage) for signal in asked]
    return [*shown, ("master", "master")] if "master" in outcomes else shown


def _signal(name: str, stage: str, outcomes: Mapping[str, Outcome], reasons: Mapping[str, Explanation]) -> SignalDone:
    """One signal and its parts (`master/chain`) as one. An edit that is its take has no cells of its own; silent cells
    neither run nor are kept."""
    if name not in outcomes:
        return SignalDone(name, stage, 0, 0, 0, "", 0.0)
    parts = [part for part in outcomes if part == name or (name == "master" and part.startswith("master/"))]
    ran = {cell for part in parts for cell in outcomes[part].ran}
    digests = outcomes[name].digests
    kept = sum(cell not in ran and digest != SILENT for cell, digest in enumerate(digests))
    reason = next((str(reasons[part]) for part in (f"{name}/chain", name, *parts) if part in reasons), "")
    seconds = sum(outcomes[part].seconds for part in parts)
    return SignalDone(name, stage, len(digests), len(ran), kept, reason, seconds)
