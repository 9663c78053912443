"""Sounds with known faults, steps run cell by cell, and songs taken as far as their edits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from songc.compiler import compile_song
from songc.compiler.files import FolderFiles
from songc.compiler.plan import Plan
from songc.runtime.engine.actions import Actions
from songc.runtime.engine.engine import Engine
from songc.runtime.engine.evaluation import Evaluation
from songc.runtime.engine.node import Grid, Step
from songc.runtime.engine.store import Store
from songc.runtime.nodes import nodes_of

RATE = 48_000
Sound = NDArray[np.float32]

SONG = """
composition {
  tempo 120 bpm
  key A minor
  section verse 2 bars { chords | Am | Dm | ; line lead octave 4 { | a:2 c5 | d5:2 e5 | } }
  section chorus 2 bars { chords | F | G | }
  form verse chorus verse
}
arrangement {
  track lead { instrument synth "glass-lead"; play lead }
  track voice { instrument audio }
  track double { instrument audio }
}
"""


def cells(step: Step, inputs: Sequence[Sound], frames: int, cell: int) -> Sound:
    """A step's output, cell by cell, each from its own windows only."""
    parts = []
    for start in range(0, frames, cell):
        length = min(cell, frames - start)
        task = step.task(start, length)
        heard = [
            cut(sound, start - window.lookback, start + length + window.lookahead)
            for sound, window in zip(inputs, step.windows(), strict=True)
        ]
        made = task.run(heard) if task is not None else None
        parts.append(np.zeros((2, length), np.float32) if made is None else np.asarray(made))
    return np.concatenate(parts, axis=1)


def cut(sound: Sound, start: int, stop: int) -> Sound:
    """Frames `start..stop`, zero outside the sound, read-only as the engine's are."""
    out = np.zeros((2, stop - start), np.float32)
    low, high = max(start, 0), min(stop, sound.shape[1])
    if low < high:
        out[:, low - start : high - start] = sound[:, low:high]
    out.flags.writeable = False
    return out


def plan_of(folder: Path, text: str, song: str = SONG) -> Plan:
    """The plan of the song above with more blocks."""
    (folder / "a.song").write_text(song + text, encoding="utf-8")
    compiled = compile_song("a.song", files=FolderFiles(folder))
    assert compiled.plan is not None, compiled.diagnostics
    return compiled.plan


def evaluated(folder: Path, text: str, signal: str, cell: int = 1 << 16) -> tuple[Evaluation, Sound]:
    """What came of one signal of such a song, made by the engine in `folder` or kept there, and its sound."""
    plan = plan_of(folder, text)
    grid = Grid(cell)
    node = nodes_of(plan, folder, grid)[signal]
    with Engine(Store(folder / "store"), Actions(folder / "actions.sqlite"), environment="test", grid=grid) as engine:
        evaluation = engine.evaluate([node])
        return evaluation, evaluation.read_frames(node, 0, plan.frames)


def ran(evaluation: Evaluation) -> dict[str, int]:
    """How many cells of each signal ran."""
    return {name: len(outcome.ran) for name, outcome in evaluation.outcomes.items() if outcome.ran}


def record(folder: Path, name: str, sound: NDArray[np.floating], rate: int = RATE) -> None:
    soundfile.write(folder / name, sound.T if sound.ndim == 2 else sound, rate, subtype="FLOAT")


def stereo(channel: NDArray[np.floating]) -> Sound:
    return np.stack([channel, channel]).astype(np.float32)


def noise(frames: int, seed: int = 1, level: float = 0.1) -> NDArray[np.float64]:
    return np.random.default_rng(seed).standard_normal(frames) * level


def db(ratio: float) -> float:
    return 20.0 * float(np.log10(max(ratio, 1e-12)))
