"""Windows of colour: oversampling looks a little to either side; what follows it may ring."""

from __future__ import annotations

import math

from ....compiler.plan import Effect
from ...window import Window
from ..reading import number, reach, word
from ..settle import section_frames
from ..tables import AMP_LOWEST_HZ, CABINETS, DC_CORNER_HZ, OVERSAMPLING_REACH, TAPES, WOW_FRAMES
from .modulation import TAP_REACH


def saturation(effect: Effect, rate: int) -> Window:
    settle = section_frames(DC_CORNER_HZ, 0.5, rate) if word(effect, "type") == "tube" else 0
    return Window(settle + OVERSAMPLING_REACH, OVERSAMPLING_REACH)


def clipper(effect: Effect, rate: int) -> Window:
    return Window(OVERSAMPLING_REACH, OVERSAMPLING_REACH)


def exciter(effect: Effect, rate: int) -> Window:
    settle = section_frames(number(effect, "frequency"), 0.7071, rate)
    return Window(2 * settle + OVERSAMPLING_REACH, OVERSAMPLING_REACH)


def tape(effect: Effect, rate: int) -> Window:
    bump, _, _ = TAPES[word(effect, "speed")]
    sway = math.ceil(WOW_FRAMES * rate / 48000.0) + TAP_REACH
    return Window(section_frames(bump, 1.2, rate) + OVERSAMPLING_REACH + sway, OVERSAMPLING_REACH + sway)


def bitcrush(effect: Effect, rate: int) -> Window:
    return Window(math.ceil(rate / number(effect, "rate")) + 1)


def amp(effect: Effect, rate: int) -> Window:
    """Two stages, each with a coupling filter, and the tone controls."""
    return Window(3 * section_frames(AMP_LOWEST_HZ, 0.5, rate) + 2 * OVERSAMPLING_REACH, 2 * OVERSAMPLING_REACH)


def cabinet(effect: Effect, rate: int) -> Window:
    if max(reach(effect, "mix")) == 0.0:
        return Window()
    return Window(sum(section_frames(frequency, q, rate) for _, frequency, q, _ in CABINETS[word(effect, "type")]))
