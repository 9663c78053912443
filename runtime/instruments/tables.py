"""Wavetables: single cycles at every bandwidth, so that no partial ever passes half the sample rate."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

SIZE = 2048  # samples in a cycle; linear interpolation's images stay below -70 dB for at most SIZE / 4 partials
TOP = 512  # partials of the richest table
STEPS = 3  # tables in an octave of bandwidth
LEVELS = 9 * STEPS + 1  # from TOP partials down to one
BAND = 0.45  # the highest partial as a share of the sample rate

Floats = NDArray[np.float64]


def partials_of_level(level: int) -> int:
    """How many partials the tables of a level hold."""
    return max(1, int(TOP * 2.0 ** (-level / STEPS)))


def _formant(k: Floats, centre: float, width: float) -> Floats:
    return np.exp(-(((k - centre) / width) ** 2))


def _spectra() -> dict[str, Floats]:
    """Amplitudes of partials 1..TOP (sine phase) for each wave."""
    k = np.arange(1, TOP + 1, dtype=np.float64)
    odd = (k % 2).astype(np.float64)
    glass = np.zeros(TOP)
    glass[[0, 1, 3, 5, 7, 11, 15]] = (1.0, 0.42, 0.3, 0.08, 0.16, 0.04, 0.06)
    digital = np.zeros(TOP)
    digital[[0, 2, 4, 6, 9, 10, 13, 18, 22, 30]] = (1.0, 0.2, 0.5, 0.35, 0.25, 0.3, 0.2, 0.18, 0.12, 0.1)
    return {
        "saw": 1.0 / k,
        "square": odd / k,
        "triangle": odd * np.where(k % 4 == 1, 1.0, -1.0) / k**2,
        "sine": (k == 1).astype(np.float64),
        "pulse": 1.0 / k,  # two of these, one upside down and shifted, make the pulse
        "reed": (0.55 + 1.6 * _formant(k, 5.0, 2.5) + 0.7 * _formant(k, 11.0, 4.0)) / k**1.1,
        "hollow": (odd + 0.06) / k**1.35,
        "glass": glass,
        "vocal": (0.5 + 1.8 * _formant(k, 3.5, 1.6) + 1.1 * _formant(k, 9.0, 2.2)) / k**1.2,
        "digital": digital,
    }


@cache
def waves(names: tuple[str, ...]) -> NDArray[np.float32]:
    """Tables of shape (wave, level, SIZE + 1), RMS 0.5 at full bandwidth; the last sample repeats the first."""
    spectra = _spectra()
    tables = np.empty((len(names), LEVELS, SIZE + 1), dtype=np.float32)
    for row, name in zip(tables, names, strict=True):
        amplitudes = spectra[name] * (0.5 * np.sqrt(2.0) / np.sqrt(np.sum(spectra[name] ** 2)))
        for level, table in enumerate(row):
            table[:] = cycle(amplitudes[: partials_of_level(level)])
    return tables


@cache
def paired(names: tuple[str, ...]) -> Floats:
    """`waves`, but each sample (single precision) with the difference to the next in one number of double the size, so
    that both are read at once: shape (wave, level, SIZE)."""
    tables = waves(names)
    pairs = np.stack((tables[..., :-1], np.diff(tables)), axis=-1)
    return pairs.view(np.float64)[..., 0]


def cycle(amplitudes: Floats) -> Floats:
    """One cycle, SIZE + 1 samples, of sines with these amplitudes from the first partial up."""
    spectrum = np.zeros(SIZE // 2 + 1, dtype=np.complex128)
    spectrum[1 : 1 + len(amplitudes)] = -0.5j * SIZE * amplitudes
    wave = np.fft.irfft(spectrum, SIZE)
    return np.append(wave, wave[0])


@cache
def sine() -> Floats:
    """One cycle of a sine, SIZE + 1 samples: within 1.2e-6 of the sine when read by linear interpolation."""
    return np.sin(2.0 * np.pi * np.arange(SIZE + 1) / SIZE)


def table_levels(steps: Floats) -> NDArray[np.int64]:
    """The richest table that stays in the band, for steps in cycles a frame."""
    wanted = np.ceil(STEPS * np.log2(TOP * np.maximum(steps, 1e-9) / BAND) - 1e-9)
    return np.clip(wanted, 0, LEVELS - 1).astype(np.int64)


@cache
def step_limits() -> Floats:
    """Up to how many cycles a frame the table of each level stays in the band."""
    return np.asarray(BAND / TOP * np.exp2((np.arange(LEVELS) + 1e-9) / STEPS))
