"""The organ voice: drawbars or pipe ranks as one additive cycle, a key click, percussion, a rotating loudspeaker."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from ...compiler.plan import Curve, Instrument, Note, SettingValue
from .controls import BLOCK, Floats, envelope, fall, growth, moving, swell, wave
from .layers import band
from .modes import add_modes
from .oscillators import add_noise, add_waves
from .shaping import add_to_cell
from .sounding import Sounding, silence, sounding, warm
from .tables import BAND, cycle
from .touch import brighter, driven, gain, hertz, shuffled, sounding_pitch

# The drawbars' partials of a pipe an octave below the note: 16', 5 1/3', 8', 4', 2 2/3', 2', 1 3/5', 1 1/3', 1'.
_FEET = (1, 3, 2, 4, 6, 8, 10, 12, 16)
_REED_PARTIALS = 12
_CROSSOVER = 800.0  # hertz, between the drum and the horn
_LEVEL = 0.16
# Turns a second, Doppler shift and depth of tremolo of the drum and the horn.
_ROTORS = {
    "off": ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
    "slow": ((0.67, 0.0006, 0.12), (0.8, 0.0012, 0.22)),
    "fast": ((5.7, 0.0016, 0.22), (6.6, 0.0032, 0.4)),
}


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
    pitch = sounding_pitch(settings, note)
    level = envelope(sound.t, sound.gate, s["attack"] + 1e-3, 1.0, 1.0, s["release"]) * gain(instrument, settings, note)
    level *= swell(s, moving(s, moves, len(sound.t))) * growth(note, sound.t, sound.gate, s["velocity"])
    amplitudes = _ranks(s, hertz(pitch) / rate, brighter(note, s["bright"]))
    split = min(len(amplitudes), max(1, int(2.0 * _CROSSOVER / hertz(pitch))))
    for part, low, high in ((0, 0, split), (1, split, len(amplitudes))):
        if high > low and np.any(amplitudes[low:high]):
            turns, shift, depth = _ROTORS[str(settings["rotor"])][part]
            _rotor(out, sound, s, np.append(np.zeros(low), amplitudes[low:high]), pitch, turns, shift, depth, level)
    _keys(sound, s, pitch)
    sound.fade(out, level, level)


def _ranks(s: Mapping[str, float], step: float, brightness: float) -> Floats:
    """Levels of the partials of the pipe an octave below the note, none of them outside the band."""
    amplitudes = np.zeros(max(_FEET) * _REED_PARTIALS)
    for number, foot in enumerate(_FEET, 1):
        drawn = s[f"bar-{number}"]
        if drawn <= 0.0:
            continue
        level = 10.0 ** (3.0 * (drawn - 8.0) / 20.0)  # a step of a drawbar is 3 dB
        for k in range(1, _REED_PARTIALS + 1):
            amplitudes[k * foot - 1] += level * (1.0 if k == 1 else s["reed"] ** 1.5 / k)
    ratios = np.arange(1, len(amplitudes) + 1) / 2.0
    amplitudes = amplitudes * ratios ** (brightness / 60.0)
    return np.asarray(amplitudes[: max(1, min(len(amplitudes), int(2.0 * BAND / step)))])


def _rotor(
    out: Floats,
    sound: Sounding,
    s: Mapping[str, float],
    amplitudes: Floats,
    pitch: float,
    turns: float,
    shift: float,
    depth: float,
    level: Floats,
) -> None:
    """Adds what one rotor plays, heard by a microphone at each side; two ranks stand a little apart in tuning."""
    t = sound.t
    table = cycle(amplitudes).astype(np.float32)[None, :]
    own = silence(sound.blocks)
    levels = np.zeros((2, len(t) - 1), dtype=np.int64)
    far = 0.35 * s["width"]
    swing = np.stack([1.0 + shift * np.cos(2.0 * math.pi * turns * t), 1.0 - shift * np.cos(2.0 * math.pi * turns * t)])
    apart = np.array([[-0.5], [0.5]]) * s["detune"]
    steps = 0.5 * hertz(pitch) * 2.0 ** (apart / 12.0) * swing / sound.rate
    for rank in (1.0, -1.0):
        near, away = 0.5 * _LEVEL * (1.0 + far * rank), 0.5 * _LEVEL * (1.0 - far * rank)
        add_waves(
            *(own, sound.blocks, table, levels, np.zeros(2), steps[:: int(rank)].copy()),
            *(np.array([near, away]), np.array([away, near])),
        )
    warm(own, driven(s["drive"], sound.note))
    sway = depth * wave(t, turns)
    add_to_cell(out, sound.note.start, own, sound.blocks, level * (1.0 - sway), level * (1.0 + sway))


def _keys(sound: Sounding, s: Mapping[str, float], pitch: float) -> None:
    """Adds the key's click, or a pipe's chiff, and the percussion."""
    if s["click"] > 0.0:
        seconds = 0.05 + 4.0 * s["attack"]
        blocks = min(sound.blocks, math.ceil(seconds * sound.rate / BLOCK))
        t = sound.t[: blocks + 1]
        own = silence(blocks)
        level = 0.5 * s["click"] * np.exp(-t / (0.002 + s["attack"])) * fall(t / seconds)
        add_noise(own, blocks, level, 0.3 * s["width"], np.uint64(shuffled(sound.note.seed, 1)))
        band(own, blocks, sound.rate, 2.0 * hertz(pitch), min(8.0 * hertz(pitch) + 1500.0, 9000.0), 0.9)
        sound.buffer[:, : own.shape[1]] += own
    frequency = 2.0 * hertz(pitch)
    if s["percussion"] > 0.0 and frequency < BAND * sound.rate:
        keep = math.exp(-3.0 * math.log(10.0) / (max(0.02, 2.0 * s["percussion-decay"]) * sound.rate))
        loud = np.array([1.2 * _LEVEL * s["percussion"]])
        turn = np.array([2.0 * math.pi * frequency / sound.rate])
        add_modes(sound.buffer, sound.blocks, turn, np.array([keep]), np.zeros(1), loud, loud, np.zeros(0))
