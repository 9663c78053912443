"""Stereo and gain."""

from __future__ import annotations

import numpy as np

from .job import Job, Stereo, Value


def middle_side(audio: Stereo) -> Stereo:
    """Left and right as middle and side; the same again, doubled, turns back."""
    return np.stack(((audio[0] + audio[1]) / 2.0, (audio[0] - audio[1]) / 2.0))


def left_right(audio: Stereo) -> Stereo:
    return np.stack((audio[0] + audio[1], audio[0] - audio[1]))


def widened(audio: Stereo, amount: Value) -> Stereo:
    """Sides times `amount`; up to twofold the louder, beyond the middle stays as it is."""
    if isinstance(amount, float) and amount == 1.0:
        return audio
    middle, side = middle_side(audio)
    return left_right(np.stack((middle, side * amount)))


def width(job: Job) -> Stereo:
    return widened(job.audio, job.value("amount"))


def trim(job: Job) -> Stereo:
    return job.audio * job.gain("gain")


TABLE = {"width": width, "trim": trim}
