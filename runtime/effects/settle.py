"""Settle times: how long an effect remembers. Pure arithmetic, no numpy: windows are known before any sound is made.

Seams must stay below -110 dBFS; every settle time here aims 10 dB lower."""

from __future__ import annotations

import cmath
import math

from .halfband import allpass_coefficients

FLOOR_DB = 120.0
# Dynamics: how far a gain may be from where it would have been, in dB, for a seam below the floor at full scale.
GAIN_ERROR_DB = 20.0 * math.log10(1.0 + 10.0 ** (-115.0 / 20.0))


def pole_radius(frequency: float, q: float, rate: int) -> float:
    """Radius of the slowest pole of a second-order section with bilinear transform, prewarped to `frequency` (Hz)."""
    g = math.tan(math.pi * min(max(frequency / rate, 1e-6), 0.49))
    k = 1.0 / q
    pole = (-k + cmath.sqrt(k * k - 4.0)) / 2.0
    return abs((1.0 + g * pole) / (1.0 - g * pole))


def ring_frames(radius: float, floor_db: float = FLOOR_DB) -> int:
    """Frames in which a pole of this radius falls by `floor_db`."""
    if radius <= 0.0:
        return 1
    return math.ceil(floor_db / 20.0 * math.log(10.0) / -math.log(min(radius, 1.0 - 1e-9)))


def section_frames(frequency: float, q: float, rate: int, floor_db: float = FLOOR_DB) -> int:
    """Settle time of a second-order section. Two poles that fall together (q near a half) ring longer than one, by the
    factor t in t exp(-t): the last term."""
    return math.ceil(1.15 * ring_frames(pole_radius(frequency, q, rate), floor_db)) + 32


def gain_frames(time: float, reach_db: float, rate: int) -> int:
    """Frames after which a gain that moves by exponential decay, 90 % in `time` seconds, has forgotten `reach_db`
    dB."""
    return math.ceil(time * rate * max(math.log10(max(abs(reach_db), 1e-3) / GAIN_ERROR_DB), 0.0))


# The phase splitter of level detectors: coefficients, and the frequency from which it is a quarter of a turn (within
# 0.6 degrees).
SPLITTER_COUNT = 8
SPLITTER_LOW_HZ = 25.0


# An envelope follower is at rest at and below this level.
FOLLOW_FLOOR_DB = -50.0


def follow_frames(attack: float, release: float, rate: int) -> int:
    """Settle time of an envelope follower: what it moves may be as fine as a gain over its whole range."""
    return gain_frames(max(attack, release), 500.0, rate) + detector_frames(rate)


def detector_frames(rate: int) -> int:
    """Settle time of the level detector."""
    slowest = allpass_coefficients(SPLITTER_COUNT, 2.0 * SPLITTER_LOW_HZ / rate)[-1]
    return 2 * ring_frames(slowest)
