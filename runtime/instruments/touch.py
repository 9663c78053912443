"""How a player's touch becomes level and brightness, and other numbers that every voice reads from a note."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ...compiler.plan import Instrument, Note, SettingValue
from ...compiler.vocabulary.instruments.trims import trim_db

MIDDLE_C = 60.0
LOUDNESS_POWER = 1.7  # of velocity, which level grows with
VELOCITY_SEMITONES = 36.0  # between no and full velocity, at the full share
BRIGHTNESS_SEMITONES = 24.0  # by which a note's brightness opens a filter
SUSTAINING = 0.3  # an instrument whose sustain is above this can swell
_MASK = (1 << 64) - 1


def number(settings: Mapping[str, SettingValue], name: str) -> float:
    """A setting that is a number."""
    return float(settings[name])


def loudness(velocity: float, share: float) -> float:
    """Gain of a velocity (0..1); `share` is how much it matters. At the full share half velocity is 10 dB down."""
    return 1.0 - share + share * math.pow(max(0.0, velocity), LOUDNESS_POWER)


def brighter(note: Note, share: float) -> float:
    """Semitones by which the note's velocity and brightness open a filter; 0 for a firm stroke (velocity 0.8)."""
    return share * VELOCITY_SEMITONES * (note.velocity - 0.8) + BRIGHTNESS_SEMITONES * note.brightness


def hertz(pitch: float) -> float:
    """Frequency of a MIDI note number; 69 is 440 Hz."""
    return 440.0 * math.pow(2.0, (pitch - 69.0) / 12.0)


def driven(drive: float, note: Note) -> float:
    """How hard a note drives the saturation: soft notes half as hard as full ones."""
    return drive * (0.5 + 0.5 * note.velocity)


def gain(instrument: Instrument, settings: Mapping[str, SettingValue], note: Note) -> float:
    """Linear level of a note: the preset's trim, the song's level, the velocity."""
    level_db = trim_db(instrument.kind, instrument.name) + number(settings, "level")
    return math.pow(10.0, level_db / 20.0) * loudness(note.velocity, number(settings, "velocity"))


def sounding_pitch(settings: Mapping[str, SettingValue], note: Note) -> float:
    """The note's pitch with the instrument's tuning."""
    return note.pitch + number(settings, "tune")


def glide_distance(note: Note) -> float:
    """Semitones from where the note slides, 0 when it does not."""
    return note.glide_from - note.pitch if note.glide_from >= 0.0 else 0.0


def shuffled(seed: int, stream: int) -> int:
    """A 64-bit seed for one use within a note (splitmix64's finaliser, Steele, Lea and Flood 2014)."""
    z = (seed + (stream + 1) * 0x9E3779B97F4A7C15) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def chance(seed: int, stream: int) -> float:
    """A number in 0..1 for one use within a note."""
    return shuffled(seed, stream) / 2.0**64
