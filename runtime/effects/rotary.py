"""Rotary loudspeaker: a horn and a drum that turn, heard by two microphones a right angle apart."""

from __future__ import annotations

import numpy as np

from . import svf
from .job import Job, Stereo
from .oscillator import sine
from .tables import ROTOR_FRAMES, ROTORS
from .taps import read

# (share of the horn's reach, how much fainter it is when turned away) of horn and drum.
_ROTORS = ((1.0, 0.7), (0.35, 0.5))


def rotary(job: Job) -> Stereo:
    mono = 0.5 * (job.audio[0] + job.audio[1])
    both = np.stack((mono, mono))
    g = svf.warped(job.number("crossover"), job.rate)
    bands = (-svf.run(both, svf.highpass(g, 0.5))[0], svf.run(both, svf.lowpass(g, 0.5))[0])
    depth = job.value("depth")
    wet = np.zeros_like(job.audio)
    for band, turns, (reach, fading) in zip(bands, ROTORS[job.word("speed")], _ROTORS, strict=True):
        for side, angle in enumerate((-0.125, 0.125)):
            facing = sine(job, turns, angle)
            sway = -reach * ROTOR_FRAMES * job.rate / 48000.0 * depth * facing
            wet[side] += read(band[None], sway)[0] * (1.0 - depth * fading * (0.5 - 0.5 * facing))
    return job.blend(wet)


TABLE = {"rotary": rotary}
