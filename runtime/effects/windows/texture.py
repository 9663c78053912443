"""Windows of textures."""

from __future__ import annotations

from ....compiler.plan import Effect
from ...window import Window
from ..reading import number
from ..settle import section_frames


def hiss(effect: Effect, rate: int) -> Window:
    return Window(section_frames(number(effect, "tone"), 0.7071, rate))
