"""Random and hostile signals for the limiter: everything that makes peaks between samples, jumps, or too much of
either."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float64]
Random = np.random.Generator


def _white(random: Random, frames: int) -> Sound:
    return random.standard_normal((2, frames))


def _square(random: Random, frames: int) -> Sound:
    period = random.uniform(2.0, 400.0)
    return np.tile(np.sign(np.sin(2 * np.pi * np.arange(frames) / period + random.uniform(0, 6))), (2, 1))


def _sine_near_quarter(random: Random, frames: int) -> Sound:
    rate = random.choice([1 / 4, 1 / 6, 1 / 8, 0.4, 0.45]) + random.uniform(-1e-4, 1e-4)
    return np.tile(np.sin(2 * np.pi * (rate * np.arange(frames) + random.uniform())), (2, 1))


def _impulses(random: Random, frames: int) -> Sound:
    sound = np.zeros((2, frames))
    places = random.integers(0, frames, 40)
    sound[random.integers(0, 2, 40), places] = random.uniform(-1, 1, 40)
    return sound


def _flips(random: Random, frames: int) -> Sound:
    """Plus and minus full scale sample by sample, turned over here and there: the worst that can lie between
    samples."""
    sign = np.where(random.uniform(size=(2, frames)) < 0.02, -1.0, 1.0).cumprod(axis=1)
    return sign * (1.0 - 2.0 * (np.arange(frames) % 2))


def _bits(random: Random, frames: int) -> Sound:
    return random.choice([-1.0, 1.0], (2, frames))


def _steps(random: Random, frames: int) -> Sound:
    return np.repeat(random.uniform(-1, 1, (2, frames // 500 + 1)), 500, axis=1)[:, :frames]


def _sweep(random: Random, frames: int) -> Sound:
    phase = np.cumsum(np.linspace(0.0, 0.49, frames))
    return np.stack([np.sin(2 * np.pi * phase), np.cos(2 * np.pi * phase)])


def _drums(random: Random, frames: int) -> Sound:
    sound = 0.05 * random.standard_normal((2, frames))
    for start in range(0, frames, int(random.uniform(3000, 12000))):
        rest = np.arange(frames - start)
        body = np.sin(2 * np.pi * 60 * rest / 48000 * (1 + 3 * np.exp(-rest / 900))) * np.exp(-rest / 6000)
        sound[:, start:] += body + 0.7 * random.standard_normal((2, rest.size)) * np.exp(-rest / 150)
    return sound


def _pink(random: Random, frames: int) -> Sound:
    spectrum = np.fft.rfft(random.standard_normal((2, frames)))
    shape = np.sqrt(np.maximum(np.arange(spectrum.shape[1]), 1.0))
    return np.fft.irfft(spectrum / shape, frames) * 20.0


def _offset(random: Random, frames: int) -> Sound:
    return np.full((2, frames), random.choice([-1.0, 1.0])) + 0.01 * random.standard_normal((2, frames))


def _bursts(random: Random, frames: int) -> Sound:
    gate = np.repeat(random.uniform(size=frames // 700 + 1) < 0.3, 700)[:frames]
    return random.standard_normal((2, frames)) * gate


MAKERS: tuple[Callable[[Random, int], Sound], ...] = (
    _white, _square, _sine_near_quarter, _impulses, _flips, _bits, _steps, _sweep, _drums, _pink, _offset, _bursts,
)  # fmt: skip


def signal(number: int, frames: int) -> NDArray[np.float32]:
    """Hostile signal of that number: (2, frames). The same number is always the same signal."""
    random = np.random.default_rng(number)
    sound = MAKERS[number % len(MAKERS)](random, frames)
    if random.uniform() < 0.3:
        sound = sound * np.interp(np.arange(frames), np.linspace(0, frames, 9), random.uniform(0, 1, 9))
    if random.uniform() < 0.2:
        sound[1] *= random.uniform(-1, 1)
    level = 10.0 ** (random.uniform(-12.0, 18.0) / 20.0)
    return (sound * level).astype(np.float32)
