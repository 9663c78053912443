"""Springs: the numbers of a spring tank. Pure arithmetic; lengths in frames.

After Välimäki, Parker and Abel, "Parametric spring reverberation effect" (JAES 2010): stretched all-pass filters in a
row make the chirp, a delay with feedback the echoes."""

from __future__ import annotations

import math

from ...compiler.frozen import dataclass

STAGES = 64
# Chirps end here, and with them the spring's band.
TOP_HZ = 4300.0
_LENGTHS_SECONDS = (0.0411, 0.0483)
_LOSS_HZ = 3200.0


@dataclass(frozen=True, slots=True)
class Spring:
    """`stretch` and `coefficient` of each all-pass; `delay` of the loop, `feedback` round it, and what its low-pass
    keeps."""

    stretch: int
    coefficient: float
    delay: int
    feedback: float
    keep: float


def springs_of(tension: float, decay: float, rate: int) -> tuple[Spring, Spring]:
    """Two springs whose echoes at 1 kHz fall by 60 dB in `decay` seconds."""
    return _spring(_LENGTHS_SECONDS[0], tension, decay, rate), _spring(_LENGTHS_SECONDS[1], tension, decay, rate)


def _spring(seconds: float, tension: float, decay: float, rate: int) -> Spring:
    stretch = max(round(rate / (2.0 * TOP_HZ)), 1)
    coefficient = 0.75 - 0.3 * tension
    delay = round(seconds * rate)
    angle = 2.0 * math.pi * 1000.0 / rate
    chirp = STAGES * _group_delay(stretch, coefficient, angle)
    keep = math.exp(-2.0 * math.pi * _LOSS_HZ / rate)
    passed = (1.0 - keep) / math.sqrt(1.0 - 2.0 * keep * math.cos(angle) + keep * keep)
    feedback = min(10.0 ** (-3.0 * (delay + chirp) / (rate * decay)) / passed, 0.98)
    return Spring(stretch, coefficient, delay, feedback, keep)


def _group_delay(stretch: int, coefficient: float, angle: float) -> float:
    """Of (a + z^-k) / (1 + a z^-k), in frames."""
    square = coefficient * coefficient
    return stretch * (1.0 - square) / (1.0 + 2.0 * coefficient * math.cos(stretch * angle) + square)


def loop_frames(tension: float, rate: int) -> int:
    """The longest time round: the slowest part of the chirp on the longer spring."""
    spring = _spring(_LENGTHS_SECONDS[1], tension, 1.0, rate)
    slowest = spring.stretch * (1.0 + spring.coefficient) / (1.0 - spring.coefficient)
    return spring.delay + math.ceil(STAGES * slowest)
