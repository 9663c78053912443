"""Curves that bend a waveform: slope one at zero, and of each the mean between two neighbouring samples.

The mean of a curve between two samples is the difference of its integral over their distance, and bends without the
worst aliases (Parker, Zavalishin and Le Bivic, DAFx-16). Where that quotient has a closed form it needs no case for
samples that are alike. All take (2, n + 1) and return (2, n)."""

from __future__ import annotations

import math

import numpy as np

from .job import Stereo

# How far off centre the tube works.
_BIAS = 0.4


def soft(audio: Stereo) -> Stereo:
    """x / sqrt(1 + x²), whose integral is sqrt(1 + x²): the difference of two roots over the difference of their
    arguments."""
    root = np.sqrt(1.0 + audio * audio)
    mean: Stereo = (audio[:, 1:] + audio[:, :-1]) / (root[:, 1:] + root[:, :-1])
    return mean


def tube(audio: Stereo) -> Stereo:
    """The soft curve off its centre, back to zero at zero and to slope one."""
    root = math.sqrt(1.0 + _BIAS * _BIAS)
    slope = 1.0 / root**3
    return (soft(audio + _BIAS) - _BIAS / root) / slope


def hard(audio: Stereo) -> Stereo:
    """Clipped at one: the mean of the line between two samples, cut."""
    integral = np.where(np.abs(audio) <= 1.0, 0.5 * audio * audio, np.abs(audio) - 0.5)
    step = audio[:, 1:] - audio[:, :-1]
    close = np.abs(step) < 1e-6
    middle = np.clip(0.5 * (audio[:, 1:] + audio[:, :-1]), -1.0, 1.0)
    return np.where(close, middle, (integral[:, 1:] - integral[:, :-1]) / np.where(close, 1.0, step))


def fold(audio: Stereo) -> Stereo:
    """sin x, whose mean between two points is the sine of their middle times the sinc of half their distance."""
    half = 0.5 * (audio[:, 1:] - audio[:, :-1])
    return np.sin(0.5 * (audio[:, 1:] + audio[:, :-1])) * np.sinc(half / np.pi)


def beyond(audio: Stereo, softness: float) -> Stereo:
    """What a clipper at one takes away: nothing below 1 - softness, then a parabola to its ceiling at 1 + softness."""
    knee = max(softness, 1e-6)
    size = np.abs(audio)
    bent = np.clip(size - (1.0 - knee), 0.0, 2.0 * knee)
    flat = np.maximum(size - (1.0 + knee), 0.0)
    # Minus the integral of the loss: a cube over 12 knees, then the line that goes on with slope one.
    integral = -(bent**3 / (12.0 * knee) + flat * (knee + 0.5 * flat))
    step = audio[:, 1:] - audio[:, :-1]
    close = np.abs(step) < 1e-6
    middle = 0.5 * (audio[:, 1:] + audio[:, :-1])
    over = np.clip(np.abs(middle) - (1.0 - knee), 0.0, 2.0 * knee)
    loss = over**2 / (4.0 * knee) + np.maximum(np.abs(middle) - (1.0 + knee), 0.0)
    return np.where(close, -np.sign(middle) * loss, (integral[:, 1:] - integral[:, :-1]) / np.where(close, 1.0, step))
