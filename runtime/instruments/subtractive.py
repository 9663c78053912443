"""The subtractive voice: two wavetable oscillators in unison, sub and noise, a resonant filter, saturation."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ...compiler.plan import Instrument, Note, SettingValue
from ...compiler.vocabulary.instruments.voices import WAVES
from .controls import Floats, envelope, hertz_of, shake, slide, vibrato, wave
from .oscillators import add_noise, add_waves
from .shaping import BANDPASS, HIGHPASS, LOWPASS, filter_stereo
from .sounding import Sounding, filter_g, sounding, warm
from .tables import table_levels, waves
from .touch import MIDDLE_C, brighter, chance, driven, gain, glide_distance, shuffled, sounding_pitch

_FILTERS = {"lowpass": LOWPASS, "lowpass24": LOWPASS, "bandpass": BANDPASS, "highpass": HIGHPASS}


class Unison(NamedTuple):
    """One oscillator's voices: phase at the onset (cycles), share of the detuning (-1..1, zero on the whole), phase of
    the slow drift (cycles), gains."""

    phases: Floats
    tuning: Floats
    drift: Floats
    left: Floats
    right: Floats


def play(out: Floats, instrument: Instrument, settings: Mapping[str, SettingValue], note: Note, rate: int) -> None:
    """Adds one note to the cell `out` (2, frames)."""
    s = {name: value for name, value in settings.items() if not isinstance(value, str)}
    sound = sounding(note, note.length / rate + s["release"], out.shape[1], rate)
    if sound is None:
        return
    t = sound.t
    pitch = sounding_pitch(settings, note) + slide(t, s["glide"], glide_distance(note))
    pitch += slide(t, s["sweep-time"], s["sweep"]) + vibrato(t, s["vibrato"], s["vibrato-rate"], s["vibrato-delay"])
    first, second = str(settings["wave"]), str(settings["wave-2"])
    _oscillate(sound, s, first, pitch, unison(note.seed, 0, s["voices"], s["width"]), 1.0 - s["mix"])
    _oscillate(sound, s, second, pitch + s["interval"], unison(note.seed, 1, s["voices"], s["width"]), s["mix"])
    _oscillate(sound, s, "sine", pitch - 12.0, unison(note.seed, 2, 1.0, 0.0), s["sub"])
    if s["noise"] > 0.0:
        add_noise(
            sound.buffer, sound.blocks, np.full(len(t), s["noise"]), s["width"], np.uint64(shuffled(note.seed, 3))
        )
    _filter(sound, s, str(settings["filter"]), pitch, note)
    warm(sound.buffer, driven(s["drive"], note))
    level = envelope(t, sound.gate, s["attack"] + 1e-3, s["decay"], s["sustain"], s["release"])
    level *= gain(instrument, settings, note) * shake(t, s["tremolo"], s["tremolo-rate"])
    sound.fade(out, level, level)


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


def _oscillate(sound: Sounding, s: Mapping[str, float], name: str, pitch: Floats, voices: Unison, level: float) -> None:
    """Adds one oscillator. A pulse is a saw less a second saw that runs a pulse's width ahead."""
    if level <= 0.0:
        return
    tables = waves(WAVES)[WAVES.index(name)]
    speeds = 0.31 + 0.13 * np.arange(len(voices.tuning))[:, None]  # hertz
    drift = s["drift"] * np.sin(2.0 * math.pi * (speeds * sound.t + voices.drift[:, None]))
    steps = hertz_of(pitch + s["detune"] * voices.tuning[:, None] + drift) / sound.rate
    steps = np.minimum(steps, 0.49)
    levels = table_levels(np.maximum(steps[:, :-1], steps[:, 1:]))
    left, right = level * voices.left, level * voices.right
    add_waves(sound.buffer, sound.blocks, tables, levels, voices.phases, steps, left, right)
    if name == "pulse":
        width = np.clip(s["pulse"] + s["pulse-sweep"] * wave(sound.t, s["pulse-rate"]), 0.03, 0.97)
        ahead = (voices.phases + width[0]) % 1.0
        moved = steps + np.append(np.diff(width), 0.0) * (1.0 / 32)
        add_waves(sound.buffer, sound.blocks, tables, levels, ahead, moved, -left, -right)


def _filter(sound: Sounding, s: Mapping[str, float], name: str, pitch: Floats, note: Note) -> None:
    contour = envelope(
        sound.t, sound.gate, s["filter-attack"], s["filter-decay"], s["filter-sustain"], 1.5 * s["release"]
    )
    semitones = s["contour"] * contour + s["key-track"] * (pitch - MIDDLE_C) + brighter(note, s["bright"])
    semitones += s["wobble"] * wave(sound.t, s["wobble-rate"])
    g = filter_g(s["cutoff"] * np.exp2(semitones / 12.0), sound.rate)
    if name == "lowpass24":
        filter_stereo(sound.buffer, sound.blocks, g, 1.848, LOWPASS)
        filter_stereo(sound.buffer, sound.blocks, g, 0.765 + (0.09 - 0.765) * s["resonance"], LOWPASS)
    else:
        filter_stereo(sound.buffer, sound.blocks, g, 1.414 + (0.12 - 1.414) * s["resonance"], _FILTERS[name])
