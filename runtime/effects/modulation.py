"""Modulation: chorus, tremolo, auto-pan, vibrato, ring modulation."""

from __future__ import annotations

import math

import numpy as np

from .job import Job, Stereo
from .oscillator import wave
from .taps import add, read


def chorus(job: Job) -> Stereo:
    """Each voice reads a short delay that its own phase sways; voices are spread over the stereo field at equal
    power."""
    voices = round(job.number("voices"))
    mean = job.value("delay") * job.rate
    sway = job.value("depth") * (mean - 4.0) * 0.5
    wet = np.zeros_like(job.audio)
    for voice in range(voices):
        place = (2.0 * voice / (voices - 1) - 1.0 if voices > 1 else 0.0) * job.number("width")
        moving = wave(job, "rate", offset=voice / voices)
        moving *= sway
        moving += mean
        angle, level = (1.0 + place) * math.pi / 4.0, math.sqrt(2.0 / voices)
        add(wet, job.audio, moving, (level * math.cos(angle), level * math.sin(angle)))
    return job.blend(wet)


def tremolo(job: Job) -> Stereo:
    moving = wave(job, "rate", job.word("shape"))
    return job.audio * (1.0 - job.value("depth") * (0.5 - 0.5 * moving))


def auto_pan(job: Job) -> Stereo:
    moving = wave(job, "rate", job.word("shape"))
    angle = (1.0 + job.value("depth") * moving) * (math.pi / 4.0)
    return job.audio * (math.sqrt(2.0) * np.stack((np.cos(angle), np.sin(angle))))


def vibrato(job: Job) -> Stereo:
    """A tap that swings about the present, so that the sound stays in time, as far as its speed needs for the pitch."""
    furthest = 2.0 ** (job.value("depth") / 12.0) - 1.0
    sway = furthest * job.rate / (2.0 * math.pi * job.value("rate")) * wave(job, "rate")
    return read(job.audio, sway)


def ring_mod(job: Job) -> Stereo:
    return job.blend(job.audio * wave(job, "frequency"))


TABLE = {"chorus": chorus, "tremolo": tremolo, "auto-pan": auto_pan, "vibrato": vibrato, "ring-mod": ring_mod}
