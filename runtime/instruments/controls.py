"""Control signals of a note: envelopes, slides, vibrato, at the edges of its blocks.

A note runs in blocks of BLOCK frames counted from its onset, whatever the cell of the frame grid. Its controls are
computed for the whole note at once, at block edges, and the kernels interpolate between them; so its samples depend on
nothing but the note.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan import Curve, Note
from ..curves import values
from .touch import LOUDNESS_POWER, VELOCITY_SEMITONES, glide_distance, loudness, sounding_pitch

BLOCK = 32
_BEND_SECONDS = 0.004  # in which a release takes up its fall

Floats = NDArray[np.float64]
# What is one number over a whole note, or moves from edge to edge of its blocks.
Control = float | Floats

_FALLEN = math.exp(-5.0)  # where an exponential bends to zero


def block_count(seconds: float, rate: float) -> int:
    """Blocks that cover a stretch of time."""
    return math.ceil(seconds * rate / BLOCK)


def edges(blocks: int, rate: float) -> Floats:
    """Seconds from the onset to each block edge, `blocks` + 1 of them, not to be written."""
    return _all_edges(1 << blocks.bit_length(), rate)[: blocks + 1]


@cache
def _all_edges(count: int, rate: float) -> Floats:
    seconds = np.arange(count, dtype=np.float64) * (BLOCK / rate)
    seconds.flags.writeable = False
    return seconds


def moving(settings: Mapping[str, float], moves: Mapping[str, tuple[Curve, ...]], edges: int) -> Mapping[str, Control]:
    """The settings, of which those that move within the note are at each edge what their curves add up to there."""
    if not moves:
        return settings
    frames = (edges - 1) * BLOCK + 1
    found = {
        name: np.sum([values(curve, frames)[::BLOCK] for curve in curves], axis=0) for name, curves in moves.items()
    }
    return {**settings, **found}


def swell(settings: Mapping[str, float], now: Mapping[str, Control]) -> Control:
    """What a moving level adds to the gain that the note has at its onset."""
    return 1.0 if now is settings else np.power(10.0, (now["level"] - settings["level"]) / 20.0)


def pressure(note: Note, t: Floats, gate: float) -> Control:
    """The velocity over a note: it grows by the note's swell up to `gate` seconds."""
    if note.swell == 0.0:
        return note.velocity
    return np.clip(note.velocity + note.swell * np.clip(t / gate, 0.0, 1.0), 0.02, 1.0)


def growth(note: Note, t: Floats, gate: float, share: float) -> Control:
    """What a swell adds to the gain that the note has at its onset; `share` is how much velocity matters."""
    if note.swell == 0.0:
        return 1.0
    loud = 1.0 - share + share * pressure(note, t, gate) ** LOUDNESS_POWER
    return np.asarray(loud / loudness(note.velocity, share))


def opening(note: Note, t: Floats, gate: float, share: float) -> Control:
    """Semitones by which a swell opens a filter further than the note's onset does."""
    return share * VELOCITY_SEMITONES * (pressure(note, t, gate) - note.velocity)


def bend(settings: Mapping[str, float], now: Mapping[str, Control]) -> Control:
    """Semitones by which a moving tuning is away from what it is at the onset."""
    return now["tune"] - settings["tune"]


def fall(x: Floats) -> Floats:
    """From 1 at 0 to exactly 0 at 1 and after, exponential in shape: 43 dB down before it bends to zero."""
    return np.asarray((np.exp(-5.0 * np.minimum(np.maximum(x, 0.0), 1.0)) - _FALLEN) / (1.0 - _FALLEN))


def held(t: Floats, until: float, release: float) -> Floats:
    """1 until a time, from there `fall` over `release` seconds."""
    level = np.ones(len(t))
    late = int(t.searchsorted(until))
    level[late:] = fall((t[late:] - until) / release)
    return level


