"""The string voice: plucked and struck strings with a body or a pickup."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

import numpy as np

from ...compiler.plan import Curve, Instrument, Note, SettingValue
from .controls import BLOCK, Control, Floats, held, hertz_of, melody, moving, swell
from .lives import ring_seconds
from .sounding import Sounding, sounding, warm
from .strings import GUARD, add_resonances, add_string, soften
from .touch import brighter, chance, driven, gain, hertz, shuffled, sounding_pitch
from .white import white

_ALLPASSES = 4
_TREBLE = 4000.0  # hertz at which `damping` sets how fast the string dies
# A guitar's body: air, top and back resonances as ratios to the lowest, their quality, and their gain left and right.
_BODY = np.array(
    [
        (1.0, 11.0, 0.9, 0.9),
        (1.86, 14.0, 0.9, 0.7),
        (2.27, 16.0, 0.45, 0.65),
        (3.31, 18.0, 0.5, 0.3),
        (4.18, 20.0, 0.25, 0.5),
        (5.57, 22.0, 0.4, 0.25),
        (7.9, 22.0, 0.2, 0.35),
        (11.3, 24.0, 0.3, 0.2),
    ]
)


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
    gate = min(note.length / rate, 1.5 * ring_seconds(settings, note))
    sound = sounding(note, gate + s["release"], out.shape[1], rate)
    if sound is None:
        return
    now = moving(s, moves, len(sound.t))
    pitch = melody(s, now, note, sound.t)
    count = int(s["strings"])
    steady, ring = sounding_pitch(settings, note), ring_seconds(settings, note)
    stroke = _stroke(s, note, hertz(steady), rate)
    for n in range(count):
        spread = 0.0 if count == 1 else 2.0 * n / (count - 1) - 1.0
        apart = spread * s["detune"]
        _string(sound, s, hertz(steady + apart), pitch + apart, stroke, spread, 1.0 / count, ring)
    if s["body"] > 0.0:
        _body(sound, s)
    warm(sound.buffer, driven(s["drive"], note))
    level = gain(instrument, settings, note) * held(sound.t, gate, s["release"]) * swell(s, now)
    level[0] = 0.0  # the pick meets the string within a block, not within a frame
    sound.fade(out, level, level)


def _string(
    sound: Sounding,
    s: Mapping[str, float],
    frequency: float,
    pitch: Control,
    stroke: Floats,
    spread: float,
    level: float,
    ring: float,
) -> None:
    """Adds one of a note's strings; they ring for different times, so that the sound dies in two stages. `frequency` is
    that of the string at rest, in hertz."""
    step = hertz_of(pitch) / sound.rate
    turn = 2.0 * math.pi * frequency / sound.rate
    period = sound.rate / frequency
    ring *= 1.0 + 0.25 * spread
    keep = math.pow(10.0, -3.0 * period / (ring * sound.rate))
    dull = _pole(sound.rate, period, ring, s["damping"])
    bend = -0.7 * s["stiffness"]
    while _ALLPASSES * _allpass_delay(bend, turn) > 0.35 * period:
        bend *= 0.8
    filters = _pole_delay(dull, turn) + _ALLPASSES * _allpass_delay(bend, turn)
    if filters > period - 3.0:
        dull, filters = 0.0, _ALLPASSES * _allpass_delay(bend, turn)
    delays = np.empty(len(sound.t))
    delays[:] = np.maximum(1.0 / step - filters, 2.0)
    line = np.zeros((1 << int(np.max(delays) + GUARD).bit_length()) + GUARD)
    kept = min(keep / _pole_gain(dull, turn), 0.99999)  # what the loop keeps at 0 Hz must stay below 1
    place = 0.6 * spread * s["width"]
    left, right = level * math.sqrt(1.0 - place), level * math.sqrt(1.0 + place)
    add_string(
        *(sound.buffer, sound.blocks, line, np.zeros(BLOCK), stroke, delays, kept, dull, bend),
        *(s["pickup"], left, right),
    )


def _pole_gain(dull: float, turn: float) -> float:
    """The loss filter's gain at the fundamental, at most 1."""
    return (1.0 - dull) / math.sqrt(1.0 + dull * dull - 2.0 * dull * math.cos(turn))


