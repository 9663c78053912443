"""Dynamics: compressor, gate, sidechain, expander."""

from __future__ import annotations

import numpy as np

from .envelope import ahead, bent, compressed, held, level_db, moved
from .job import Job, Stereo, Track, Value, decibels


def compressor(job: Job) -> Stereo:
    level = level_db(job.heard, job.rate)
    target = compressed(level, job.value("threshold"), job.value("ratio"), job.value("knee"))
    gain = moved(target, rest=0.0, down=job.value("attack"), up=job.value("release"), rate=job.rate)
    gain = ahead(gain, round(job.number("lookahead") * job.rate))
    gain += job.value("makeup")
    return job.blend(job.audio * decibels(gain))


def gate(job: Job) -> Stereo:
    """Opens within 3 dB below the threshold, so that it does not chatter between two float levels; `hold` bridges the
    rest."""
    level = held(level_db(job.heard, job.rate), round(job.number("hold") * job.rate))
    target = (1.0 - _opening(level, job.value("threshold"), 3.0)) * job.value("range")
    gain = moved(target, rest=0.0, up=job.value("attack"), down=job.value("release"), rate=job.rate)
    return job.audio * decibels(ahead(gain, round(job.number("lookahead") * job.rate)))


def sidechain(job: Job) -> Stereo:
    level = held(level_db(job.heard, job.rate), round(job.number("hold") * job.rate))
    target = _opening(level, job.value("threshold"), 6.0)
    target *= job.value("amount")
    gain = moved(target, rest=0.0, down=job.value("attack"), up=job.value("release"), rate=job.rate)
    return job.audio * decibels(gain)


def expander(job: Job) -> Stereo:
    """A compressor upside down: its knee and slope below the threshold."""
    below = bent(job.value("threshold") - level_db(job.heard, job.rate), job.value("knee"))
    target = np.maximum(-below * (job.value("ratio") - 1.0), job.value("range"))
    gain = moved(target, rest=0.0, up=job.value("attack"), down=job.value("release"), rate=job.rate)
    return job.audio * decibels(gain)


def _opening(level: Track, threshold: Value, knee: float) -> Track:
    """0 from `knee` dB below the threshold, 1 above it, smooth between."""
    part = level - (threshold - knee)
    np.clip(part, 0.0, knee, out=part)
    part *= 1.0 / knee
    curve = 3.0 - 2.0 * part
    part *= part
    part *= curve
    return part


TABLE = {"compressor": compressor, "gate": gate, "sidechain": sidechain, "expander": expander}