def envelope(t: Floats, gate: float, attack: float, decay: float, sustain: float, release: float) -> Floats:
    """The four-stage envelope of a note released at `gate` (all in seconds). Exactly zero from `gate + release` on."""
    rise, decay = max(attack, 1e-4), max(decay, 1e-4)
    risen, fallen, let_go, over = t.searchsorted((rise, attack + decay, gate, gate + release)).tolist()
    risen = min(risen, let_go)
    fallen = min(max(risen, fallen), let_go)
    level = np.empty(len(t))
    rising = np.divide(t[:risen], rise, out=level[:risen])
    rising *= 2.0 - rising
    _fall((t[risen:fallen] - attack) / decay, 1.0, sustain, level[risen:fallen])
    level[fallen:let_go] = sustain
    if gate < rise:
        reached = gate / rise * (2.0 - gate / rise)
    else:
        left = (math.exp(-5.0 * min((gate - attack) / decay, 1.0)) - _FALLEN) / (1.0 - _FALLEN)
        reached = sustain + (1.0 - sustain) * left
    _fall(bent(t[let_go:over] - gate, release), reached, 0.0, level[let_go:over])
    level[over:] = 0.0
    return level


def falling(t: Floats, seconds: float) -> Floats:
    """`fall` over a note, to 0 at `seconds`."""
    level = np.zeros(len(t))
    over = int(t.searchsorted(seconds))
    _fall(t[:over] / seconds, 1.0, 0.0, level[:over])
    return level


def bent(late: Floats, release: float) -> Floats:
    """How much of a release is over, 0..1 and on: level at its beginning, since a corner there ticks in a low note."""
    return late * late * ((release + _BEND_SECONDS) / (release * release)) / (late + _BEND_SECONDS)


def _fall(x: Floats, level: float, end: float, out: Floats) -> None:
    """Like `fall`, from `level` to `end`; x lies within."""
    np.multiply(x, -5.0, out=out)
    np.exp(out, out=out)
    depth = (level - end) / (1.0 - _FALLEN)
    out *= depth
    out += end - depth * _FALLEN


def melody(settings: Mapping[str, float], now: Mapping[str, Control], note: Note, t: Floats) -> Control:
    """The note's pitch, with its tuning, glide and vibrato."""
    pitch = sounding_pitch(settings, note) + bend(settings, now)
    distance = glide_distance(note)
    if distance != 0.0:
        pitch = pitch + slide(t, settings["glide"], distance)
    if not is_zero(now["vibrato"]):
        pitch = pitch + vibrato(t, now["vibrato"], settings["vibrato-rate"], settings["vibrato-delay"])
    return pitch


def slide(t: Floats, seconds: float, distance: float) -> Floats:
    """Semitones still to go in a slide over `distance` semitones."""
    x = 1.0 - np.clip(t / max(seconds, 1e-4), 0.0, 1.0)
    return np.asarray(distance * x * x * (3.0 - 2.0 * x))


def vibrato(t: Floats, depth: Control, hertz: float, delay: float) -> Floats:
    """Semitones of a vibrato that swells in, over half its delay and 50 ms, once the delay is over."""
    late = np.maximum(t - delay, 0.0)
    return np.asarray(depth * np.minimum(1.0, late / (0.05 + 0.5 * delay)) * wave(late, hertz))


def wave(t: Floats, hertz: float) -> Floats:
    """A slow sine that starts at zero. By the tangent of half its phase, since numpy works out many tangents at once,
    where the machine can, but sines one by one."""
    half = np.tan(math.pi * hertz * t)
    return np.asarray(2.0 * half / (1.0 + half * half))


def sway(t: Floats, depth: Control, hertz: float) -> Control:
    """A slow sine of a depth."""
    return 0.0 if is_zero(depth) else depth * wave(t, hertz)


def shake(t: Floats, depth: Control, hertz: float) -> Control:
    """Gain of a tremolo that starts at full level."""
    return 1.0 if is_zero(depth) else 1.0 - depth * (0.5 - 0.5 * np.cos(2.0 * math.pi * hertz * t))


def is_zero(control: Control) -> bool:
    """Whether it adds nothing all through the note."""
    return not isinstance(control, np.ndarray) and control == 0.0


def lowest(control: Control) -> float:
    """The least that it is within the note."""
    return float(control.min()) if isinstance(control, np.ndarray) else control


def kept(control: Control, low: float, high: float) -> Control:
    """Kept between two bounds."""
    if isinstance(control, np.ndarray):
        return np.minimum(np.maximum(control, low), high)
    return min(max(control, low), high)


def hertz_of(pitch: Control) -> Floats:
    """Frequencies of MIDI note numbers; 69 is 440 Hz."""
    return np.asarray(440.0 * np.exp2((pitch - 69.0) / 12.0))
