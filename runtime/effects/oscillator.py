"""Low-frequency oscillators: waveforms of a phase that counts turns from the song's beginning."""

from __future__ import annotations

import math

import numpy as np

from .job import Job, Track


def phase(job: Job, rate_hz: float, offset: float = 0.0) -> Track:
    """Turns modulo one at each frame."""
    frames = np.arange(job.start, job.start + job.frames, dtype=np.float64)
    return np.mod(frames * (rate_hz / job.rate) + offset, 1.0)


def wave(shape: str, turns: Track) -> Track:
    """-1..1. Triangles and squares are rounded, so that no corner clicks."""
    sine: Track = np.sin(2.0 * np.pi * turns)
    if shape == "triangle":
        sine = np.arcsin(0.98 * sine) / math.asin(0.98)
    if shape == "square":
        sine = np.tanh(12.0 * sine) / math.tanh(12.0)
    return sine
