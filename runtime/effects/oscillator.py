"""Low-frequency oscillators: waveforms of a phase that counts turns from the song's beginning."""

from __future__ import annotations

import numpy as np

from ..curves import area, swing
from .job import Job, Track


def phase(job: Job, rate_hz: float, offset: float = 0.0) -> Track:
    """Turns modulo one at each frame."""
    frames = np.arange(job.start, job.start + job.frames, dtype=np.float64)
    frames *= rate_hz / job.rate
    frames += offset
    frames -= np.floor(frames)
    return frames


def turns(job: Job, name: str, offset: float = 0.0) -> Track:
    """Turns modulo one at each frame of an oscillator whose frequency is a setting: where that moves, its integral from
    the song's beginning."""
    curve = job.curve(name)
    if curve is None:
        return phase(job, job.number(name), offset)
    made = area(curve, np.arange(job.frames, dtype=np.float64)) / job.rate
    return np.mod(curve.turns + made + offset, 1.0)


wave = swing
