"""Presets and kits: built-in instruments as data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ...frozen import dataclass
from .layers import Layer


@dataclass(frozen=True, slots=True)
class Preset:
    """A pitched instrument: a voice model and the settings that differ from its own, written as a song writes them.

    `low` and `high` are the MIDI notes it is made for."""

    name: str
    model: str
    character: str
    tags: tuple[str, ...]
    low: int
    high: int
    sound: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """How one piece sounds: layers summed, at `pan` (-1..1); `room` is the share that reaches the room."""

    layers: tuple[Layer, ...]
    level_db: float = 0.0
    pan: float = 0.0
    room: float = 0.2


@dataclass(frozen=True, slots=True)
class Kit:
    """A drum kit: the stroke of every piece and the room they stand in.

    `room_seconds` is the room's T60, `room_size` scales its reflections (1 is a mid-size studio), `room_damping` (0..1)
    is how much faster its treble dies."""

    name: str
    character: str
    tags: tuple[str, ...]
    sound: str
    strokes: Mapping[str, Stroke]
    room_seconds: float = 0.4
    room_size: float = 1.0
    room_damping: float = 0.5


_UNITS = {"Hz": 1.0, "kHz": 1e3, "ms": 1e-3, "s": 1.0, "st": 1.0, "cents": 0.01, "dB": 1.0, "%": 0.01, "": 1.0}


@cache
def values(sound: str) -> Mapping[str, float | str]:
    """The settings in `sound`: `cutoff 420Hz, resonance 18%, wave saw`, in base units.

    >>> values("cutoff 420Hz, detune 12cents, wave saw")["detune"]
    0.12
    """
    pairs = (item.split() for item in sound.replace("\n", " ").split(",") if item.strip())
    return {name: _value(text) for name, text in pairs}


def _value(text: str) -> float | str:
    number = text.rstrip("kHzmsntcedB%")
    try:
        return round(float(number) * _UNITS[text[len(number) :]], 9)
    except ValueError:
        return text
