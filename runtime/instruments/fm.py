"""The FM voice: a body and a tine, each a carrier with its modulator, the body twice for left and right."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ...compiler.plan import Curve, Instrument, Note, SettingValue
from .controls import (
    Control,
    Floats,
    envelope,
    falling,
    growth,
    hertz_of,
    kept,
    melody,
    moving,
    opening,
    sway,
    swell,
)
from .operators import INDEX, LEFT_GAIN, LEVEL, RIGHT_GAIN, STEP, add_note, pair_row, scratch
from .sounding import saturation, sounding
from .tables import BAND, sine
from .touch import MIDDLE_C, SUSTAINING, brighter, driven, gain, sounding_pitch

_SPREAD = 0.6  # how far apart the two bodies stand at full width
_INDICES = np.linspace(0.0, 14.0, 281)
_SIDEBANDS = _INDICES + 2.5 * np.cbrt(_INDICES) + 1.5


class Pair(NamedTuple):
    """A carrier and its modulator: the row of `operators.add_note`'s pairs, and what moves."""

    still: tuple[float, ...]
    level: Control
    depth: Control


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
    sound = sounding(note, note.length / rate + s["release"], out.shape[1], rate)
    if sound is None:
        return
    t = sound.t
    now = moving(s, moves, len(t))
    pitch = melody(s, now, note, t)
    height = max(0.0, sounding_pitch(settings, note) - MIDDLE_C) / 12.0  # octaves above middle C
    quicker = 2.0 ** (-0.7 * s["key-scale"] * height)
    touch = 2.0 ** (brighter(note, s["bright"]) / 12.0) * 2.0 ** (-s["key-scale"] * height)
    brighten = opening(note, t, sound.gate, s["bright"]) if s["sustain"] > SUSTAINING else 0.0
    steps: Control = hertz_of(pitch) / rate
    pairs = _body(t, s, now["index"] * 2.0 ** (brighten / 12.0), steps, touch, quicker)
    if s["tine"] > 0.0:
        pairs.append(_tine(t, s, now["tine-index"], steps, touch, quicker))
    level = envelope(t, sound.gate, s["attack"] + 1e-3, s["decay"] * quicker, s["sustain"], s["release"])
    level *= gain(instrument, settings, note) * swell(s, now)
    if s["sustain"] > SUSTAINING:
        level *= growth(note, t, sound.gate, s["velocity"])
    swaying = sway(t, 0.5 * now["tremolo"], s["tremolo-rate"])
    controls = np.empty((INDEX + 2 * len(pairs), len(t)))
    controls[STEP] = steps
    controls[LEFT_GAIN] = level * (1.0 - swaying)
    controls[RIGHT_GAIN] = level * (1.0 + swaying)
    for n, pair in enumerate(pairs):
        controls[LEVEL + 2 * n] = pair.level
        controls[INDEX + 2 * n] = pair.depth
    add_note(
        *(out, note.start, sound.blocks, controls, np.array([pair.still for pair in pairs]), sine()),
        *(*saturation(driven(s["drive"], note)), *scratch()),
    )


def _body(
    t: Floats, s: Mapping[str, float], index: Control, steps: Control, touch: float, quicker: float
) -> list[Pair]:
    still = s["index-sustain"]
    strength = index * touch * (still + (1.0 - still) * falling(t, s["index-decay"] * quicker + 1e-3))
    apart = _SPREAD * s["width"]
    level = 0.35 * (1.0 - 0.5 * s["tine"])
    pairs = []
    for side in (-1.0, 1.0):
        detuned = math.pow(2.0, side * s["detune"] / 24.0)
        carrier, modulator = detuned * s["ratio"], detuned * s["modulator"]
        strong = np.minimum(strength, _most(steps, carrier, modulator * (1.0 + 2.0 * s["feedback"])))
        left, right = math.sqrt(1.0 - side * apart), math.sqrt(1.0 + side * apart)
        heard = level * _in_band(steps * carrier)
        pairs.append(Pair(pair_row(carrier, modulator, s["feedback"], left, right), heard, strong))
    return pairs


def _tine(t: Floats, s: Mapping[str, float], most: Control, steps: Control, touch: float, quicker: float) -> Pair:
    carrier, modulator = s["tine-ratio"], s["tine-modulator"]
    dying = falling(t, s["tine-decay"] * quicker + 1e-3)
    index = np.minimum(most * touch * dying, _most(steps, carrier, modulator))
    level = 0.7 * s["tine"] * min(2.0, touch) * dying * _in_band(steps * carrier)
    return Pair(pair_row(carrier, modulator, 0.0, 0.7, 0.7), level, index)


def _in_band(steps: Control) -> Control:
    """1 for a carrier inside the band, falling to 0 at its edge."""
    return kept((BAND - steps) / 0.05, 0.0, 1.0)


def _most(steps: Control, carrier: float, modulator: float) -> Floats:
    """The strongest index whose sidebands stay in the band: the n-th is below -66 dB from n = I + 2.5 I^(1/3) + 1.5 on.

    Solved for I by the bound's inverse on a table, rounded down."""
    room = (BAND / np.maximum(steps, 1e-6) - carrier) / max(modulator, 1e-3)
    return np.asarray(np.interp(room, _SIDEBANDS, _INDICES, left=0.0))
