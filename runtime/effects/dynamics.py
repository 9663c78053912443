"""Dynamics: compressor, gate, sidechain, expander."""

from __future__ import annotations

import numpy as np

from .envelope import ahead, compressed, held, level_db, moved
from .job import Job, Stereo, Track, Value, decibels


def compressor(job: Job) -> Stereo:
    level = level_db(job.heard, job.rate)
    target = compressed(level, job.value("threshold"), job.value("ratio"), job.number("knee"))
    gain = moved(target, rest=0.0, down=job.number("attack"), up=job.number("release"), rate=job.rate)
    gain = ahead(gain, round(job.number("lookahead") * job.rate))
    return job.blend(job.audio * decibels(gain + job.value("makeup")))


def gate(job: Job) -> Stereo:
    """Opens within 3 dB below the threshold, so that it does not chatter between two float levels; `hold` bridges the
    rest."""
    level = held(level_db(job.heard, job.rate), round(job.number("hold") * job.rate))
    target = (1.0 - _opening(level, job.value("threshold"), 3.0)) * job.value("range")
    gain = moved(target, rest=0.0, up=job.number("attack"), down=job.number("release"), rate=job.rate)
    return job.audio * decibels(ahead(gain, round(job.number("lookahead") * job.rate)))


def sidechain(job: Job) -> Stereo:
    level = held(level_db(job.heard, job.rate), round(job.number("hold") * job.rate))
    target = _opening(level, job.value("threshold"), 6.0) * job.value("amount")
    gain = moved(target, rest=0.0, down=job.number("attack"), up=job.number("release"), rate=job.rate)
    return job.audio * decibels(gain)


def expander(job: Job) -> Stereo:
    """A compressor upside down: its knee and slope below the threshold."""
    threshold, knee = job.value("threshold"), job.number("knee")
    below = threshold - level_db(job.heard, job.rate)
    if knee > 0.0:
        below = np.where(np.abs(below) < knee / 2.0, (below + knee / 2.0) ** 2 / (2.0 * knee), np.maximum(below, 0.0))
    target = np.maximum(-np.maximum(below, 0.0) * (job.number("ratio") - 1.0), job.value("range"))
    gain = moved(target, rest=0.0, up=job.number("attack"), down=job.number("release"), rate=job.rate)
    return job.audio * decibels(gain)


def _opening(level: Track, threshold: Value, knee: float) -> Track:
    """0 from `knee` dB below the threshold, 1 above it, smooth between."""
    part = np.clip((level - threshold) / knee + 1.0, 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)


TABLE = {"compressor": compressor, "gate": gate, "sidechain": sidechain, "expander": expander}
