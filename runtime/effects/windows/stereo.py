"""Windows of stereo effects and of sounds moved in time."""

from __future__ import annotations

from ....compiler.plan import Effect
from ...window import Window
from ..reading import number, reach
from ..settle import section_frames


def mono_below(effect: Effect, rate: int) -> Window:
    return Window(max(section_frames(frequency, 0.7071, rate) for frequency in reach(effect, "frequency")))


def haas(effect: Effect, rate: int) -> Window:
    return Window(round(number(effect, "time") * rate))


def nudge(effect: Effect, rate: int) -> Window:
    frames = round(number(effect, "time") * rate)
    return Window(max(frames, 0), max(-frames, 0))
