"""How long things ring, in seconds. Pure arithmetic: `tails` needs it where nothing is rendered."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ...compiler.plan import Instrument, Note, SettingValue
from ...compiler.vocabulary.instruments import KITS, PIECES
from ...compiler.vocabulary.instruments.layers import Layer, Modes, Noise, Tone
from .touch import MIDDLE_C, sounding_pitch

FADE_SECONDS = 0.02  # a stroke's last, inaudible end is faded


def layer_seconds(layer: Layer, length: float) -> float:
    """When a layer has fallen by 75 dB and more; `length` scales its decays."""
    late = layer.delay + layer.spacing * (layer.bursts - 1) if isinstance(layer, Noise) else 0.0
    late += layer.hold if isinstance(layer, Tone) else 0.0
    tail = 0.0 if isinstance(layer, Tone | Modes) or layer.tail == 0.0 else layer.tail_decay
    return late + layer.attack + 1.25 * length * max(layer.decay, tail)


def stroke_seconds(instrument: Instrument, piece: str) -> float:
    """From a stroke's onset until it and its room are silent."""
    kit = KITS[instrument.name]
    settings = dict(instrument.settings)
    if piece not in kit.strokes:
        return 0.0
    length = float(settings[f"{PIECES[piece].family}-decay"])
    ringing = max(layer_seconds(layer, length) for layer in kit.strokes[piece].layers)
    room = kit.room_seconds if float(settings["room"]) > 0.0 else 0.0
    return ringing + room + FADE_SECONDS


def ring_seconds(settings: Mapping[str, SettingValue], note: Note) -> float:
    """Time in which a held string, bar or bell falls by 60 dB: `decay` at middle C, and `key-scale` (strings: a half)
    halvings an octave above it."""
    octaves = (sounding_pitch(settings, note) - MIDDLE_C) / 12.0
    return float(settings["decay"]) * math.pow(2.0, -float(settings.get("key-scale", 0.5)) * octaves)
