"""Windows of dynamics: how long a gain remembers the loudest that came before."""

from __future__ import annotations

from ....compiler.plan import Effect
from ...window import Window
from ..reading import corners, most, number, reach
from ..settle import detector_frames, gain_frames
from .filters import crossover_half


def compressor(effect: Effect, rate: int) -> Window:
    slowest = most(effect, "attack", "release")
    reduction = max(
        (12.0 - threshold) * (1.0 - 1.0 / ratio) for threshold, ratio in corners(effect, "threshold", "ratio")
    )
    if reduction == 0.0:
        return Window()
    return Window(
        gain_frames(slowest, reduction, rate) + detector_frames(rate), round(number(effect, "lookahead") * rate)
    )


def gate(effect: Effect, rate: int) -> Window:
    return _switched(effect, rate, "range")


def sidechain(effect: Effect, rate: int) -> Window:
    return _switched(effect, rate, "amount")


def _switched(effect: Effect, rate: int, depth: str) -> Window:
    slowest = most(effect, "attack", "release")
    settle = gain_frames(slowest, min(reach(effect, depth)), rate) + detector_frames(rate)
    ahead = number(effect, "lookahead") if any(name == "lookahead" for name, _ in effect.settings) else 0.0
    return Window(settle + round(number(effect, "hold") * rate), round(ahead * rate))


def expander(effect: Effect, rate: int) -> Window:
    return Window(_settle(effect, min(reach(effect, "range")), rate))


def transient(effect: Effect, rate: int) -> Window:
    """Its slowest follower takes eight lengths for 90 % of a fall, from full scale to the floor it listens to."""
    deepest = max(abs(gain) for name in ("attack", "sustain") for gain in reach(effect, name))
    if deepest == 0.0:
        return Window()
    return Window(gain_frames(8.0 * number(effect, "length"), 90.0 * deepest / 9.0, rate) + detector_frames(rate))


def multiband(effect: Effect, rate: int) -> Window:
    half = crossover_half(effect, rate)
    lowest = min(value for band in ("low", "mid", "high") for value in reach(effect, f"{band}-threshold"))
    reduction = (12.0 - lowest) * (1.0 - 1.0 / most(effect, "ratio"))
    if reduction == 0.0:
        return Window(half, half)
    return Window(half + _settle(effect, reduction, rate), half)


def _settle(effect: Effect, reach_db: float, rate: int) -> int:
    if reach_db == 0.0:
        return 0
    slowest = most(effect, "attack", "release")
    return gain_frames(slowest, reach_db, rate) + detector_frames(rate)
