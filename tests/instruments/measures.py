"""Measures of a rendered note."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .phrases import RATE, Sound

Floats = NDArray[np.float64]


def hertz(pitch: float) -> float:
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def spectrum(x: Sound | Floats, size: int = 0) -> tuple[Floats, Floats]:
    """Frequencies and levels (linear, a full-scale sine being 1) of a mono signal, Blackman-Harris windowed."""
    n = len(x)
    k = np.arange(n) * (2.0 * np.pi / n)
    window = 0.35875 - 0.48829 * np.cos(k) + 0.14128 * np.cos(2 * k) - 0.01168 * np.cos(3 * k)
    size = size or n
    levels = np.abs(np.fft.rfft(x * window, size)) * 2.0 / window.sum()
    return np.fft.rfftfreq(size, 1.0 / RATE), levels


def cents_off(x: Sound, pitch: float, partial: float = 1.0) -> float:
    """How far a note's pitch is from the asked one: the middle, by power, of what is within 60 cents."""
    f0 = hertz(pitch) * partial
    f, levels = spectrum(np.asarray(x.mean(0), dtype=np.float64), 1 << 19)
    near = np.abs(1200.0 * np.log2(np.maximum(f, 1.0) / f0)) < 60.0
    power = levels[near] ** 2
    power[power < power.max() * 1e-3] = 0.0
    return float(1200.0 * np.log2(np.sum(f[near] * power) / np.sum(power) / f0))


def rms_db(x: Sound) -> float:
    return float(10.0 * np.log10(np.mean(x.astype(np.float64) ** 2) + 1e-20))


def centroid(x: Sound) -> float:
    """The spectrum's centre in hertz, weighted by amplitude, between 20 Hz and 16 kHz."""
    f, levels = spectrum(np.asarray(x.mean(0), dtype=np.float64))
    heard = (f > 20.0) & (f < 16000.0)
    return float(np.sum((f * levels)[heard]) / np.sum(levels[heard]))


def correlation(x: Sound) -> float:
    left, right = x.astype(np.float64)
    return float(np.sum(left * right) / (np.sqrt(np.sum(left**2) * np.sum(right**2)) + 1e-20))
