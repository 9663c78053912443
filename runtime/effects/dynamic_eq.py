"""Equalisers that follow a level."""

from __future__ import annotations

import math

import numpy as np

from . import svf
from .envelope import compressed, level_db, moved
from .job import Job, Stereo, Track, Value

_KNEE_DB = 6.0
# An automatic wah rests at this level and is wide open at full scale.
_WAH_FLOOR_DB = -50.0


def dynamic_bell(job: Job) -> Stereo:
    g = svf.warped(job.value("frequency"), job.rate)
    band = svf.run(job.heard, svf.bandpass(g, job.value("q")))
    gain = job.value("gain")
    moving = -_reduction(job, band, np.abs(gain)) * np.sign(gain)
    return svf.run(job.audio, svf.bell(g, job.value("q"), moving))


def de_esser(job: Job) -> Stereo:
    g = svf.warped(job.value("frequency"), job.rate)
    band = svf.run(job.audio, svf.highpass(g, math.sqrt(0.5)))
    moving = _reduction(job, band, -job.value("range"))
    return svf.run(job.audio, svf.high_shelf(g, math.sqrt(0.5), moving))


def _reduction(job: Job, band: Stereo, most: Value) -> Track:
    """Gain in dB, never above zero, by the band's level: a compressor's, limited to `most`."""
    target = compressed(level_db(band, job.rate), job.value("threshold"), job.value("ratio"), _KNEE_DB)
    limited = np.maximum(target, -np.asarray(most))
    return moved(limited, rest=0.0, down=job.value("attack"), up=job.value("release"), rate=job.rate)


def auto_wah(job: Job) -> Stereo:
    level = level_db(job.heard, job.rate)
    part = np.clip(1.0 - level / _WAH_FLOOR_DB, 0.0, 1.0)
    opening = moved(part, rest=0.0, up=job.value("attack"), down=job.value("release"), rate=job.rate)
    corner = job.value("frequency") * 2.0 ** (job.value("range") * opening)
    return job.blend(svf.run(job.audio, svf.lowpass(svf.warped(corner, job.rate), 0.7071 * job.gain("resonance"))))


TABLE = {"dynamic-bell": dynamic_bell, "de-esser": de_esser, "auto-wah": auto_wah}
