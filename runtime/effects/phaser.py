"""Phaser: first-order all-pass filters in a row, swept together, with feedback."""

from __future__ import annotations

import math

import numpy as np

from ..kernel import kernel
from .job import Job, Stereo
from .oscillator import wave

# Octaves to either side at full depth.
_SWEEP_OCTAVES = 2.0


@kernel("void(float64[:, ::1], float64[:, ::1], float64[:, ::1], float64, float64[:, ::1])")
def _turn(audio: Stereo, coefficients: Stereo, rows: Stereo, feedback: float, out: Stereo) -> None:
    """Each stage is y = c x + s, s' = x - c y; the loop is closed over one frame. `rows` (channel, stage) are
    silent."""
    for channel in range(2):
        states = rows[channel]
        before = 0.0
        for i in range(audio.shape[1]):
            c = coefficients[channel, i]
            value = audio[channel, i] + feedback * before
            for stage in range(states.shape[0]):
                turned = c * value + states[stage]
                kept = value - c * turned
                states[stage] = kept if abs(kept) > 1e-30 else 0.0
                value = turned
            before = value
            out[channel, i] = value


def phaser(job: Job) -> Stereo:
    stages = 2 * round(job.number("stages") / 2.0)
    sides = []
    for offset in (0.0, 0.5 * job.number("width")):
        octaves = job.value("depth") * _SWEEP_OCTAVES * wave(job, "rate", offset=offset)
        corner = np.clip(job.value("frequency") * 2.0**octaves / job.rate, 1e-5, 0.45)
        bent = np.tan(np.pi * corner)
        sides.append((bent - 1.0) / (bent + 1.0))
    wet = np.empty_like(job.audio)
    feedback = job.number("feedback")
    _turn(job.audio, np.stack(sides), np.zeros((2, stages)), feedback, wet)
    return job.blend(wet * math.sqrt(1.0 - feedback * feedback))


TABLE = {"phaser": phaser}
