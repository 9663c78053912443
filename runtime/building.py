"""The build: text to finished files.

compile   the song and its plan, or its mistakes (songc.compiler)
nodes     the plan's signals as the engine's graph
finish    the sound of every signal that changed, and the gain that meets the loudness
deliver   the files, each replaced when it is complete
record    what was read and made, for the next build and for `songc why`
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from ..compiler import compile_song
from ..compiler.diagnostics import Diagnostic
from ..compiler.frozen import dataclass
from ..compiler.planning.finish import missed_loudness
from . import reasons, record, targets
from .contents import FileChanged
from .deliver import Made, deliver, sources, withdraw
from .engine.disk import DiskFull
from .engine.evaluation import Evaluation, Ready, combined
from .engine.node import Node, in_order
from .engine.schedule import StepFailed
from .engine.store import StoreUnsound
from .events import ChunkDone, Delivered, Diagnosed, Done, Listener, Progress, as_json
from .failures import changed_file, mistake
from .finish import Mastered, master, stems
from .idle import shown_path
from .nodes import nodes_of
from .project import EnvironmentLack
from .reasons import explained
from .record import Standing
from .report import publish_report, report_of, reported
from .studio import Studio, libraries
from .warming import warm

if TYPE_CHECKING:
    from ..compiler.compiled import Compiled
    from ..compiler.plan import Plan


READINGS = 5  # of a song's files that change while it is built


class BuildFailed(Exception):
    """A step of the build could not be made; the message names the signal and the place."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A build that a save asked for: when that was (monotonic seconds, None for the first), and an event to set once
    the inputs are known."""

    at: float | None
    compiled: Event


def build_in(
    studio: Studio,
    listener: Listener,
    *,
    cancel: Event | None = None,
    saved: Saved | None = None,
    trace: str | None = None,
) -> dict[str, Any] | None:
    """One build in an open studio. Gives the report that `report.json` holds, or None when the song has errors (of
    which `listener` hears). Raises EnvironmentLack and BuildFailed. `cancel` stops it between tasks (raising
    `engine.schedule.Cancelled`), what is finished being kept; a build for a save tells of each cell of the master that
    became another."""
    run = Run(studio, listener, cancel, saved, Path(trace) if trace is not None else None)
    for _ in range(READINGS):
        compiled = compile_in(studio, listener)
        if saved is not None:
            saved.compiled.set()
        if compiled.plan is None or not _as_locked(run, compiled, compiled.plan):
            _end_without(run)
            return None
        try:
            warm(compiled.plan, listener)
            report = _make(run, compiled, compiled.plan)
        except (StepFailed, FileChanged) as problem:
            changed = changed_file(problem)
            if changed is not None:
                continue
            found = mistake(problem, compiled.plan) if isinstance(problem, StepFailed) else None
            if found is None:
                raise BuildFailed(str(problem)) from problem
            listener(Diagnosed(found, compiled.sources))
            _end_without(run)
            return None
        except DiskFull as problem:
            reason = f"the disk is full ({problem}); the last finished files stand as they were"
            raise EnvironmentLack(reason) from None
        except StoreUnsound as problem:
            more = "`cache-size-gb` in songc.toml lets the cache hold more"
            raise EnvironmentLack(f"{problem}; {more}, and `songc cache verify` looks at what it holds") from None
        run.write_trace()
        return report
    raise EnvironmentLack(f"{changed}, time and again; build when it is complete")


def _as_locked(run: Run, compiled: Compiled, plan: Plan) -> bool:
    """Whether a locked build may go on; what is not as songc.lock says is told."""
    if not run.studio.request.locked:
        return True
    from .locked import unlike_the_lock

    found = unlike_the_lock(run.studio, compiled, plan)
    for diagnostic in found:
        run.listener(Diagnosed(diagnostic, compiled.sources))
    return not found


def _end_without(run: Run) -> None:
    """Ends a build whose song has errors."""
    run.listener(Done(run.studio.request.project.song, ok=False, seconds=run.seconds))


def compile_in(studio: Studio, listener: Listener) -> Compiled:
    """Compiles the studio's song and tells of its diagnostics."""
    request = studio.request
    studio.files.begin()
    compiled = compile_song(
        request.project.song, files=studio.files, variant=request.variant, rate=request.config.sample_rate
    )
    for diagnostic in compiled.diagnostics:
        listener(Diagnosed(diagnostic, compiled.sources))
    return compiled


