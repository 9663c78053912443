"""Mix effects: each a pure function of a bounded window of its input.

    window(effect, rate)      how much input a stretch of output needs
    process(effect, audio)    the sound, from reset, aligned with its input, from `wide` to float64

A new effect is an entry in the vocabulary (compiler/vocabulary/effects), an entry in the registry with its window, and
one function from a `Job` to sound. Nothing here keeps state between calls, reads a clock or draws a random number that
does not come from the song's own frames. numpy and the compiled kernels load when the first sound is made, not before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ...compiler.plan import Curve, Effect
from ...compiler.vocabulary.effects import EFFECTS
from ..curves import rungs
from ..window import Window
from .reading import fixed
from .registry import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from .job import Job, Stereo

_NOTHING: Mapping[str, Sequence[NDArray[np.float64]]] = {}
_HERE = Path()


def window(effect: Effect, rate: int) -> Window:
    """The window at `rate` Hz in which this effect, from reset, sounds as it would have from the song's beginning, to
    -110 dBFS: of all its renderings, where some setting moves by crossfades."""
    blended = _blended(effect)
    if blended is None:
        return REGISTRY[effect.name].window(effect, rate)
    name, curve = blended
    windows = [window(fixed(effect, name, value), rate) for value in rungs(curve)]
    return Window(max(each.lookback for each in windows), max(each.lookahead for each in windows))


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
    audio: Stereo,
    *,
    rate: int,
    start: int,
    key: Stereo | None = None,
    followed: Mapping[str, Sequence[NDArray[np.float64]]] = _NOTHING,
    root: Path = _HERE,
) -> Stereo:
    """The effect over `audio` (2, n), `wide` or from another effect, whose first frame is frame `start` of the song
    (negative before it).

    Returns (2, n) aligned with the input; frames within the window's reach of either end are not settled. `key` (2, n),
    wide, is what it listens to. Curves of settings that move count from the first frame; `followed` holds the levels
    (n,) that they follow. Files are found from `root`."""
    import numpy as np

    from .job import Job

    return np.ascontiguousarray(_rendered(Job(audio, rate, start, effect, {}, key, root), followed))


def _rendered(job: Job, followed: Mapping[str, Sequence[NDArray[np.float64]]]) -> Stereo:
    """One rendering, or several that cross into each other where a setting moves that the effect itself holds still."""
    from ..curves import blends, values

    blended = _blended(job.effect)
    if blended is None:
        moving = {name: values(curve, job.frames, followed.get(name, ())) for name, curve in job.effect.automation}
        return _function(job.effect.name)(replace(job, automation=moving))
    name, curve = blended
    out: Stereo | None = None
    for value, share in blends(curve, job.frames, followed.get(name, ())):
        part = _rendered(replace(job, effect=fixed(job.effect, name, value)), followed)
        if share.min() == share.max() == 1.0:
            return part
        out = part * share if out is None else out + part * share
    return job.audio if out is None else out


def _blended(effect: Effect) -> tuple[str, Curve] | None:
    """A setting that moves by crossfades, and its curve."""
    if not effect.automation:
        return None
    spec = EFFECTS[effect.name]
    for name, curve in effect.automation:
        setting = spec.setting(name)
        if setting is not None and not setting.automatable:
            return name, curve
    return None


@cache
def _function(name: str) -> Callable[[Job], Stereo]:
    module = import_module(f".{REGISTRY[name].module}", __package__)
    function: Callable[[Job], Stereo] = module.TABLE[name]
    return function
