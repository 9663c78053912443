"""Events: what a build tells while it runs. The terminal and `--json` are two readers of the same events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ..compiler.diagnostics import Diagnostic
    from ..compiler.source import Source

SCHEMA = 1


class Diagnosed(NamedTuple):
    diagnostic: Diagnostic
    sources: Mapping[str, Source]


class Progress(NamedTuple):
    """How far a build has come: the stage and the signal of the cell known last, the cells known of those that will be
    needed, and how many of them were kept from builds before. For people only. `unit` is what is counted."""

    stage: str
    signal: str
    done: int
    total: int
    kept: int = 0
    unit: str = "chunks"


class SignalDone(NamedTuple):
    """One signal of the plan: its cells, how many ran, why, and the seconds of work they took."""

    signal: str
    stage: str
    chunks: int
    ran: int
    cached: int
    reason: str
    seconds: float


class ChunkDone(NamedTuple):
    """One cell of a signal can be heard (watch)."""

    signal: str
    cell: int
    start_seconds: float
    sha256: str


class Delivered(NamedTuple):
    """One finished file; `changed` is False when it stood complete already. `path` is relative to the current
    folder; `ms` is the time from the save that asked for it until it stood in its place (watch)."""

    path: str
    format: str
    sha256: str
    changed: bool
    ms: float | None = None


class Done(NamedTuple):
    """The end of a build. `target_lufs`, `ceiling_dbtp` and `expected_length` are what the song asks for."""

    song: str
    ok: bool
    seconds: float = 0.0
    chunks_ran: int = 0
    chunks_cached: int = 0
    length_seconds: float | None = None
    sample_rate: int | None = None
    loudness_lufs: float | None = None
    true_peak_dbtp: float | None = None
    target_lufs: float | None = None
    ceiling_dbtp: float | None = None
    expected_length: str | None = None
    first_chunk_ms: float | None = None
    files_ms: float | None = None


class Reminded(NamedTuple):
    """A warning of the last build, told again by one with nothing to do: its JSON fields as they were."""

    fields: Mapping[str, Any]


class Noted(NamedTuple):
    """What goes on between the builds of a watch. For people only; a `problem` is also told to those who asked for
    quiet, and beside JSON."""

    text: str
    problem: bool = False


Event = Diagnosed | Reminded | Progress | SignalDone | ChunkDone | Delivered | Done | Noted
Listener = Callable[[Event], None]

NAMES: dict[type, str] = {SignalDone: "signal", Delivered: "deliverable", Done: "done"}


def as_json(event: Event) -> dict[str, Any] | None:
    """The event as a JSON object (None for those that only people see)."""
    match event:
        case Progress() | Noted():
            return None
        case Reminded(fields):
            return dict(fields)
        case Diagnosed(diagnostic, sources):
            from .terminal.frames import as_json as diagnostic_as_json

            return {"schema": SCHEMA, "event": "diagnostic"} | diagnostic_as_json(diagnostic, sources)
        case ChunkDone(signal, cell, start_seconds, sha256):
            place = {"signal": signal, "index": cell, "start_seconds": start_seconds, "sha256": sha256}
            return {"schema": SCHEMA, "event": "chunk"} | place
        case _:
            fields = {name: value for name, value in event._asdict().items() if value is not None}
            return {"schema": SCHEMA, "event": NAMES[type(event)]} | fields
