"""Tape: a wavering transport, a bent curve, a bump in the lows and an end to the highs."""

from __future__ import annotations

import numpy as np

from . import svf
from .curves import soft
from .job import Job, Stereo, Track
from .oscillator import sine
from .oversampling import shaped
from .tables import TAPES
from .taps import read

# (turns a second, share) of what the transport's wavering is made of, and frames at full depth; together WOW_FRAMES.
_WOW = ((0.57, 0.7), (1.31, 0.3))
_WOW_REACH = 112.0
_FLUTTER = ((6.7, 0.6), (9.9, 0.4))
_FLUTTER_REACH = 8.0


def tape(job: Job) -> Stereo:
    sound = job.audio
    if job.number("wow") > 0.0 or job.number("flutter") > 0.0:
        sound = read(sound, _transport(job))
    drive = job.gain("drive")
    sound = shaped(sound * drive, 8, soft) / drive
    bump, lift, top = TAPES[job.word("speed")]
    sections = (svf.bell(svf.warped(bump, job.rate), 0.9, lift), svf.lowpass_6(svf.warped(top, job.rate)))
    return job.blend(svf.run(sound, *sections) * job.gain("output"))


def _transport(job: Job) -> Track:
    """Where the tape is ahead or behind, in frames, centred on the input."""
    sway = np.zeros(job.frames)
    for parts, depth, reach in (
        (_WOW, job.number("wow"), _WOW_REACH),
        (_FLUTTER, job.number("flutter"), _FLUTTER_REACH),
    ):
        for turns, share in parts:
            sway += depth * reach * share * job.rate / 48000.0 * sine(job, turns)
    return sway


TABLE = {"tape": tape}
