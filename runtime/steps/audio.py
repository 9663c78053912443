"""Edits of recorded audio as steps. Each is made by the module of `runtime.editing` that the table names."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from ...compiler.frozen import dataclass
from ...compiler.plan_audio import (
    Align,
    AudioStep,
    Breaths,
    Comp,
    Declick,
    FindOnsets,
    FindPitch,
    Snap,
    Stretch,
    Strip,
    Tune,
)
from ..window import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sound = NDArray[np.float32]

MODULES: dict[type, str] = {
    Align: "align",
    Breaths: "breaths",
    Comp: "comping",
    Declick: "clicks",
    FindOnsets: "onsets",
    FindPitch: "pitch",
    Snap: "snap",
    Stretch: "stretch",
    Strip: "silence",
    Tune: "tune",
}


class Editing(Protocol):
    """What a module of `runtime.editing` has for its step."""

    VERSION: str

    def window(self, step: Any, rate: int) -> Window:
        """What a cell hears of each input."""
        ...

    def make(self, step: Any, inputs: Sequence[Sound | None], *, window: Window, frames: int, rate: int) -> Sound:
        """`frames` frames from each input's window (None: silence), of which the first is not silent, or any that can
        be heard."""
        ...


def editing(step: AudioStep) -> Editing:
    return cast("Editing", import_module(f"..editing.{MODULES[type(step)]}", __package__))


@dataclass(frozen=True)
class AudioTask:
    """One cell, or the whole signal where the step hears the whole of its input."""

    NAME: ClassVar[str] = "audio-edit"
    VERSION: ClassVar[str] = "1"

    step: AudioStep
    step_version: str
    window: Window
    frames: int
    rate: int

    def run(self, inputs: Sequence[Sound | None]) -> Sound | None:
        sounds = inputs if isinstance(self.step, Comp) else inputs[:1]
        if all(sound is None for sound in sounds):
            return None
        return editing(self.step).make(self.step, inputs, window=self.window, frames=self.frames, rate=self.rate)


@dataclass(frozen=True)
class AudioEditStep:
    step: AudioStep
    inputs: int
    rate: int

    silent_in_silent_out: ClassVar[bool] = True

    def windows(self) -> tuple[Window, ...]:
        return (editing(self.step).window(self.step, self.rate),) * self.inputs

    def task(self, start: int, frames: int) -> AudioTask:
        made_by = editing(self.step)
        step = self.step.local(start, frames) if isinstance(self.step, Comp | Declick | Breaths) else self.step
        return AudioTask(step, made_by.VERSION, made_by.window(self.step, self.rate), frames, self.rate)
