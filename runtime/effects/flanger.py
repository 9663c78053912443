"""Flanger: a short moving delay with feedback."""

from __future__ import annotations

import math

import numpy as np

from ..kernel import kernel
from .job import Job, Stereo
from .oscillator import wave

# The shortest delay that interpolation inside the loop can read.
_LEAST_FRAMES = 3.0


@kernel("void(float64[:, ::1], float64[:, ::1], float64, float64[:, ::1], float64[:, ::1])")
def _comb(audio: Stereo, delay: Stereo, feedback: float, loop: Stereo, out: Stereo) -> None:
    """out is the loop `delay` frames ago, by a cubic through four frames; the loop is audio + feedback out."""
    for channel in range(2):
        for i in range(audio.shape[1]):
            back = int(np.ceil(delay[channel, i]))
            t = back - delay[channel, i]
            base = i - back
            value = 0.0
            if base >= 1:
                p, q = loop[channel, base - 1], loop[channel, base]
                r, s = loop[channel, base + 1], loop[channel, base + 2]
                value = q + 0.5 * t * (r - p + t * (2.0 * p - 5.0 * q + 4.0 * r - s + t * (3.0 * (q - r) + s - p)))
            if abs(value) < 1e-30:
                value = 0.0
            out[channel, i] = value
            loop[channel, i] = audio[channel, i] + feedback * value


def flanger(job: Job) -> Stereo:
    mean = job.value("delay") * job.rate
    sway = job.value("depth") * (mean - _LEAST_FRAMES)
    waves = [wave(job, "rate", offset=offset) for offset in (0.0, 0.5 * job.number("width"))]
    delay = np.stack([np.maximum(mean + sway * moving, _LEAST_FRAMES) for moving in waves])
    feedback = job.number("feedback")
    wet = np.empty_like(job.audio)
    _comb(job.audio, delay, feedback, np.empty_like(job.audio), wet)
    return job.blend(wet * math.sqrt(1.0 - feedback * feedback))


TABLE = {"flanger": flanger}
