"""Convolution with the impulse response of a room or of gear, at a level that is its own or even."""

from __future__ import annotations

import numpy as np

from ..audio.clip import read_clip
from .job import Job, Stereo
from .linear import convolved
from .stereo import later
from .windows.space import impulse_frames


def convolution(job: Job) -> Stereo:
    """Left with left, right with right. Raises UnreadableAudio when the file cannot be read."""
    impulse = read_clip(
        job.root / job.word("file"),
        rate=job.rate,
        first=0,
        frames=impulse_frames(job.effect, job.rate),
        digest=job.word("digest"),
    ).astype(np.float64)
    if job.word("level") == "even":
        power = float(np.sum(impulse * impulse)) / 2.0
        impulse = impulse / np.sqrt(power) if power > 0.0 else impulse
    wet = later(convolved(job.audio, impulse, 0), round(job.number("predelay") * job.rate))
    return job.blend(wet)


TABLE = {"convolution": convolution}
