"""Windows of modulation: how far back moving taps read, and how long feedback goes round."""

from __future__ import annotations

import math

from ....compiler.plan import Effect
from ...window import Window
from ..reading import most, number, reach
from ..settle import FLOOR_DB, detector_frames, section_frames
from ..tables import ROTOR_FRAMES

# Frames around a tap that interpolation reads.
TAP_REACH = 3


def none(effect: Effect, rate: int) -> Window:
    return Window()


def chorus(effect: Effect, rate: int) -> Window:
    return Window(math.ceil(1.5 * most(effect, "delay") * rate) + TAP_REACH, TAP_REACH)


def vibrato(effect: Effect, rate: int) -> Window:
    """Frames to either side that a tap must swing, for its speed to reach the asked pitch."""
    furthest: float = 2.0 ** (most(effect, "depth") / 12.0) - 1.0
    sway = math.ceil(furthest * rate / (2.0 * math.pi * min(reach(effect, "rate")))) + TAP_REACH
    return Window(sway, sway)


def rounds(feedback: float) -> int:
    """Times round a loop until what is left is below the floor."""
    level = abs(feedback)
    return 1 if level == 0.0 else 1 + math.ceil(FLOOR_DB / (-20.0 * math.log10(level)))


def flanger(effect: Effect, rate: int) -> Window:
    longest = 2.0 * most(effect, "delay") * rate + TAP_REACH
    return Window(math.ceil(rounds(number(effect, "feedback")) * longest))


def phaser(effect: Effect, rate: int) -> Window:
    """An all-pass of first order delays the lows by 1 / (pi f), at the lowest point of its sweep of two octaves each
    way."""
    lowest = min(reach(effect, "frequency")) * 2.0 ** (-2.0 * max(reach(effect, "depth")))
    turn = number(effect, "stages") * rate / (math.pi * lowest)
    return Window(math.ceil(turn * (rounds(number(effect, "feedback")) + 7)))


def rotary(effect: Effect, rate: int) -> Window:
    sway = math.ceil(ROTOR_FRAMES * rate / 48000.0) + TAP_REACH
    return Window(2 * section_frames(number(effect, "crossover"), 0.7071, rate) + sway, sway)


def frequency_shift(effect: Effect, rate: int) -> Window:
    return Window(detector_frames(rate))
