"""How much of its input each effect needs, from its settings alone. No numpy: the engine asks before any sound is
made."""

from __future__ import annotations

import math

from ...compiler.plan import Effect
from ..window import Window
from .butterworth import order_of, qualities
from .reading import corners, number, reach, word
from .settle import FLOOR_DB, detector_frames, gain_frames, section_frames
from .spaces import space_of

# Frames that interpolated taps and oversampling read to either side.
TAP_REACH = 3
OVERSAMPLING_REACH = 64
DC_CORNER_HZ = 10.0


def none(effect: Effect, rate: int) -> Window:
    return Window()


def pass_filter(effect: Effect, rate: int) -> Window:
    sharpest = (qualities(order_of(number(effect, "slope"))) or (0.5,))[-1]
    return Window(
        max(
            section_frames(frequency, sharpest * 10.0 ** (resonance / 20.0), rate)
            for frequency, resonance in corners(effect, "frequency", "resonance")
        )
    )


def bell(effect: Effect, rate: int) -> Window:
    return Window(
        max(
            section_frames(frequency, q * 10.0 ** (gain / 40.0), rate)
            for frequency, q, gain in corners(effect, "frequency", "q", "gain")
        )
    )


def shelf(effect: Effect, rate: int) -> Window:
    """The poles of a shelf lie a fourth root of its gain away from its frequency, towards the side that is not
    lifted."""
    side = -1.0 if word(effect, "side") == "low" else 1.0
    return Window(
        max(
            section_frames(frequency * 10.0 ** (side * gain / 80.0), q, rate)
            for frequency, q, gain in corners(effect, "frequency", "q", "gain")
        )
    )


def compressor(effect: Effect, rate: int) -> Window:
    slowest = max(number(effect, "attack"), number(effect, "release"))
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
    slowest = max(number(effect, "attack"), number(effect, "release"))
    settle = gain_frames(slowest, min(reach(effect, depth)), rate) + detector_frames(rate)
    ahead = number(effect, "lookahead") if any(name == "lookahead" for name, _ in effect.settings) else 0.0
    return Window(settle + round(number(effect, "hold") * rate), round(ahead * rate))


def saturation(effect: Effect, rate: int) -> Window:
    settle = section_frames(DC_CORNER_HZ, 0.5, rate) if word(effect, "type") == "tube" else 0
    return Window(settle + OVERSAMPLING_REACH, OVERSAMPLING_REACH)


def chorus(effect: Effect, rate: int) -> Window:
    return Window(math.ceil(1.5 * number(effect, "delay") * rate) + TAP_REACH, TAP_REACH)


def delay(effect: Effect, rate: int) -> Window:
    """Until the last repeat above the floor."""
    feedback, mix = number(effect, "feedback"), max(reach(effect, "mix"))
    if mix == 0.0:
        return Window()
    repeats = 1
    if feedback > 0.0:
        repeats += max(math.ceil((FLOOR_DB + 20.0 * math.log10(mix)) / (-20.0 * math.log10(feedback))), 0)
    tail = section_frames(min(number(effect, "low-cut"), number(effect, "high-cut")), 0.5, rate)
    return Window(repeats * max(round(number(effect, "time") * rate), 1) + tail)


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
