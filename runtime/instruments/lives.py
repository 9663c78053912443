"""How long things ring, in seconds. Pure arithmetic: `tails` needs it where nothing is rendered."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from ...compiler.plan import Instrument, Note, SettingValue
from ...compiler.vocabulary.instruments import KITS, PIECES
from ...compiler.vocabulary.instruments.layers import Layer, Noise, Squares, Tone
from .touch import MIDDLE_C, sounding_pitch

FADE_SECONDS = 0.02  # a stroke's last, inaudible end is faded


def layer_seconds(layer: Layer, length: float) -> float:
    """When a layer has fallen by 75 dB and more; `length` scales its decays."""
    late = tail = 0.0
    match layer:
        case Tone():
            late = layer.hold
        case Noise():
            late = layer.delay + layer.spacing * (layer.bursts - 1)
            tail = layer.tail_decay if layer.tail else 0.0
        case Squares():
            tail = layer.tail_decay if layer.tail else 0.0
    return late + layer.attack + 1.25 * length * max(layer.decay, tail)


def stroke_seconds(instrument: Instrument, piece: str) -> float:
    """From a stroke's onset until it and its room are silent."""
    kit = KITS[instrument.name]
    settings = dict(instrument.settings)
    if piece not in kit.strokes:
        return 0.0
    length = float(settings[f"{PIECES[piece].family}-decay"])
    ringing = _ringing_seconds(kit.name, piece, length)
    room = kit.room_seconds if float(settings["room"]) > 0.0 else 0.0
    return ringing + room + FADE_SECONDS


@lru_cache(1024)
def _ringing_seconds(kit: str, piece: str, length: float) -> float:
    """Until all of a stroke's layers have fallen."""
    return max(layer_seconds(layer, length) for layer in KITS[kit].strokes[piece].layers)


def ring_seconds(settings: Mapping[str, SettingValue], note: Note) -> float:
    """Time in which a held string, bar or bell falls by 60 dB: `decay` at middle C, and `key-scale` (strings: a half)
    halvings an octave above it."""
    octaves = (sounding_pitch(settings, note) - MIDDLE_C) / 12.0
    return float(settings["decay"]) * math.pow(2.0, -float(settings.get("key-scale", 0.5)) * octaves)
