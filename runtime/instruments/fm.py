"""The FM voice: a body and a tine, each a carrier with its modulator, the body twice for left and right."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from ...compiler.plan import Curve, Instrument, Note, SettingValue
from .controls import (
    Control,
    Floats,
    bend,
    envelope,
    fall,
    growth,
    hertz_of,
    moving,
    opening,
    slide,
    swell,
    vibrato,
    wave,
)
from .operators import add_pair
from .sounding import Sounding, sounding, warm
from .tables import BAND, sine
from .touch import MIDDLE_C, SUSTAINING, brighter, driven, gain, glide_distance, sounding_pitch

_SPREAD = 0.6  # how far apart the two bodies stand at full width


def play(
    out: Floats,
    instrument: Instrument,
    settings: Mapping[str, SettingValue],
    note: Note,
    rate: int,
    moves: Mapping[str, Curve],
) -> None:
    """Adds one note to the cell `out` (2, frames); `moves` are the settings that move while it sounds."""
    s = {name: value for name, value in settings.items() if not isinstance(value, str)}
    sound = sounding(note, note.length / rate + s["release"], out.shape[1], rate)
    if sound is None:
        return
    t = sound.t
    now = moving(s, moves, len(t))
    pitch = sounding_pitch(settings, note) + bend(s, now) + slide(t, s["glide"], glide_distance(note))
    pitch += vibrato(t, now["vibrato"], s["vibrato-rate"], s["vibrato-delay"])
    height = max(0.0, sounding_pitch(settings, note) - MIDDLE_C) / 12.0  # octaves above middle C
    quicker = 2.0 ** (-0.7 * s["key-scale"] * height)
    touch = 2.0 ** (brighter(note, s["bright"]) / 12.0) * 2.0 ** (-s["key-scale"] * height)
    brighten = opening(note, t, sound.gate, s["bright"]) if s["sustain"] > SUSTAINING else 0.0
    _body(sound, s, now["index"] * 2.0 ** (brighten / 12.0), pitch, touch, quicker)
    if s["tine"] > 0.0:
        _tine(sound, s, now["tine-index"], pitch, touch, quicker)
    warm(sound.buffer, driven(s["drive"], note))
    level = envelope(t, sound.gate, s["attack"] + 1e-3, s["decay"] * quicker, s["sustain"], s["release"])
    level *= gain(instrument, settings, note) * swell(s, now)
    if s["sustain"] > SUSTAINING:
        level *= growth(note, t, sound.gate, s["velocity"])
    sway = 0.5 * now["tremolo"] * wave(t, s["tremolo-rate"])
    sound.fade(out, level * (1.0 - sway), level * (1.0 + sway))


def _body(sound: Sounding, s: Mapping[str, float], index: Control, pitch: Floats, touch: float, quicker: float) -> None:
    still = s["index-sustain"]
    strength = index * touch * (still + (1.0 - still) * fall(sound.t / (s["index-decay"] * quicker + 1e-3)))
    apart = _SPREAD * s["width"]
    level = np.full(len(sound.t), 0.35 * (1.0 - 0.5 * s["tine"]))
    for side in (-1.0, 1.0):
        steps = hertz_of(pitch + 0.5 * side * s["detune"]) / sound.rate
        strong = np.minimum(strength, _most(steps, s["ratio"], s["modulator"] * (1.0 + 2.0 * s["feedback"])))
        left, right = math.sqrt(1.0 - side * apart), math.sqrt(1.0 + side * apart)
        heard = level * _in_band(steps * s["ratio"])
        add_pair(
            *(sound.buffer, sound.blocks, sine(), steps, heard, s["ratio"], s["modulator"], s["feedback"], strong),
            *(left, right),
        )


def _tine(sound: Sounding, s: Mapping[str, float], most: Control, pitch: Floats, touch: float, quicker: float) -> None:
    steps = hertz_of(pitch) / sound.rate
    dying = fall(sound.t / (s["tine-decay"] * quicker + 1e-3))
    index = np.minimum(most * touch * dying, _most(steps, s["tine-ratio"], s["tine-modulator"]))
    level = 0.7 * s["tine"] * min(2.0, touch) * dying * _in_band(steps * s["tine-ratio"])
    add_pair(
        *(sound.buffer, sound.blocks, sine(), steps, level, s["tine-ratio"], s["tine-modulator"], 0.0, index),
        *(0.7, 0.7),
    )


def _in_band(steps: Floats) -> Floats:
    """1 for a carrier inside the band, falling to 0 at its edge."""
    return np.clip((BAND - steps) / 0.05, 0.0, 1.0)


def _most(steps: Floats, carrier: float, modulator: float) -> Floats:
    """The strongest index whose sidebands stay in the band: the n-th is below -66 dB from n = I + 2.5 I^(1/3) + 1.5 on.

    Solved for I by the bound's inverse on a table, rounded down."""
    room = (BAND / np.maximum(steps, 1e-6) - carrier) / max(modulator, 1e-3)
    grid = np.linspace(0.0, 14.0, 281)
    return np.asarray(np.interp(room, grid + 2.5 * np.cbrt(grid) + 1.5, grid, left=0.0))
