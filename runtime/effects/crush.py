"""Bitcrush: fewer bits, fewer samples."""

from __future__ import annotations

import numpy as np

from .job import Job, Stereo


def bitcrush(job: Job) -> Stereo:
    """Samples are held on a grid of the song's own frames; words are rounded, so that silence stays silent."""
    sound = job.audio
    ratio = job.number("rate") / job.rate
    if ratio < 1.0:
        frames = np.arange(job.start, job.start + job.frames)
        taken = np.ceil(np.floor(frames * ratio) / ratio).astype(np.int64)
        sound = sound[:, np.clip(np.minimum(taken, frames) - job.start, 0, None)]
    steps = 2.0 ** (job.number("bits") - 1.0)
    return job.blend(np.rint(sound * steps) / steps)


TABLE = {"bitcrush": bitcrush}