@dataclass
class Run:
    """One build's evaluations: what they did, and their progress as they do it. `expected` counts the cells of each
    signal asked for, `cells` all of them, `ready` those that are known, and `kept` those of them that no task made;
    `events` has each for a `trace`; `late` are the diagnostics that only the finished sound could give."""

    studio: Studio
    listener: Listener
    cancel: Event | None
    saved: Saved | None
    trace: Path | None = None
    began: float = field(default_factory=time.perf_counter)
    began_ns: int = field(default_factory=time.time_ns)
    evaluations: list[Evaluation] = field(default_factory=list)
    events: list[Ready] = field(default_factory=list)
    first_chunk_ms: float | None = None
    ready: int = 0
    kept: int = 0
    expected: dict[str, int] = field(default_factory=dict)
    cells: int = 0
    stages: dict[str, str] = field(default_factory=dict)
    late: list[Diagnostic] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.began

    @property
    def since_save_ms(self) -> float | None:
        return self.ms_at(time.monotonic())

    def ms_at(self, moment: float) -> float | None:
        """A moment (monotonic seconds) in milliseconds after the save."""
        if self.saved is None or self.saved.at is None:
            return None
        return (moment - self.saved.at) * 1000

    def evaluate(self, nodes: Sequence[Node]) -> Evaluation:
        grid = self.studio.engine.grid
        found = in_order(nodes)
        self.expected |= {node.name: grid.cells(node.frames) for node in found}
        self.cells = sum(self.expected.values())
        self.stages |= {node.name: node.stage for node in found}
        focus = self.studio.focus if self.saved is not None else None
        evaluation = self.studio.engine.evaluate(
            nodes,
            order=focus.order if focus else None,
            near=focus.near if focus else None,
            cancel=self.cancel,
            on_event=self._hear,
        )
        self.evaluations.append(evaluation)
        return evaluation

    def _hear(self, event: object) -> None:
        if not isinstance(event, Ready):
            return
        if self.trace is not None:
            self.events.append(event)
        self.ready += 1
        self.kept += not event.ran
        name, stage = event.node.partition("/")[0], self.stages[event.node]
        self.listener(Progress(stage, name, self.ready, self.cells, self.kept))
        told = self.studio.told
        if self.saved is not None and event.node == "master" and told.get(event.cell) != event.digest:
            told[event.cell] = event.digest
            if self.first_chunk_ms is None:
                self.first_chunk_ms = self.since_save_ms
            seconds = event.cell * self.studio.engine.grid.cell / self.studio.request.config.sample_rate
            self.listener(ChunkDone("master", event.cell, seconds, event.digest.hex()))

    def write_trace(self) -> None:
        if self.trace is None:
            return
        from .engine.trace import chrome_trace, slices

        self.trace.write_text(json.dumps(chrome_trace(slices(self.events, combined(self.evaluations)))), "utf-8")


def _make(run: Run, compiled: Compiled, plan: Plan) -> dict[str, Any]:
    request = run.studio.request
    nodes = nodes_of(plan, request.project.root, run.studio.engine.grid)
    if run.saved is not None:
        grid = run.studio.engine.grid
        edited = run.studio.engine.edited(tuple(nodes.values()))
        run.studio.focus.turn(request.project, edited, grid.cells(plan.frames), grid.cell / plan.rate)
    known = record.load(record.path_of(request.project, request.what))
    earlier = known.deliverables if known else reported(request)
    mastered, wanted = _wanted(run, plan, nodes)
    missed = missed_loudness(plan.finish, mastered.asked_lufs, mastered.problem) if mastered else None
    if missed is not None:
        run.late.append(missed)
        run.listener(Diagnosed(missed, compiled.sources))
    made: list[Made] = []
    for each in deliver(
        wanted,
        plan,
        mastered.measures if mastered else None,
        request,
        known,
        run.evaluate,
        run.studio.pressings,
        run.cancel,
    ):
        made.append(each)
        item = each.deliverable
        path = shown_path(request, item.path)
        ms = run.since_save_ms if each.placed is None else run.ms_at(each.placed)
        run.listener(Delivered(path, item.format, item.sha256, each.placed is not None, ms))
    report = report_of(request, plan, mastered, [each.deliverable for each in made])
    standing = () if request.only is not None else (publish_report(request, report),)
    withdraw(request.project, earlier, made)
    _conclude(run, compiled, plan, nodes, mastered, made, standing)
    return report


