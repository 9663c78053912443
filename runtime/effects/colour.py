"""Colour: saturation, clipper, exciter."""

from __future__ import annotations

import math

from . import svf
from .curves import beyond, fold, hard, soft, tube
from .job import Job, Stereo
from .oversampling import shaped
from .tables import DC_CORNER_HZ

_CURVES = {"soft": soft, "tube": tube, "hard": hard, "fold": fold}


def saturation(job: Job) -> Stereo:
    kind = job.word("type")
    drive = job.gain("drive")
    wet = shaped(job.audio * drive, 8, _CURVES[kind]) / drive
    if kind == "tube":
        wet = svf.run(wet, svf.highpass_6(svf.warped(DC_CORNER_HZ, job.rate)))
    return job.blend(wet * job.gain("output"))


def clipper(job: Job) -> Stereo:
    """Adds only what the curve takes away, so that what stays below it passes untouched."""
    ceiling = job.gain("ceiling")
    softness = job.number("softness")
    return job.audio + shaped(job.audio / ceiling, 8, lambda audio: beyond(audio, softness)) * ceiling


def exciter(job: Job) -> Stereo:
    section = svf.highpass(svf.warped(job.number("frequency"), job.rate), math.sqrt(0.5))
    drive = 10.0 ** (job.number("drive") / 20.0)
    bent = shaped(svf.run(job.audio, section) * drive, 8, tube) / drive
    return job.audio + svf.run(bent, section) * job.gain("amount")


TABLE = {"saturation": saturation, "clipper": clipper, "exciter": exciter}
