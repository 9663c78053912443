"""Every effect's code: the module that sounds it, its version, and its window. Loaded without numpy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...compiler.plan import Effect
from ..window import Window
from . import windows


@dataclass(frozen=True, slots=True)
class Entry:
    """`module` of this package holds the effect in its `TABLE`. `version` grows whenever the sound changes. `timed`:
    its output depends on where in the song it stands (an oscillator's phase)."""

    module: str
    version: int
    window: Callable[[Effect, int], Window]
    timed: bool = False
    pedalboard: bool = False


REGISTRY: dict[str, Entry] = {
    "highpass": Entry("filters", 1, windows.pass_filter),
    "lowpass": Entry("filters", 1, windows.pass_filter),
    "bell": Entry("filters", 1, windows.bell),
    "shelf": Entry("filters", 1, windows.shelf),
    "compressor": Entry("dynamics", 1, windows.compressor),
    "gate": Entry("dynamics", 1, windows.gate),
    "sidechain": Entry("dynamics", 1, windows.sidechain),
    "saturation": Entry("colour", 1, windows.saturation),
    "chorus": Entry("modulation", 1, windows.chorus, timed=True),
    "tremolo": Entry("modulation", 1, windows.none, timed=True),
    "auto-pan": Entry("modulation", 1, windows.none, timed=True),
    "delay": Entry("echo", 1, windows.delay),
    "reverb": Entry("reverb", 1, windows.reverb, timed=True),
    "width": Entry("stereo", 1, windows.none),
    "trim": Entry("stereo", 1, windows.none),
}