def _pole_delay(dull: float, turn: float) -> float:
    """Phase delay of the loss filter in frames."""
    return math.atan2(dull * math.sin(turn), 1.0 - dull * math.cos(turn)) / turn


def _allpass_delay(bend: float, turn: float) -> float:
    """Phase delay of one dispersion allpass in frames."""
    return 1.0 - 2.0 * math.atan2(bend * math.sin(turn), 1.0 + bend * math.cos(turn)) / turn


def _pole(rate: float, period: float, ring: float, damping: float) -> float:
    """The loss filter's pole, for which a partial at _TREBLE dies `damping`'s share as fast again as the fundamental.

    |H| = (1 - a) / sqrt(1 + a a - 2 a cos w) is to be h there: (1 - h h) a a - 2 (1 - h h cos w) a + (1 - h h) = 0."""
    treble_ring = max(0.02, ring * math.pow(0.006, damping))
    h = math.pow(10.0, -3.0 * period / rate * max(1.0 / treble_ring - 1.0 / ring, 1e-3))
    c = math.cos(2.0 * math.pi * _TREBLE / rate)
    p, q = 1.0 - h * h, 1.0 - h * h * c
    return (q - math.sqrt(max(q * q - p * p, 0.0))) / p


def _stroke(s: Mapping[str, float], note: Note, frequency: float, rate: int) -> Floats:
    """What a pick puts into the loop: a pulse softened by the pick, with its scrape, combed by its place."""
    period = rate / frequency
    size = 1 << int(4.0 * period + 0.012 * rate).bit_length()
    struck, rubbed = np.zeros(size), white(shuffled(note.seed, 1), size) * _scrape(size, rate)
    corner = 300.0 * 2.0 ** (5.5 * s["hardness"] + brighter(note, 2.0 * s["bright"]) / 12.0)
    string, pick = (math.exp(-2.0 * math.pi * min(edge, 0.45 * rate) / rate) for edge in (1.2 * frequency, corner))
    struck[0] = 1.0
    for pole in (string, pick, pick):
        soften(struck, pole)
    soften(rubbed, pick)
    place = min(0.5, max(0.02, s["position"] + 0.02 * (chance(note.seed, 2) - 0.5)))
    cycle, back = int(period) + 1, max(1, round(place * period))
    stroke = np.zeros(size)
    for part, level in ((struck, 0.25), (rubbed, 0.25 * s["scrape"])):
        part[back:] -= part[:-back].copy()
        stroke += part * (level / _rms(part, cycle))
    return stroke


@cache
def _scrape(size: int, rate: int) -> Floats:
    """How the pick's scrape falls, frame by frame."""
    return np.exp(-np.arange(size) / (0.002 * rate))


def _rms(x: Floats, cycle: int) -> float:
    """RMS of one cycle into which all of `x` is folded."""
    return math.sqrt(float(np.sum(x * x)) / cycle) + 1e-12


def _body(sound: Sounding, s: Mapping[str, float]) -> None:
    frequencies = s["body-tone"] * _BODY[:, 0]
    gains = np.where(frequencies < 0.4 * sound.rate, 2.0 * s["body"], 0.0)
    turns = 2.0 * math.pi * np.minimum(frequencies, 0.4 * sound.rate) / sound.rate
    keeps = np.exp(-0.5 * turns / _BODY[:, 1])
    drive = 0.5 * (sound.buffer[0] + sound.buffer[1])
    middle = 0.5 * (_BODY[:, 2] + _BODY[:, 3])
    left, right = (gains * (middle + s["width"] * (_BODY[:, side] - middle)) for side in (2, 3))
    np.multiply(sound.buffer, 1.0 - 0.5 * s["body"], out=sound.buffer)
    add_resonances(sound.buffer, drive, turns, keeps, left, right, np.empty(4 * BLOCK))
