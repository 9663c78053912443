"""Colour: saturation."""

from __future__ import annotations

import math

import numpy as np

from . import svf
from .job import Job, Stereo
from .oversampling import shaped

# How far off centre the tube works.
_BIAS = 0.4
DC_CORNER_HZ = 10.0


def saturation(job: Job) -> Stereo:
    kind = job.word("type")
    drive = job.gain("drive")
    curve = {"soft": soft, "tube": tube, "hard": hard, "fold": fold}[kind]
    wet = shaped(job.audio * drive, 8, curve) / drive
    if kind == "tube":
        wet = svf.run(wet, svf.highpass_6(svf.warped(DC_CORNER_HZ, job.rate)))
    return job.blend(wet * job.gain("output"))


# Curves: slope one at zero, each the mean of the curve between neighbouring samples -----------------------------------


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


TABLE = {"saturation": saturation}
