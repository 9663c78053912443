"""Layers: what a drum stroke is built of. Levels are linear at full velocity, decays are T60 in seconds."""

from __future__ import annotations

from ...frozen import dataclass


@dataclass(frozen=True, slots=True)
class Tone:
    """A sine whose pitch falls from `hertz * sweep` to `hertz` with time constant `sweep_seconds`.

    `bend` adds a slower fall of that many semitones over `decay`; `shape` saturates it; `soft` is how much of the sweep
    and the shape a quiet stroke loses; `hold` keeps it at full level before the decay."""

    hertz: float
    decay: float
    level: float
    sweep: float = 1.0
    sweep_seconds: float = 0.02
    bend: float = 0.0
    shape: float = 0.0
    attack: float = 0.0005
    hold: float = 0.0
    soft: float = 0.3


@dataclass(frozen=True, slots=True)
class Modes:
    """A bank of decaying sines: a membrane, a bar, a plate.

    `ratios` times `hertz`; when `count` is not 0, that many more are spread from the last ratio up to `top` hertz, and
    `spread` moves them off an even spacing, the same way for every stroke. A mode decays in
    `decay * ratio ** -damping`; its level is `ratio ** -tilt`, and `scatter` moves it from stroke to stroke (where the
    stick lands)."""

    hertz: float
    ratios: tuple[float, ...]
    decay: float
    level: float
    damping: float = 0.7
    tilt: float = 0.5
    count: int = 0
    top: float = 0.0
    spread: float = 0.0
    scatter: float = 0.15
    bend: float = 0.0
    soft: float = 0.5
    attack: float = 0.0


@dataclass(frozen=True, slots=True)
class Noise:
    """Noise between `low` and `high` hertz with resonance `q` at the low edge.

    It rises in `attack`, then falls in `decay`; `tail` of its level falls in `tail_decay` instead. `bursts` strokes
    `spacing` seconds apart come first (hand clap, scrape). `soft` is how far a quiet stroke closes the high edge;
    `width` how different left and right are; `delay` when it starts; `steep` doubles the slope of both edges."""

    low: float
    high: float
    decay: float
    level: float
    q: float = 0.7
    attack: float = 0.0003
    tail: float = 0.0
    tail_decay: float = 0.5
    bursts: int = 1
    spacing: float = 0.01
    soft: float = 0.5
    width: float = 0.5
    delay: float = 0.0
    steep: bool = False


@dataclass(frozen=True, slots=True)
class Squares:
    """Square waves at fixed pitches, band-passed: the metal of the analogue drum machines."""

    hertz: tuple[float, ...]
    low: float
    high: float
    decay: float
    level: float
    q: float = 1.0
    attack: float = 0.0005
    tail: float = 0.0
    tail_decay: float = 0.5
    soft: float = 0.2


Layer = Tone | Modes | Noise | Squares
