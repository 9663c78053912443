"""Hiss: noise that is a function of the song's frame, so that every window hears the same."""

from __future__ import annotations

import math

import numpy as np

from . import svf
from .job import Job, Stereo


def hiss(job: Job) -> Stereo:
    gain = job.gain("level")
    section = svf.lowpass(svf.warped(job.number("tone"), job.rate), math.sqrt(0.5))
    return job.audio + svf.run(white(job.start, job.frames), section) * (gain / _power(section))


def white(start: int, frames: int) -> Stereo:
    """Noise of unit power from frame `start` of the song, the two sides apart: four uniform draws from each hash,
    summed."""
    counter = np.arange(2 * start, 2 * (start + frames), dtype=np.int64).astype(np.uint64)
    bits = _mixed(counter)
    total = np.zeros(2 * frames)
    for part in range(4):
        total += (bits >> np.uint64(16 * part)) & np.uint64(0xFFFF)
    even = (total / 65536.0 - 2.0 + 2.0 / 65536.0) * math.sqrt(3.0)
    return np.ascontiguousarray(even.reshape(-1, 2).T)


def _mixed(
    counter: np.ndarray[tuple[int, ...], np.dtype[np.uint64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint64]]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over a counter; wraps by design."""
    word = counter * np.uint64(0x9E3779B97F4A7C15)
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


def _power(section: svf.Section) -> float:
    """RMS gain of a section for white noise."""
    return float(np.sqrt(np.mean(svf.magnitude(section, np.linspace(0.0, math.pi, 4097)) ** 2)))


TABLE = {"hiss": hiss}
