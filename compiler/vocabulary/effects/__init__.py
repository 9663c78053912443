"""Every effect that a chain may name, by family."""

from __future__ import annotations

from .colour import COLOUR
from .dynamics import DYNAMICS
from .filters import FILTERS
from .modulation import MODULATION
from .pitch import PITCH
from .space import SPACE
from .spec import EffectSpec
from .stereo import STEREO
from .texture import TEXTURE

EFFECTS: dict[str, EffectSpec] = {**FILTERS, **DYNAMICS, **COLOUR, **MODULATION, **SPACE, **STEREO, **PITCH, **TEXTURE}

__all__ = ["EFFECTS", "EffectSpec"]
