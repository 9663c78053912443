"""Linear phase: filters made of their magnitude alone, and convolution by Fourier transform."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from . import svf
from .butterworth import qualities
from .job import Job, Stereo
from .windows.filters import linear_half, linear_order

Taps = NDArray[np.float64]


def linear_phase(magnitude: Callable[[Taps], Taps], half: int) -> Taps:
    """2 half + 1 symmetrical taps whose response has this magnitude at angular frequencies 0..pi."""
    size = 1 << (4 * half + 2).bit_length()
    answer = np.fft.irfft(magnitude(np.linspace(0.0, math.pi, size // 2 + 1)), size)
    return np.concatenate((answer[-half:], answer[: half + 1]))


def convolved(audio: Stereo, taps: Taps, ahead: int) -> Stereo:
    """(2, n) through a filter (m,), or one for each side (2, m), `ahead` frames earlier, by overlapping blocks; silence
    beyond either end."""
    frames = audio.shape[1]
    size = 1 << max((4 * taps.shape[-1]).bit_length(), 12)
    step = size - taps.shape[-1] + 1
    spectrum = np.fft.rfft(taps, size)
    out = np.zeros((2, frames + size))
    for first in range(0, frames, step):
        block = np.fft.irfft(np.fft.rfft(audio[:, first : first + step], size) * spectrum, size)
        last = min(first + size, out.shape[1])
        out[:, first:last] += block[:, : last - first]
    return out[:, ahead : ahead + frames]


def linear_eq(job: Job) -> Stereo:
    half = linear_half(job.effect, job.rate)
    sections = _sections(job)

    def magnitude(angles: Taps) -> Taps:
        total = np.ones_like(angles)
        for section in sections:
            total = total * svf.magnitude(section, angles)
        return total

    return convolved(job.audio, linear_phase(magnitude, half), half)


def _sections(job: Job) -> list[svf.Section]:
    g = svf.warped(job.number("frequency"), job.rate)
    match job.word("type"):
        case "bell":
            return [svf.bell(g, job.number("q"), job.number("gain"))]
        case "high-shelf":
            return [svf.high_shelf(g, math.sqrt(0.5), job.number("gain"))]
        case "low-shelf":
            return [svf.low_shelf(g, math.sqrt(0.5), job.number("gain"))]
        case "highpass":
            return [svf.highpass(g, q) for q in qualities(linear_order(job.effect))]
        case _:
            return [svf.lowpass(g, q) for q in qualities(linear_order(job.effect))]


TABLE = {"linear-eq": linear_eq}
