"""Mix effects: each a pure function of a bounded window of its input.

    window(effect, rate)      how much input a stretch of output needs
    process(effect, audio)    the sound, from reset, aligned with its input

A new effect is an entry in the vocabulary (compiler/vocabulary/effects), an entry in the registry with its window, and
one function from a `Job` to sound. Nothing here keeps state between calls, reads a clock or draws a random number that
does not come from the song's own frames. numpy and the compiled kernels load when the first sound is made, not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ...compiler.plan import Effect
from ..window import Window
from .registry import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from .job import Job, Stereo

_NOTHING: Mapping[str, NDArray[np.float64]] = {}
_HERE = Path()


def window(effect: Effect, rate: int) -> Window:
    """The window at `rate` Hz in which this effect, from reset, sounds as it would have from the song's beginning, to
    -110 dBFS."""
    return REGISTRY[effect.name].window(effect, rate)


def sounds_alone(effect: Effect) -> bool:
    """Whether it makes sound where its input is silent."""
    return REGISTRY[effect.name].sounds_alone


def tells_time(effect: Effect) -> bool:
    """Whether the same input sounds different elsewhere in the song."""
    return REGISTRY[effect.name].timed


def version(effect: Effect) -> str:
    """What a cache key must hold besides the settings."""
    entry = REGISTRY[effect.name]
    if entry.pedalboard:
        from importlib.metadata import version as installed

        return f"{entry.version} pedalboard {installed('pedalboard')}"
    if entry.reads_files:
        from ..audio.clip import VERSION

        return f"{entry.version} clip {VERSION}"
    return str(entry.version)


def process(
    effect: Effect,
    audio: NDArray[np.float32],
    *,
    rate: int,
    start: int,
    key: NDArray[np.float32] | None = None,
    automation: Mapping[str, NDArray[np.float64]] = _NOTHING,
    root: Path = _HERE,
) -> NDArray[np.float32]:
    """The effect over `audio` (2, n) float32, whose first frame is frame `start` of the song (negative before it).

    Returns (2, n) float32 aligned with the input; frames within the window's reach of either end are not settled. `key`
    (2, n) is what it listens to. `automation` holds one value a frame, (n,), for settings that move. Files are found
    from `root`. Samples that are not finite count as silence."""
    import numpy as np

    from .job import Job

    job = Job(
        audio=_finite(audio),
        rate=rate,
        start=start,
        effect=effect,
        automation=automation,
        key=None if key is None else _finite(key),
        root=root,
    )
    out = _function(effect.name)(job)
    return np.ascontiguousarray(out, dtype=np.float32)


def _finite(audio: NDArray[np.float32]) -> Stereo:
    import numpy as np

    wide = np.ascontiguousarray(audio, dtype=np.float64)
    # A sum is finite only where every sample is, and is quicker to take than a mask.
    return wide if np.isfinite(wide.sum()) else np.where(np.isfinite(wide), wide, 0.0)


@cache
def _function(name: str) -> Callable[[Job], Stereo]:
    module = import_module(f".{REGISTRY[name].module}", __package__)
    function: Callable[[Job], Stereo] = module.TABLE[name]
    return function
