"""One layer of a track's edit: a step on what the layer before it gives."""

from __future__ import annotations

from ..frozen import dataclass
from ..plan import Origin, Step
from ..plan_audio import AudioStep


@dataclass(frozen=True, slots=True)
class Layer:
    """`step` hears the layer before as its first `copies` inputs, then what `ear` (a step on the same sound) makes of
    it, then the signals named in `others`."""

    step: Step
    origins: tuple[Origin, ...]
    copies: int = 1
    ear: AudioStep | None = None
    others: tuple[str, ...] = ()
