"""Transient shaper: followers of different speeds, whose differences in dB tell beginnings from tails at any level."""

from __future__ import annotations

import numpy as np

from .envelope import level_db, moved
from .job import Job, Stereo, decibels

_FLOOR_DB = -90.0
_QUICK_SECONDS = 0.001
# Followers this far apart bring the whole gain.
_FULL_DB = 9.0


def transient(job: Job) -> Stereo:
    level = np.maximum(level_db(job.audio, job.rate), _FLOOR_DB)
    length = job.number("length")
    quick = moved(level, rest=_FLOOR_DB, up=_QUICK_SECONDS, down=length, rate=job.rate)
    slow = moved(level, rest=_FLOOR_DB, up=length, down=length, rate=job.rate)
    lasting = moved(level, rest=_FLOOR_DB, up=_QUICK_SECONDS, down=8.0 * length, rate=job.rate)
    beginning = np.clip((quick - slow) / _FULL_DB, 0.0, 1.0)
    tail = np.clip((lasting - quick) / _FULL_DB, 0.0, 1.0)
    return job.audio * decibels(job.value("attack") * beginning + job.value("sustain") * tail)


TABLE = {"transient": transient}
