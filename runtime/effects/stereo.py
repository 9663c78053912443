"""Stereo and gain."""

from __future__ import annotations

import math

import numpy as np

from . import svf
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
    out = audio * (0.5 + 0.5 * amount)
    out += audio[::-1] * (0.5 - 0.5 * amount)
    return out


def width(job: Job) -> Stereo:
    return widened(job.audio, job.value("amount"))


def trim(job: Job) -> Stereo:
    return job.audio * job.gain("gain")


def mid_side(job: Job) -> Stereo:
    middle, side = middle_side(job.audio)
    return left_right(np.stack((middle * job.gain("mid"), side * job.gain("side"))))


def mono_below(job: Job) -> Stereo:
    """The sides through a high-pass; the middle stays as it is."""
    middle, side = middle_side(job.audio)
    section = svf.highpass(svf.warped(job.value("frequency"), job.rate), math.sqrt(0.5))
    return left_right(np.stack((middle, svf.run(np.stack((side, side)), section)[0])))


def haas(job: Job) -> Stereo:
    late = later(job.audio, round(job.number("time") * job.rate))
    left, right = (late[0], job.audio[1]) if job.word("side") == "left" else (job.audio[0], late[1])
    return np.stack((left, right))


def polarity(job: Job) -> Stereo:
    turned = {"both": (-1.0, -1.0), "left": (-1.0, 1.0), "right": (1.0, -1.0)}[job.word("side")]
    signs: Stereo = np.array(turned)[:, None]
    return job.audio * signs


def nudge(job: Job) -> Stereo:
    return later(job.audio, round(job.number("time") * job.rate))


def later(audio: Stereo, frames: int) -> Stereo:
    """Moved by whole frames, earlier where negative; silence moves in."""
    out = np.zeros_like(audio)
    if frames >= 0:
        out[:, frames:] = audio[:, : max(audio.shape[1] - frames, 0)]
    else:
        out[:, :frames] = audio[:, -frames:]
    return out


TABLE = {
    "width": width,
    "trim": trim,
    "mid-side": mid_side,
    "mono-below": mono_below,
    "haas": haas,
    "polarity": polarity,
    "nudge": nudge,
}
