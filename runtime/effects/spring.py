"""Spring reverb: two springs, each heard a little on the other side."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from . import svf
from .job import Job, Stereo, Track
from .springs import STAGES, TOP_HZ, springs_of

_ACROSS = 0.45


@kernel("void(float64[::1], float64[:, ::1], float64, int64, float64, float64, float64[::1])")
def _echo(
    audio: Track, rings: NDArray[np.float64], coefficient: float, delay: int, feedback: float, keep: float, out: Track
) -> None:
    """out is the chirp of audio + feedback low-passed(out `delay` frames ago). `rings` (stage, stretch) are
    silent."""
    stages, stretch = rings.shape
    at = 0
    dark = 0.0
    for i in range(audio.shape[0]):
        value = audio[i]
        if i >= delay:
            dark = out[i - delay] + keep * (dark - out[i - delay])
            value += feedback * dark
        for stage in range(stages):
            turned = coefficient * value + rings[stage, at]
            kept = value - coefficient * turned
            rings[stage, at] = kept if abs(kept) > 1e-30 else 0.0
            value = turned
        out[i] = value
        at = at + 1 if at + 1 < stretch else 0


def spring(job: Job) -> Stereo:
    """Both springs hear the middle, from 80 Hz to where their chirps end."""
    mono = 0.5 * (job.audio[0] + job.audio[1])
    top = svf.warped(TOP_HZ, job.rate)
    sections = (svf.highpass(svf.warped(80.0, job.rate), 0.7), svf.lowpass(top, 0.54), svf.lowpass(top, 1.31))
    heard = np.ascontiguousarray(svf.run(np.stack((mono, mono)), *sections)[0])
    tank = []
    for made in springs_of(job.number("tension"), job.number("decay"), job.rate):
        out = np.empty_like(heard)
        _echo(heard, np.zeros((STAGES, made.stretch)), made.coefficient, made.delay, made.feedback, made.keep, out)
        tank.append(out * math.sqrt(1.0 - made.feedback**2))
    wet = np.stack((tank[0] + _ACROSS * tank[1], tank[1] + _ACROSS * tank[0]))
    mix = job.value("mix")
    return job.audio * (1.0 - mix) + wet * mix


TABLE = {"spring": spring}