def _wanted(run: Run, plan: Plan, nodes: dict[str, Node]) -> tuple[Mastered | None, list[targets.Target]]:
    """What is to be written, and the finished master when that is part of it."""
    request = run.studio.request
    if request.only is not None and request.only != "master":
        return None, targets.only(request, plan, nodes)
    mastered = master(
        plan,
        nodes,
        run.evaluate,
        run.studio.gains,
        lambda node: tuple(dict.fromkeys(sources(targets.masters(request, plan, node), plan))),
    )
    run.studio.gains = mastered.gains
    files = targets.masters(request, plan, mastered.node)
    if request.only is None:
        files += targets.stem_targets(request, plan, stems(plan, nodes))
    return mastered, files


def _conclude(
    run: Run,
    compiled: Compiled,
    plan: Plan,
    nodes: dict[str, Node],
    mastered: Mastered | None,
    made: list[Made],
    standing: tuple[Standing, ...],
) -> None:
    """Tells what ran and why, and leaves the record for the next build."""
    studio, request = run.studio, run.studio.request
    outcomes = combined(run.evaluations)
    environment = studio.engine.environment.hex()
    signals, left = explained(request, plan, nodes, outcomes, compiled.sources, environment, studio.engine.grid)
    for signal in signals:
        run.listener(signal)
    done = Done(
        song=request.project.song,
        ok=True,
        seconds=run.seconds,
        chunks_ran=sum(signal.ran for signal in signals),
        chunks_cached=sum(signal.cached for signal in signals),
        length_seconds=plan.frames / plan.rate,
        sample_rate=plan.rate,
        loudness_lufs=_figure(mastered.measures.integrated_lufs) if mastered else None,
        true_peak_dbtp=_figure(mastered.measures.true_peak_dbtp) if mastered else None,
        target_lufs=mastered.asked_lufs if mastered else None,
        ceiling_dbtp=plan.finish.ceiling_dbtp if mastered else None,
        expected_length=_expected_length(compiled) if mastered else None,
    )
    reasons.save(request, signals, left)
    record.save(record.path_of(request.project, request.what), _record(run, compiled, made, standing, done))
    run.listener(done._replace(first_chunk_ms=run.first_chunk_ms, files_ms=run.since_save_ms))


def _expected_length(compiled: Compiled) -> str | None:
    """What the song's `expect` block says of its length, as written there."""
    asked = compiled.song.expectations if compiled.song else ()
    told = [each.text.removeprefix("length ") for each in asked if each.measure == "length"]
    return ", ".join(told) or None


def _record(
    run: Run, compiled: Compiled, made: list[Made], standing: tuple[Standing, ...], done: Done
) -> record.Record:
    told = (*compiled.diagnostics, *run.late)
    warnings = (as_json(Diagnosed(each, compiled.sources)) for each in told)
    return record.Record(
        asked=run.studio.request.asked,
        made_ns=run.began_ns,
        inputs=tuple(run.studio.files.seen.values()),
        deliverables=tuple(each.deliverable for each in made),
        done=done._asdict(),
        warnings=tuple(each for each in warnings if each is not None),
        standing=(*standing, *libraries(), *run.studio.files.standing),
    )


def _figure(level: float) -> float | None:
    """A level for a report: hundredths, and none for silence, which JSON cannot tell."""
    return round(level, 2) if math.isfinite(level) else None
