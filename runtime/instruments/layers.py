"""A drum stroke's layers into sound."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from ...compiler.frozen import dataclass
from ...compiler.vocabulary.instruments.layers import Layer, Modes, Noise, Squares, Tone
from .controls import BLOCK, Floats, block_count, edges
from .lives import layer_seconds
from .modes import add_modes
from .operators import add_pair
from .oscillators import add_noise, add_waves
from .shaping import band_stereo
from .sounding import silence, warm
from .tables import sine, table_levels, waves
from .touch import chance, shuffled
from .white import white

_BELOW = -3.0 * math.log(10.0)  # a T60 of one second: exp(_BELOW * t)
_SPARE = 1.25  # a layer is rendered for so many of its lives, 90 dB down


@dataclass(frozen=True)
class Hand:
    """What one stroke brings to every layer: its velocity, seed, and the kit's settings for the piece."""

    rate: int
    velocity: float
    seed: int
    tune: float  # ratio
    length: float  # ratio
    width: float
    variation: float

    def vary(self, stream: int, amount: float) -> float:
        """A ratio near 1 that differs from stroke to stroke."""
        return 1.0 + amount * self.variation * (2.0 * chance(self.seed, stream) - 1.0)


def heard_blocks(layer: Layer, hand: Hand) -> int:
    """Blocks from the stroke's onset until a layer is no longer heard."""
    return block_count(_SPARE * layer_seconds(layer, hand.length), hand.rate)


def add_layer(buffer: Floats, layer: Layer, hand: Hand, blocks: int, stream: int) -> None:
    """Adds `blocks` of a layer to a stereo buffer. `stream` numbers its random choices."""
    match layer:
        case Tone():
            _add_tone(buffer, layer, hand, blocks)
        case Modes():
            _add_modes(buffer, layer, hand, blocks, stream)
        case Noise():
            _add_noise(buffer, layer, hand, blocks, stream)
        case Squares():
            _add_squares(buffer, layer, hand, blocks)


def _decay(t: Floats, attack: float, decay: float, tail: float, tail_decay: float) -> Floats:
    """A percussive envelope: `tail` of it falls in `tail_decay`, the rest in `decay` (T60, seconds)."""
    late = np.maximum(t - attack, 0.0)
    level = np.exp(_BELOW / decay * late)
    if tail > 0.0:
        level = (1.0 - tail) * level + tail * np.exp(_BELOW / tail_decay * late)
    rise = max(attack, 1e-4)
    risen = int(t.searchsorted(rise))
    level[:risen] *= np.maximum(t[:risen] / rise, 0.0)
    return level


def _add_tone(buffer: Floats, layer: Tone, hand: Hand, blocks: int) -> None:
    t = edges(blocks, hand.rate)
    decay = layer.decay * hand.length * hand.vary(1, 0.05)
    quiet = 1.0 - layer.soft * (1.0 - hand.velocity)
    sweep = 1.0 + (layer.sweep - 1.0) * quiet * np.exp(-t / layer.sweep_seconds)
    fall = np.exp2(layer.bend / 12.0 * np.exp(-3.0 * t / decay))
    steps = np.minimum(layer.hertz * hand.tune * sweep * fall / hand.rate, 0.45)
    level = layer.level * _decay(t - layer.hold, 0.0, decay, 0.0, 1.0)
    level = np.where(t < layer.hold, layer.level, level) * np.clip(t / max(layer.attack, 1e-4), 0.0, 1.0)
    own = silence(blocks)
    none = np.zeros(len(t))
    add_pair(own, blocks, sine(), steps, level, 1.0, 1.0, 0.0, none, 1.0, 1.0)
    warm(own, layer.shape * quiet)
    buffer[:, : own.shape[1]] += own


@cache
def _partials(layer: Modes) -> tuple[Floats, Floats]:
    """Ratios of a bank's modes, and the random number that places each of the dense ones; the same for every stroke."""
    listed = np.array(layer.ratios)
    if layer.count == 0:
        return listed, np.full(len(listed), 0.5)
    random = 0.5 + 0.5 * white(int(layer.hertz * 1000.0) + layer.count, 2 * layer.count)
    low, high = float(listed[-1]), layer.top / layer.hertz
    x = (np.arange(layer.count) + 0.5 + layer.spread * (random[: layer.count] - 0.5)) / layer.count
    dense = (
        low + (high - low) * np.clip(x, 0.0, 1.0) ** 1.3
    )  # plates' modes crowd evenly, struck ones less so at the top
    return np.append(listed, dense), np.append(np.full(len(listed), 0.5), random[layer.count :])


class _Bank(NamedTuple):
    """What a bank's modes have in common from stroke to stroke, each: ratio, hertz, what it keeps from frame to frame,
    gains of its place. `rise` (frames) is what they come in by."""

    ratios: Floats
    hertz: Floats
    keeps: Floats
    left: Floats
    right: Floats
    rise: Floats


