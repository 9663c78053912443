"""The built-in instruments: voice models' settings, presets and drum kits as data.

`instrument synth "glass-lead"` names a preset, `instrument kit "studio"` a kit. A preset is values over its model's
settings; a song may change each of them in the instrument's block.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from ..setting import Setting
from .basses import BASSES
from .bells import BELLS
from .keys import KEYS, ORGANS
from .kits import KITS
from .leads import LEADS, WINDS
from .pads import PADS, SECTIONS
from .pieces import PIECES, Piece, piece_named
from .plucked import PLUCKED
from .preset import Kit, Preset, values
from .sweeps import SWEEPS
from .voices import MODELS

__all__ = ["KITS", "MODELS", "PIECES", "PRESETS", "Kit", "Piece", "Preset", "names", "piece_named", "resolve"]

_FAMILIES = (BASSES, KEYS, ORGANS, PLUCKED, BELLS, LEADS, WINDS, PADS, SECTIONS, SWEEPS)

PRESETS: dict[str, Preset] = {preset.name: preset for family in _FAMILIES for preset in family}


def names(kind: str) -> tuple[str, ...]:
    """The instruments of a kind (`synth`, `kit`), in the tables' order; none for a kind that is not built in."""
    return {"synth": tuple(PRESETS), "kit": tuple(KITS)}.get(kind, ())


@cache
def resolve(kind: str, name: str) -> tuple[Setting, ...] | None:
    """The settings of an instrument in its model's order, their defaults being the preset's values; None when there is
    no such instrument. SoundFonts and samplers have settings whatever their name, which is a file's."""
    if kind == "synth" and name in PRESETS:
        preset = PRESETS[name]
        return _with_values(MODELS[preset.model], values(preset.sound))
    if kind == "kit" and name in KITS:
        return _with_values(MODELS["kit"], values(KITS[name].sound))
    return MODELS[kind] if kind in ("soundfont", "sampler") else None


def _with_values(settings: tuple[Setting, ...], given: Mapping[str, float | str]) -> tuple[Setting, ...]:
    return tuple(
        replace(setting, default=given[setting.name]) if setting.name in given else setting for setting in settings
    )
