"""Windows of filters and equalisers: how long their poles ring."""

from __future__ import annotations

from itertools import product

from ....compiler.plan import Effect
from ...window import Window
from ..butterworth import order_of, qualities
from ..reading import corners, most, number, reach, word
from ..settle import detector_frames, gain_frames, section_frames
from ..tables import OVERSAMPLING_REACH


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


def resonator(effect: Effect, rate: int) -> Window:
    """A section at `frequency` with `q`."""
    return Window(max(section_frames(frequency, q, rate) for frequency, q in corners(effect, "frequency", "q")))


def tilt(effect: Effect, rate: int) -> Window:
    return Window(
        max(
            section_frames(frequency * 10.0 ** (gain / 80.0), 0.5, rate)
            for frequency, gain in corners(effect, "frequency", "gain")
        )
    )


def linear(effect: Effect, rate: int) -> Window:
    half = linear_half(effect, rate)
    return Window(half, half)


def linear_half(effect: Effect, rate: int) -> int:
    """Frames to either side of a linear-phase filter. Its magnitude is the square root of a rational one, so both poles
    and zeros ring: a shape and its inverse."""
    frequency, gain, kind = number(effect, "frequency"), number(effect, "gain"), word(effect, "type")
    if kind == "bell":
        qs = [number(effect, "q") * 10.0 ** (sign * gain / 40.0) for sign in (-1.0, 1.0)]
        return max(section_frames(frequency, q, rate) for q in qs)
    if kind in ("high-shelf", "low-shelf"):
        bent = [frequency * 10.0 ** (sign * gain / 80.0) for sign in (-1.0, 1.0)]
        return max(section_frames(frequency, 0.7071, rate) for frequency in bent)
    return section_frames(frequency, qualities(linear_order(effect))[-1], rate)


def linear_order(effect: Effect) -> int:
    """Even orders only: the magnitude of an odd one has a corner at the end of the spectrum, which rings on and on."""
    return min(max(2 * round(number(effect, "slope") / 12.0), 2), 8)


def dynamic_bell(effect: Effect, rate: int) -> Window:
    """The band's filter, then its level and the gain's way, then the bell."""
    deepest = max(abs(gain) for gain in reach(effect, "gain"))
    if deepest == 0.0:
        return Window()
    rings = max(
        section_frames(frequency, q * 10.0 ** (gain / 40.0), rate)
        for frequency, q, gain in product(reach(effect, "frequency"), reach(effect, "q"), (0.0, deepest))
    )
    return Window(2 * rings + _moves(effect, deepest, rate))


def de_esser(effect: Effect, rate: int) -> Window:
    deepest = max(abs(gain) for gain in reach(effect, "range"))
    if deepest == 0.0:
        return Window()
    lowest = min(reach(effect, "frequency")) * 10.0 ** (-deepest / 80.0)
    return Window(2 * section_frames(lowest, 0.7071, rate) + _moves(effect, deepest, rate))


def auto_wah(effect: Effect, rate: int) -> Window:
    """The corner in octaves settles as a gain in dB does; 1 % of an octave at the sharpest resonance is 1 dB."""
    rings = max(
        section_frames(frequency * 2.0**octaves, 10.0 ** (resonance / 20.0) * 0.7071, rate)
        for frequency, octaves, resonance in product(
            reach(effect, "frequency"), (0.0, *reach(effect, "range")), reach(effect, "resonance")
        )
    )
    return Window(rings + _moves(effect, 500.0, rate))


def _moves(effect: Effect, reach_db: float, rate: int) -> int:
    slowest = most(effect, "attack", "release")
    return gain_frames(slowest, reach_db, rate) + detector_frames(rate)


def ladder(effect: Effect, rate: int) -> Window:
    """Four poles fed back: the nearer to singing, the longer it rings."""
    ringing = 0.7071 / (1.0 - number(effect, "resonance"))
    settle = 2 * section_frames(number(effect, "frequency"), ringing, rate)
    return Window(settle + OVERSAMPLING_REACH, OVERSAMPLING_REACH)


def crossover_half(effect: Effect, rate: int) -> int:
    """Frames to either side of a multiband effect's linear-phase crossovers."""
    return section_frames(number(effect, "low-crossover"), 0.7071, rate)
