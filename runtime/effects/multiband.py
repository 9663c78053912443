"""Multiband compression over linear-phase crossovers: the bands sum to the input exactly."""

from __future__ import annotations

import math

import numpy as np

from .envelope import compressed, level_db, moved
from .job import Job, Stereo, decibels
from .linear import Taps, convolved, linear_phase
from .windows.filters import crossover_half

BANDS = ("low", "mid", "high")


def multiband(job: Job) -> Stereo:
    out = np.zeros_like(job.audio)
    for name, band in zip(BANDS, _bands(job), strict=True):
        target = compressed(
            level_db(band, job.rate), job.value(f"{name}-threshold"), job.value("ratio"), job.value("knee")
        )
        gain = moved(target, rest=0.0, down=job.value("attack"), up=job.value("release"), rate=job.rate)
        out += band * decibels(gain + job.value(f"{name}-gain"))
    return job.blend(out)


def _bands(job: Job) -> tuple[Stereo, Stereo, Stereo]:
    half = crossover_half(job.effect, job.rate)
    low = convolved(job.audio, _lowpass(job.number("low-crossover"), half, job.rate), half)
    below = convolved(job.audio, _lowpass(job.number("high-crossover"), half, job.rate), half)
    return low, below - low, job.audio - below


def _lowpass(frequency: float, half: int, rate: int) -> Taps:
    """A Linkwitz-Riley low-pass of 24 dB/oct as it would be without its phase: what it leaves is the matching
    high-pass."""
    corner = math.tan(math.pi * frequency / rate)
    return linear_phase(lambda angles: 1.0 / (1.0 + (np.tan(np.minimum(angles, 3.14159) / 2.0) / corner) ** 4), half)


TABLE = {"multiband": multiband}
