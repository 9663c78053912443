"""The modal voice: struck and bowed bars, bells, plates and a piano's strings, as banks of decaying partials."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from ...compiler.plan import Curve, Instrument, Note, SettingValue
from .controls import BLOCK, Floats, fall, held, moving, swell, wave
from .layers import band
from .lives import ring_seconds
from .materials import partials, stretch
from .modes import add_modes
from .oscillators import add_noise
from .sounding import Sounding, silence, sounding
from .touch import brighter, chance, gain, hertz, shuffled, sounding_pitch

_BELOW = -3.0 * math.log(10.0)
_BODY = 0.12  # level of one partial, so that a chord of them stays in range


def play(
    out: Floats,
    instrument: Instrument,
    settings: Mapping[str, SettingValue],
    note: Note,
    rate: int,
    moves: Mapping[str, tuple[Curve, ...]],
) -> None:
    """Adds one note to the cell `out` (2, frames); `moves` are the settings that move while it sounds."""
    s = {name: value for name, value in settings.items() if not isinstance(value, str)}
    ring = ring_seconds(settings, note)
    gate = min(note.length / rate, s["attack"] + 1.5 * ring)
    sound = sounding(note, gate + s["release"], out.shape[1], rate)
    if sound is None:
        return
    _strike(sound, s, str(settings["material"]), sounding_pitch(settings, note), ring)
    if s["knock"] > 0.0:
        _knock(sound, s)
    now = moving(s, moves, len(sound.t))
    level = gain(instrument, settings, note) * held(sound.t, gate, s["release"]) * swell(s, now)
    level *= np.sin(0.5 * math.pi * np.clip(sound.t / (s["attack"] + 1e-3), 0.0, 1.0))
    sway = 0.5 * now["tremolo"] * wave(sound.t, s["tremolo-rate"])
    sound.fade(out, level * (1.0 - sway), level * (1.0 + sway))


def _strike(sound: Sounding, s: Mapping[str, float], material: str, pitch: float, ring: float) -> None:
    """Adds the partials, each twice, a little apart in tuning and place, so that they beat and stand wide."""
    ratios, levels = partials(material)
    if material == "piano":
        ratios = stretch(ratios, pitch)
    frequency = hertz(pitch)
    corner = 350.0 * 2.0 ** (5.0 * s["hardness"] + brighter(sound.note, 1.6 * s["bright"]) / 12.0)
    levels = levels * np.exp(-np.maximum(ratios - 1.0, 0.0) * frequency / corner)
    edge = 1.0 - s["position"]
    levels = levels * np.where(ratios > 1.0, np.abs(np.cos(math.pi * edge * np.arange(len(ratios)) * 0.37)), 1.0)
    apart = s["detune"] / 24.0 * (1.0 + 0.3 * (chance(sound.note.seed, 1) - 0.5))
    decays = ring * np.maximum(ratios, 0.5) ** (-1.4 * s["damping"])
    both = np.concatenate([ratios * 2.0**apart, ratios * 2.0**-apart]) * frequency
    stay = np.concatenate([decays, 0.7 * decays])
    side = 0.7 * s["width"] * np.where(np.arange(len(ratios)) % 2 == 0, 1.0, -1.0)
    sides = np.concatenate([side, -side])
    loud = _BODY * np.concatenate([levels, 0.7 * levels])
    keep = both < 0.45 * sound.rate
    turns = 2.0 * math.pi * both / sound.rate
    keeps = np.exp(_BELOW / (stay * sound.rate))
    add_modes(
        *(sound.buffer, sound.blocks, turns[keep], keeps[keep], np.zeros(int(keep.sum()))),
        *((loud * np.sqrt(1.0 - sides))[keep], (loud * np.sqrt(1.0 + sides))[keep], np.zeros(0)),
    )


def _knock(sound: Sounding, s: Mapping[str, float]) -> None:
    """Adds the mallet's or the hammer's own noise."""
    blocks = min(sound.blocks, math.ceil(0.12 * sound.rate / BLOCK))
    t = sound.t[: blocks + 1]
    own = silence(blocks)
    level = s["knock"] * fall(t / 0.11) * np.exp(-t / 0.012)
    add_noise(own, blocks, level, 0.5 * s["width"], np.uint64(shuffled(sound.note.seed, 2)))
    top = 500.0 * 2.0 ** (4.0 * s["hardness"] + brighter(sound.note, s["bright"]) / 12.0)
    band(own, blocks, sound.rate, 0.25 * top, top, 0.7)
    sound.buffer[:, : own.shape[1]] += own
