"""The subtractive voice: two wavetable oscillators in unison, sub and noise, a resonant filter, saturation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from ...compiler.plan import Curve, Instrument, Note, SettingValue
from ...compiler.vocabulary.instruments.voices import WAVES
from .analog import DEPTH, LEFT, PHASE, PULSED, RATIO, RIGHT, SPEED, TURN, VOICE_ROWS, WAVE, add_note, scratch
from .controls import (
    BLOCK,
    Control,
    Floats,
    bend,
    envelope,
    growth,
    hertz_of,
    moving,
    opening,
    shake,
    slide,
    swell,
    vibrato,
    wave,
)
from .sounding import Sounding, filter_g, saturation, sounding
from .tables import step_limits, waves
from .touch import MIDDLE_C, SUSTAINING, brighter, chance, driven, gain, glide_distance, shuffled, sounding_pitch

# A filter's stages and its gains, each one number a note, or one for each edge of its blocks.
Shape = tuple[tuple[Control, ...], tuple[Control, Control, Control]]


def _k(resonance: Floats) -> Floats:
    return 1.414 + (0.12 - 1.414) * resonance


# Each filter's stages (1 / Q) at a resonance, and its gains (straight, low, band).
_FILTERS: Mapping[str, Callable[[Floats], Shape]] = {
    "lowpass": lambda r: ((_k(r),), (0.0, 1.0, 0.0)),
    "lowpass24": lambda r: ((1.848, 0.765 + (0.09 - 0.765) * r), (0.0, 1.0, 0.0)),
    "bandpass": lambda r: ((_k(r),), (0.0, 0.0, _k(r))),
    "highpass": lambda r: ((_k(r),), (1.0, -1.0, -_k(r))),
}


def _rows(values: tuple[Control, ...]) -> Floats:
    """(row, edge), or (row, 1) where all stand still."""
    return np.array(np.broadcast_arrays(*map(np.atleast_1d, values)))


class Unison(NamedTuple):
    """One oscillator's voices: phase at the onset (cycles), share of the detuning (-1..1, zero on the whole), phase of
    the slow drift (cycles), gains."""

    phases: Floats
    tuning: Floats
    drift: Floats
    left: Floats
    right: Floats


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
    pitch += slide(t, s["sweep-time"], s["sweep"]) + vibrato(t, now["vibrato"], s["vibrato-rate"], s["vibrato-delay"])
    level = envelope(t, sound.gate, s["attack"] + 1e-3, s["decay"], s["sustain"], s["release"])
    level *= gain(instrument, settings, note) * shake(t, now["tremolo"], s["tremolo-rate"]) * swell(s, now)
    if s["sustain"] > SUSTAINING:
        level *= growth(note, t, sound.gate, s["velocity"])
    width = np.clip(now["pulse"] + now["pulse-sweep"] * wave(t, s["pulse-rate"]), 0.03, 0.97)
    stages, response = _FILTERS[str(settings["filter"])](np.atleast_1d(now["resonance"]))
    drive, drive_level = saturation(driven(s["drive"], note))
    voices = _oscillators(s, str(settings["wave"]), str(settings["wave-2"]), note, rate)
    add_note(
        out,
        note.start,
        sound.blocks,
        np.stack([hertz_of(pitch), width, _corner(sound, s, now, pitch, note), level]),
        voices,
        waves(WAVES),
        step_limits(),
        s["noise"],
        s["width"],
        np.uint64(shuffled(note.seed, 3)),
        _rows(stages),
        _rows(response),
        drive,
        drive_level,
        *scratch(voices.shape[1]),
    )


def unison(seed: int, oscillator: int, voices: float, width: float) -> Unison:
    """Voices spread in tuning and place. A single voice starts at phase 0, so that bass notes weigh the same."""
    count = int(voices)
    side = 1.0 - 2.0 * (oscillator % 2)
    if count == 1:
        place = np.array([0.5 * width * side])
        return Unison(
            np.zeros(1), np.zeros(1), np.array([chance(seed, oscillator)]), np.sqrt(1.0 - place), np.sqrt(1.0 + place)
        )
    random = np.array([[chance(seed, 16 * (oscillator + 1) + 64 * v + d) for v in range(count)] for d in range(3)])
    spread = np.linspace(-1.0, 1.0, count)
    turns = 1.0 - 2.0 * (np.arange(count) % 2)
    place = 0.85 * width * side * turns * (0.35 + 0.65 * np.abs(spread))
    share = 1.0 / math.sqrt(count)
    tuning = side * spread + 0.24 * (random[1] - np.mean(random[1]))
    return Unison(random[0], tuning, random[2], share * np.sqrt(1.0 - place), share * np.sqrt(1.0 + place))


def _oscillators(s: Mapping[str, float], first: str, second: str, note: Note, rate: int) -> Floats:
    """The rows of `analog.add_note`'s voices: the first oscillator, the second, the sub."""
    parts = (
        (first, 0.0, unison(note.seed, 0, s["voices"], s["width"]), 1.0 - s["mix"]),
        (second, s["interval"], unison(note.seed, 1, s["voices"], s["width"]), s["mix"]),
        ("sine", -12.0, unison(note.seed, 2, 1.0, 0.0), s["sub"]),
    )
    return np.concatenate([_voices(s, *part, rate) for part in parts if part[-1] > 0.0], axis=1)


def _voices(s: Mapping[str, float], name: str, interval: float, voices: Unison, level: float, rate: int) -> Floats:
    rows = np.zeros((VOICE_ROWS, len(voices.phases)))
    speeds = 0.31 + 0.13 * np.arange(len(voices.phases))  # hertz
    rows[WAVE] = WAVES.index(name)
    rows[PHASE] = voices.phases
    rows[RATIO] = np.exp2((interval + s["detune"] * voices.tuning) / 12.0) / rate
    rows[DEPTH] = s["drift"]
    rows[TURN] = 2.0 * math.pi * voices.drift
    rows[SPEED] = 2.0 * math.pi * speeds * (BLOCK / rate)
    rows[LEFT] = level * voices.left
    rows[RIGHT] = level * voices.right
    rows[PULSED] = name == "pulse"
    return rows


def _corner(sound: Sounding, s: Mapping[str, float], now: Mapping[str, Control], pitch: Floats, note: Note) -> Floats:
    """The filter's g."""
    contour = envelope(
        sound.t, sound.gate, s["filter-attack"], s["filter-decay"], s["filter-sustain"], 1.5 * s["release"]
    )
    semitones = now["contour"] * contour + now["key-track"] * (pitch - MIDDLE_C) + brighter(note, s["bright"])
    semitones += opening(note, sound.t, sound.gate, s["bright"]) if s["sustain"] > SUSTAINING else 0.0
    semitones += now["wobble"] * wave(sound.t, s["wobble-rate"])
    return filter_g(now["cutoff"] * np.exp2(semitones / 12.0), sound.rate)
