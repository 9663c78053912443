"""Fakes for the engine: steps that add small whole numbers, so that every result is exact and easy to reckon by hand,
on cells of 16 frames with blocks of 4."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from songc.runtime.engine.actions import Actions
from songc.runtime.engine.engine import Engine
from songc.runtime.engine.evaluation import Begun, Evaluation, Ready
from songc.runtime.engine.node import WHOLE, Grid, Node, Step
from songc.runtime.engine.store import Store
from songc.runtime.window import Window

GRID = Grid(16, 4)
NOW = Window()  # a cell of the input for a cell of the output


@dataclass(frozen=True)
class Stroke:
    frame: int
    level: int


@dataclass(frozen=True)
class StrokesTask:
    NAME: ClassVar[str] = "strokes"
    VERSION: ClassVar[str] = "1"
    strokes: tuple[Stroke, ...]
    frames: int

    def run(self, inputs: Sequence[Any]) -> Any:
        out = np.zeros((2, self.frames), np.float32)
        for stroke in self.strokes:
            out[:, stroke.frame] += (stroke.level, -stroke.level)
        return out


@dataclass(frozen=True)
class Strokes:
    """One frame of sound at each stroke: the source of everything."""

    strokes: tuple[Stroke, ...]
    silent_in_silent_out: ClassVar[bool] = False

    def windows(self) -> tuple[Window, ...]:
        return ()

    def task(self, start: int, frames: int) -> StrokesTask | None:
        inside = tuple(Stroke(s.frame - start, s.level) for s in self.strokes if start <= s.frame < start + frames)
        return StrokesTask(inside, frames) if inside else None


@dataclass(frozen=True)
class SumTask:
    NAME: ClassVar[str] = "sum"
    VERSION: ClassVar[str] = "1"
    gain: int
    window: Window
    frames: int
    place: str = field(default="", compare=False)

    def run(self, inputs: Sequence[Any]) -> Any:
        lookback, lookahead = self.window
        out = np.zeros((2, self.frames), np.float32)
        for sound in inputs:
            if sound is not None:
                assert sound.shape == (2, lookback + self.frames + lookahead) and not sound.flags.writeable
                for offset in range(lookback + lookahead + 1):
                    out += sound[:, offset : offset + self.frames]
        return out * np.float32(self.gain)


@dataclass(frozen=True)
class Sum:
    """The sum of all inputs over a window, times a gain."""

    inputs: int
    gain: int = 1
    window: Window = NOW
    place: str = field(default="", compare=False)
    silent_in_silent_out: bool = True

    def windows(self) -> tuple[Window, ...]:
        return (self.window,) * self.inputs

    def task(self, start: int, frames: int) -> SumTask:
        return SumTask(self.gain, self.window, frames, self.place)


@dataclass(frozen=True)
class BackwardsTask:
    NAME: ClassVar[str] = "backwards"
    VERSION: ClassVar[str] = "1"

    def run(self, inputs: Sequence[Any]) -> Any:
        return None if inputs[0] is None else inputs[0][:, ::-1]


@dataclass(frozen=True)
class Backwards:
    """A step that needs its entire input."""

    silent_in_silent_out: ClassVar[bool] = True

    def windows(self) -> tuple[Window, ...]:
        return (WHOLE,)

    def task(self, start: int, frames: int) -> BackwardsTask:
        return BackwardsTask()


@dataclass(frozen=True)
class PeakTask:
    NAME: ClassVar[str] = "peak"
    VERSION: ClassVar[str] = "1"

    def run(self, inputs: Sequence[Any]) -> Any:
        return str(0 if inputs[0] is None else int(np.abs(inputs[0]).max())).encode()


@dataclass(frozen=True)
class Peak:
    """A measure: bytes for each cell."""

    silent_in_silent_out: ClassVar[bool] = False

    def windows(self) -> tuple[Window, ...]:
        return (Window(),)

    def task(self, start: int, frames: int) -> PeakTask:
        return PeakTask()


def strokes(name: str, *places: tuple[int, int], frames: int = 64) -> Node:
    return Node(name, "takes", frames, Strokes(tuple(Stroke(*place) for place in places)))


def total(name: str, *inputs: Node, gain: int = 1, window: Window = NOW, frames: int = 64, **more: Any) -> Node:
    return Node(name, "mix", frames, Sum(len(inputs), gain, window, **more), inputs)


def node(name: str, step: Step, *inputs: Node, frames: int = 64) -> Node:
    return Node(name, "mix", frames, step, inputs)


@dataclass
class Bench:
    """An engine in a folder, and a log of what it ran: the cells of each signal."""

    folder: Path
    more: dict[str, Any] = field(default_factory=dict)
    ran: dict[str, list[int]] = field(default_factory=dict)
    events: list[Ready] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> Bench:
        """A new process on the same folder, as far as the engine can tell."""
        more = dict(self.more)
        self.store = Store(self.folder, block=GRID.block, **{k: more.pop(k) for k in ("disk", "memory") if k in more})
        self.engine = Engine(self.store, Actions(self.folder / "actions.sqlite"), **({"grid": GRID} | more))
        return self

    def reopen(self) -> Bench:
        self.engine.close()
        return self.open()

    def build(self, *nodes: Node, **more: Any) -> Evaluation:
        self.ran = {}
        self.events = []
        return self.engine.evaluate(nodes, on_event=self._hear, **more)

    def _hear(self, event: Ready | Begun) -> None:
        if isinstance(event, Ready):
            self.events.append(event)
            if event.ran:
                self.ran.setdefault(event.node, []).append(event.cell)
                self.ran[event.node].sort()

    def chunk_paths(self) -> list[Path]:
        return sorted(path for path in (self.folder / "chunks").rglob("*") if path.is_file())


def left(evaluation: Evaluation, of: Node) -> list[int]:
    """The left side of a signal, in whole numbers."""
    return [int(value) for value in evaluation.read_frames(of, 0, of.frames)[0]]


def clean_digests(folder: Path, *nodes: Node) -> dict[str, tuple[bytes, ...]]:
    """What a clean build makes of the nodes."""
    shutil.rmtree(folder, ignore_errors=True)
    bench = Bench(folder)
    evaluation = bench.build(*nodes)
    bench.engine.close()
    return {name: evaluation.digests(outcome.node) for name, outcome in evaluation.outcomes.items()}