@lru_cache(256)
def _bank(layer: Modes, rate: int, length: float, width: float) -> _Bank:
    ratios, places = _partials(layer)
    decays = layer.decay * length * ratios**-layer.damping
    keeps = np.exp(_BELOW / (np.maximum(decays, 0.01) * rate))
    side = width * (2.0 * places - 1.0)
    rise = np.zeros(0)
    if layer.count or layer.attack:
        rising = max(layer.attack, 2e-4) * rate
        rise = np.sin(0.5 * math.pi / rising * np.arange(math.ceil(rising)))
    return _Bank(ratios, layer.hertz * ratios, keeps, np.sqrt(1.0 - side), np.sqrt(1.0 + side), rise)


def _add_modes(buffer: Floats, layer: Modes, hand: Hand, blocks: int, stream: int) -> None:
    bank = _bank(layer, hand.rate, hand.length, hand.width)
    count = len(bank.ratios)
    hertz = bank.hertz * hand.tune * hand.vary(stream, 0.004)
    landed = 0.5 + 0.5 * white(shuffled(hand.seed, stream), 2 * count)
    scatter = 1.0 + 2.0 * layer.scatter * (2.0 * landed[:count] - 1.0) * (0.5 + 0.5 * hand.variation)
    quiet = layer.soft * (1.0 - hand.velocity)
    levels = layer.level * bank.ratios ** -(layer.tilt + quiet) * scatter / math.sqrt(1.0 + 0.5 * layer.count)
    phases = 2.0 * math.pi * landed[count:]
    phases[: len(layer.ratios)] = 0.0  # only the dense ones start anywhere
    turns, keeps, left, right = 2.0 * math.pi * hertz / hand.rate, bank.keeps, levels * bank.left, levels * bank.right
    in_band = hertz < 0.45 * hand.rate
    if not in_band.all():
        turns, keeps, phases, left, right = (each[in_band] for each in (turns, keeps, phases, left, right))
    add_modes(buffer, blocks, turns, keeps, phases, left, right, bank.rise)


def band(own: Floats, blocks: int, rate: int, low: float, high: float, q: float, steep: bool = False) -> None:
    """Keeps what lies between two edges, in place; `q` is the resonance of the lower one."""
    below, above = (math.tan(math.pi * min(max(edge, 16.0), 0.45 * rate) / rate) for edge in (low, high))
    for _ in range(2 if steep else 1):
        band_stereo(own, blocks, below, 1.0 / q, above if high < 0.4 * rate else 0.0, 1.414)


def _add_noise(buffer: Floats, layer: Noise, hand: Hand, blocks: int, stream: int) -> None:
    t = edges(blocks, hand.rate) - layer.delay
    decay = layer.decay * hand.length * hand.vary(stream + 5, 0.08)
    last = t - (layer.bursts - 1) * layer.spacing
    level = _decay(last, layer.attack, decay, layer.tail, layer.tail_decay * hand.length)
    for burst in range(layer.bursts - 1):
        at = burst * layer.spacing * hand.vary(stream + 16 + burst, 0.15)
        np.maximum(level, _decay(t - at, layer.attack, 1.2 * layer.spacing, 0.0, 1.0), out=level)
    own = silence(blocks)
    add_noise(own, blocks, layer.level * level, layer.width * hand.width, np.uint64(shuffled(hand.seed, stream)))
    bright = 2.0 ** (-3.0 * layer.soft * (1.0 - hand.velocity))
    colour = math.sqrt(hand.tune) * hand.vary(stream + 6, 0.04)
    high = max(layer.high * bright, 2.0 * layer.low)
    band(own, blocks, hand.rate, layer.low * colour, high * colour, layer.q, layer.steep)
    buffer[:, : own.shape[1]] += own


def _add_squares(buffer: Floats, layer: Squares, hand: Hand, blocks: int) -> None:
    count = len(layer.hertz)
    steps = np.repeat((np.array(layer.hertz) * hand.tune / hand.rate)[:, None], blocks + 1, axis=1)
    phases = np.array([chance(hand.seed, 40 + n) for n in range(count)])
    gains = np.full(count, 1.0 / math.sqrt(count))
    own = silence(blocks)
    add_waves(own, blocks, waves(("square",))[0], table_levels(steps[:, 1:]), phases, steps, gains, gains)
    bright = 2.0 ** (-3.0 * layer.soft * (1.0 - hand.velocity))
    band(own, blocks, hand.rate, layer.low, layer.high * bright, layer.q, steep=True)
    level = layer.level * _decay(
        edges(blocks, hand.rate), layer.attack, layer.decay * hand.length, layer.tail, layer.tail_decay * hand.length
    )
    frames = np.arange(own.shape[1]) / BLOCK
    buffer[:, : own.shape[1]] += own * np.interp(frames, np.arange(len(level)), level)
