"""Windows of space: until the last repeat or the tail is below the floor. Long, so such effects are best put on
buses."""

from __future__ import annotations

import math

from ....compiler.plan import Effect
from ...window import Window
from ..reading import most, number, reach, word
from ..settle import FLOOR_DB, section_frames
from ..spaces import space_of
from ..springs import loop_frames
from .modulation import TAP_REACH


def delay(effect: Effect, rate: int) -> Window:
    """Until the last repeat above the floor."""
    feedback, mix = most(effect, "feedback"), max(reach(effect, "mix"))
    if mix == 0.0:
        return Window()
    repeats = 1
    if feedback > 0.0:
        repeats += max(math.ceil((FLOOR_DB + 20.0 * math.log10(mix)) / (-20.0 * math.log10(feedback))), 0)
    tail = section_frames(min(number(effect, "low-cut"), number(effect, "high-cut")), 0.5, rate)
    return Window(repeats * (max(round(most(effect, "time") * rate), 1) + TAP_REACH) + tail)


def reverb(effect: Effect, rate: int) -> Window:
    """Until the tail is below the floor: decays are to -60 dB; lows die up to a fifth slower than the stated
    kilohertz."""
    mix = max(reach(effect, "mix"))
    if mix == 0.0:
        return Window()
    space = space_of(
        word(effect, "type"), number(effect, "size"), number(effect, "decay"), number(effect, "damping"), rate
    )
    fall = max(FLOOR_DB + 20.0 * math.log10(mix), 0.0) / 60.0
    first = round(number(effect, "predelay") * rate) + max(space.lengths) + 4 * max(space.diffusers)
    return Window(first + math.ceil(1.2 * fall * space.decay * rate))


def spring(effect: Effect, rate: int) -> Window:
    mix = max(reach(effect, "mix"))
    if mix == 0.0:
        return Window()
    fall = max(FLOOR_DB + 20.0 * math.log10(mix), 0.0) / 60.0
    loop = loop_frames(number(effect, "tension"), rate)
    return Window(math.ceil(1.25 * fall * number(effect, "decay") * rate) + 3 * loop)


def convolution(effect: Effect, rate: int) -> Window:
    """The length of the impulse response."""
    if max(reach(effect, "mix")) == 0.0:
        return Window()
    return Window(impulse_frames(effect, rate) + round(number(effect, "predelay") * rate))


def impulse_frames(effect: Effect, rate: int) -> int:
    return max(math.ceil(number(effect, "seconds") * rate), 1)
