"""Low-frequency oscillators: waveforms of a phase that counts turns from the song's beginning."""

from __future__ import annotations

import math

import numpy as np

from ..curves import area, rounded, swing
from .job import Job, Track

# Frames of the song's own grid over which a sine is turned on from an exact phase.
_STRETCH = 4096


def wave(job: Job, name: str, shape: str = "sine", offset: float = 0.0) -> Track:
    """An oscillator, -1..1, whose frequency is a setting: where that moves, its phase is the integral from the song's
    beginning."""
    curve = job.curve(name)
    if curve is None:
        return rounded(shape, sine(job, job.number(name), offset))
    made = area(curve, np.arange(job.frames, dtype=np.float64)) / job.rate
    return swing(shape, np.mod(curve.turns + made + offset, 1.0))


def sine(job: Job, rate_hz: float, offset: float = 0.0) -> Track:
    """The sine of a phase in turns that grows evenly from the song's frame 0: by the sum of angles, the beginning of a
    stretch and the way from there, so that every window hears the same."""
    first, step = job.start // _STRETCH, rate_hz / job.rate
    count = (job.start + job.frames - 1) // _STRETCH + 1 - first
    begun = np.arange(first, first + count)[:, None] * _STRETCH * step + offset
    begun = 2.0 * math.pi * (begun - np.floor(begun))
    gone = 2.0 * math.pi * step * np.arange(_STRETCH)
    made: Track = np.sin(begun) * np.cos(gone)
    made += np.cos(begun) * np.sin(gone)
    place = job.start - first * _STRETCH
    return made.ravel()[place : place + job.frames]
