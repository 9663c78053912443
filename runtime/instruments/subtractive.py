"""The subtractive voice: two wavetable oscillators in unison, sub and noise, a resonant filter, saturation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from ...compiler.plan import Curve, Instrument, Note, SettingValue
from ...compiler.vocabulary.instruments.voices import WAVES
from .analog import CONTROL_ROWS, HERTZ, LEVEL, MOST_VOICES, VOICE_ROWS, WIDTH, G, add_note, scratch
from .controls import (
    BLOCK,
    Control,
    Floats,
    envelope,
    growth,
    hertz_of,
    is_zero,
    kept,
    melody,
    moving,
    opening,
    shake,
    slide,
    sway,
    swell,
)
from .sounding import Sounding, filter_g, saturation, sounding
from .tables import paired, step_limits
from .touch import MIDDLE_C, SUSTAINING, brighter, chance, driven, gain, shuffled

# A filter's stages and its gains, each one number a note, or one for each edge of its blocks.
Shape = tuple[tuple[Control, ...], tuple[Control, Control, Control]]


def _k(resonance: Control) -> Control:
    return 1.414 + (0.12 - 1.414) * resonance


# Each filter's stages (1 / Q) at a resonance, and its gains (straight, low, band).
_FILTERS: Mapping[str, Callable[[Control], Shape]] = {
    "lowpass": lambda r: ((_k(r),), (0.0, 1.0, 0.0)),
    "lowpass24": lambda r: ((1.848, 0.765 + (0.09 - 0.765) * r), (0.0, 1.0, 0.0)),
    "bandpass": lambda r: ((_k(r),), (0.0, 0.0, _k(r))),
    "highpass": lambda r: ((_k(r),), (1.0, -1.0, -_k(r))),
}


def _rows(values: tuple[Control, ...]) -> Floats:
    """(row, edge), or (row, 1) where all stand still."""
    if any(isinstance(value, np.ndarray) for value in values):
        return np.array(np.broadcast_arrays(*values))
    return np.array(values)[:, None]


class Voice(NamedTuple):
    """One of an oscillator's voices: phase at the onset (cycles), share of the detuning (-1..1, zero on the whole),
    phase of the slow drift (cycles), gains."""

    phase: float
    tuning: float
    drift: float
    left: float
    right: float


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
    if s["sweep"] != 0.0:
        pitch = pitch + slide(t, s["sweep-time"], s["sweep"])
    level = envelope(t, sound.gate, s["attack"] + 1e-3, s["decay"], s["sustain"], s["release"])
    level *= gain(instrument, settings, note) * shake(t, now["tremolo"], s["tremolo-rate"]) * swell(s, now)
    if s["sustain"] > SUSTAINING:
        level *= growth(note, t, sound.gate, s["velocity"])
    controls = np.empty((CONTROL_ROWS, len(t)))
    controls[HERTZ] = hertz_of(pitch)
    controls[WIDTH] = kept(now["pulse"] + sway(t, now["pulse-sweep"], s["pulse-rate"]), 0.03, 0.97)
    controls[G] = _corner(sound, s, now, pitch)
    controls[LEVEL] = level
    stages, response = _FILTERS[str(settings["filter"])](now["resonance"])
    drive, drive_level = saturation(driven(s["drive"], note))
    voices, count = _oscillators(s, str(settings["wave"]), str(settings["wave-2"]), note, rate)
    add_note(
        out,
        note.start,
        sound.blocks,
        controls,
        voices,
        count,
        paired(WAVES),
        step_limits(),
        s["noise"],
        s["width"],
        np.uint64(shuffled(note.seed, 3)),
        _rows(stages),
        _rows(response),
        drive,
        drive_level,
        *scratch(),
    )


def unison(seed: int, oscillator: int, voices: float, width: float) -> list[Voice]:
    """Voices spread in tuning and place. A single voice starts at phase 0, so that bass notes weigh the same."""
    count = int(voices)
    side = 1.0 - 2.0 * (oscillator % 2)
    if count == 1:
        place = 0.5 * width * side
        return [Voice(0.0, 0.0, chance(seed, oscillator), math.sqrt(1.0 - place), math.sqrt(1.0 + place))]
    streams = [16 * (oscillator + 1) + 64 * v for v in range(count)]
    blurs = [chance(seed, stream + 1) for stream in streams]
    middle = math.fsum(blurs) / count
    share = 1.0 / math.sqrt(count)
    together = []
    for v, (stream, blur) in enumerate(zip(streams, blurs, strict=True)):
        spread = 2.0 * v / (count - 1) - 1.0
        place = 0.85 * width * side * (1.0 - 2.0 * (v % 2)) * (0.35 + 0.65 * abs(spread))
        left, right = share * math.sqrt(1.0 - place), share * math.sqrt(1.0 + place)
        tuning = side * spread + 0.24 * (blur - middle)
        together.append(Voice(chance(seed, stream), tuning, chance(seed, stream + 2), left, right))
    return together


def _oscillators(s: Mapping[str, float], first: str, second: str, note: Note, rate: int) -> tuple[Floats, int]:
    """`analog.add_note`'s voices and how many: the first oscillator's, the second's, the sub."""
    parts = (
        (first, 0.0, s["voices"], s["width"], 1.0 - s["mix"]),
        (second, s["interval"], s["voices"], s["width"], s["mix"]),
        ("sine", -12.0, 1.0, 0.0, s["sub"]),
    )
    rows = []
    for oscillator, (name, interval, count, width, level) in enumerate(parts):
        if level <= 0.0:
            continue
        for n, voice in enumerate(unison(note.seed, oscillator, count, width)):
            drift, turn = 2.0 * math.pi * voice.drift, 2.0 * math.pi * (0.31 + 0.13 * n) * (BLOCK / rate)
            ratio = math.pow(2.0, (interval + s["detune"] * voice.tuning) / 12.0) / rate
            rows.append(
                (
                    *(WAVES.index(name), voice.phase, ratio, s["drift"], math.cos(drift), math.sin(drift)),
                    *(math.cos(turn), math.sin(turn), level * voice.left, level * voice.right, name == "pulse"),
                )
            )
    voices = np.zeros((VOICE_ROWS, MOST_VOICES))
    voices[: len(rows[0]), : len(rows)] = np.array(rows).T
    return voices.ravel(), len(rows)


def _corner(sound: Sounding, s: Mapping[str, float], now: Mapping[str, Control], pitch: Control) -> Floats:
    """The filter's g."""
    note, t = sound.note, sound.t
    semitones = now["key-track"] * (pitch - MIDDLE_C) + brighter(note, s["bright"])
    if s["sustain"] > SUSTAINING:
        semitones = semitones + opening(note, t, sound.gate, s["bright"])
    semitones = semitones + sway(t, now["wobble"], s["wobble-rate"])
    if not is_zero(now["contour"]):
        closing = 1.5 * s["release"]
        contour = envelope(t, sound.gate, s["filter-attack"], s["filter-decay"], s["filter-sustain"], closing)
        semitones = now["contour"] * contour + semitones
    return filter_g(now["cutoff"] * np.exp2(semitones / 12.0), sound.rate)
