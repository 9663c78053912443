"""Test signals: the tones of EBU Tech 3341 and 3342, and sounds like programme."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RATE = 48000
Sound = NDArray[np.float32]


def tone(level_db: float, seconds: float, rate: int = RATE, hz: float = 1000.0) -> NDArray[np.float64]:
    """A sine whose peak is at that level, cut off where it ends: (n,)."""
    time = np.arange(round(seconds * rate)) / rate
    return 10.0 ** (level_db / 20.0) * np.sin(2 * np.pi * hz * time)


def steps(*parts: tuple[float, float], rate: int = RATE) -> Sound:
    """A 1 kHz sine on both sides in steps of (level in dBFS, seconds); minus infinity is silence."""
    whole = np.concatenate([tone(level, seconds, rate) for level, seconds in parts])
    return np.stack([whole, whole]).astype(np.float32)


def wave(cycles_per_frame: float, degrees: float, amplitude: float, frames: int = RATE) -> Sound:
    """A sine told by its place against the samples, faded in and out so that its edges make no peaks of their own."""
    phase = 2 * np.pi * cycles_per_frame * np.arange(frames) + np.radians(degrees)
    edge = np.clip(np.minimum(np.arange(frames), np.arange(frames)[::-1]) / 2000.0, 0.0, 1.0)
    whole = amplitude * np.sin(phase) * np.sin(edge * np.pi / 2) ** 2
    return np.stack([whole, whole]).astype(np.float32)


def programme(number: int, seconds: float = 12.0, rate: int = RATE) -> Sound:
    """Something like music, the same for the same number: a falling spectrum, beats, phrases, a width of its own, no
    energy near half the sample rate."""
    random = np.random.default_rng(1000 + number)
    frames = round(seconds * rate)
    spectrum = np.fft.rfft(random.standard_normal((2, frames)))
    hertz = np.fft.rfftfreq(frames, 1 / rate)
    slope = np.maximum(hertz, 30.0) ** -random.uniform(0.4, 0.9)
    sound = np.fft.irfft(spectrum * slope * (hertz < 16000.0), frames)
    time = np.arange(frames) / rate
    beat = np.exp(-((time * random.uniform(1.0, 3.0)) % 1.0) * random.uniform(1.0, 8.0))
    phrase = np.interp(time, np.linspace(0, seconds, 7), 10.0 ** (random.uniform(-25.0, 0.0, 7) / 20.0))
    sound = sound * beat * phrase
    middle, side = sound[0], sound[1] * random.uniform(0.0, 1.0)
    stereo = np.stack([middle + side, middle - side])
    stereo *= 10.0 ** (random.uniform(-20.0, -1.0) / 20.0) / np.abs(stereo).max()
    return stereo.astype(np.float32)
