"""Curves that bend a waveform: slope one at zero, and of each the mean between two neighbouring samples.

The mean of a curve between two samples is the difference of its integral over their distance, and bends without the
worst aliases (Parker, Zavalishin and Le Bivic, DAFx-16). Where that quotient has a closed form it needs no case for
samples that are alike. All take (2, n + 1) and return (2, n)."""

from __future__ import annotations

import math

import numpy as np

from ..kernel import kernel
from .job import Stereo

# How far off centre the tube works.
_BIAS = 0.4
# Samples closer than this are one: the quotient of their integrals would lose its digits.
_CLOSE = 1e-6


@kernel("void(float64[:, ::1], float64, float64[:, ::1])")
def _soft(audio: Stereo, bias: float, out: Stereo) -> None:
    """The mean of x / sqrt(1 + x²), whose integral is sqrt(1 + x²): a difference of roots over a difference of
    squares."""
    for channel in range(2):
        row = audio[channel]
        bent = out[channel]
        for i in range(bent.shape[0]):
            a, b = row[i] + bias, row[i + 1] + bias
            bent[i] = (a + b) / (math.sqrt(1.0 + a * a) + math.sqrt(1.0 + b * b))


@kernel("void(float64[:, ::1], float64, float64[:, ::1])")
def _beyond(audio: Stereo, knee: float, out: Stereo) -> None:
    """The mean of minus what a clipper at one takes away: nothing below 1 - knee, then a parabola until 1 + knee, where
    the ceiling is reached. The loss over size s is (s - 1 + knee)² / 4 knee, then s - 1; its integral a cube over 12
    knee, then a parabola."""
    for channel in range(2):
        row = audio[channel]
        bent = out[channel]
        start = 1.0 - knee
        for i in range(bent.shape[0]):
            a, b = row[i], row[i + 1]
            if max(abs(a), abs(b)) <= start:
                bent[i] = 0.0
                continue
            if abs(a - b) < _CLOSE:
                middle = 0.5 * (a + b)
                over = min(abs(middle) - start, 2.0 * knee)
                loss = over * over / (4.0 * knee) + max(abs(middle) - 1.0 - knee, 0.0)
                bent[i] = -math.copysign(loss, middle) if over > 0.0 else 0.0
                continue
            lower = min(max(abs(a) - start, 0.0), 2.0 * knee)
            flat = max(abs(a) - 1.0 - knee, 0.0)
            first = lower**3 / (12.0 * knee) + flat * (knee + 0.5 * flat)
            lower = min(max(abs(b) - start, 0.0), 2.0 * knee)
            flat = max(abs(b) - 1.0 - knee, 0.0)
            bent[i] = (lower**3 / (12.0 * knee) + flat * (knee + 0.5 * flat) - first) / (a - b)


def soft(audio: Stereo) -> Stereo:
    """x / sqrt(1 + x²)."""
    return _softened(audio, 0.0)


def tube(audio: Stereo) -> Stereo:
    """The soft curve off its centre, back to zero at zero and to slope one."""
    root = math.sqrt(1.0 + _BIAS * _BIAS)
    return (_softened(audio, _BIAS) - _BIAS / root) * root**3


def _softened(audio: Stereo, bias: float) -> Stereo:
    out = np.empty((2, audio.shape[1] - 1))
    _soft(audio, bias, out)
    return out


def hard(audio: Stereo) -> Stereo:
    """Clipped at one."""
    return 0.5 * (audio[:, 1:] + audio[:, :-1]) + beyond(audio, 0.0)


def beyond(audio: Stereo, softness: float) -> Stereo:
    """What a clipper at one adds to take peaks away; it begins `softness` below its ceiling."""
    out = np.empty((2, audio.shape[1] - 1))
    _beyond(audio, max(softness, 1e-6), out)
    return out


def fold(audio: Stereo) -> Stereo:
    """sin x, whose mean between two points is the sine of their middle times the sinc of half their distance."""
    half = 0.5 * (audio[:, 1:] - audio[:, :-1])
    return np.sin(0.5 * (audio[:, 1:] + audio[:, :-1])) * np.sinc(half / np.pi)
