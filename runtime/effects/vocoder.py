"""Vocoder: the levels of the key's bands laid on the bands of the sound."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .envelope import keep
from .job import Job, Stereo
from .svf import bandpass, warped
from .tables import VOCODER_HIGH_HZ, VOCODER_LOW_HZ, vocoder_q

# A voice's bands are far fainter than the voice: brings speech at -20 dBFS about to the carrier's level.
_MAKEUP = 45.0


@kernel(
    "void(float64[:, ::1], float64[::1], float64[:, ::1], float64, float64, float64[:, ::1], float64[::1],"
    " float64[:, ::1])"
)
def _speak(
    carrier: Stereo,
    voice: NDArray[np.float64],
    bands: NDArray[np.float64],
    up: float,
    down: float,
    states: NDArray[np.float64],
    heard: NDArray[np.float64],
    out: Stereo,
) -> None:
    """Each band is two equal sections in a row over left, right and voice; `bands` rows are (a1, a2, a3, k).
    `out` is silent; `states` (part, 4) and `heard` (part) are scratch."""
    for band in range(bands.shape[0]):
        a1, a2, a3, k = bands[band, 0], bands[band, 1], bands[band, 2], bands[band, 3]
        for part in range(3):
            for state in range(4):
                states[part, state] = 0.0
        level = 0.0
        for i in range(voice.shape[0]):
            for part in range(3):
                x = voice[i] if part == 2 else carrier[part, i]
                for section in range(0, 4, 2):
                    v3 = x - states[part, section + 1]
                    v1 = a1 * states[part, section] + a2 * v3
                    v2 = states[part, section + 1] + a2 * states[part, section] + a3 * v3
                    first = 2.0 * v1 - states[part, section]
                    second = 2.0 * v2 - states[part, section + 1]
                    if abs(first) + abs(second) < 1e-30:
                        first = 0.0
                        second = 0.0
                    states[part, section] = first
                    states[part, section + 1] = second
                    x = k * v1
                heard[part] = x
            size = abs(heard[2])
            level = size + (up if size > level else down) * (level - size)
            out[0, i] += heard[0] * level
            out[1, i] += heard[1] * level


def vocoder(job: Job) -> Stereo:
    count = round(job.number("bands"))
    centres = np.geomspace(VOCODER_LOW_HZ, VOCODER_HIGH_HZ, count)
    q = vocoder_q(count)
    rows = np.array([[*bandpass(warped(float(centre), job.rate), q)[0, :3], 1.0 / q] for centre in centres])
    voice = np.ascontiguousarray(0.5 * (job.heard[0] + job.heard[1]))
    up, down = keep(0.002, job.rate), keep(job.number("release"), job.rate)
    wet = np.zeros_like(job.audio)
    _speak(job.audio, voice, rows, up, down, np.empty((3, 4)), np.empty(3), wet)
    return job.blend(wet * _MAKEUP)


TABLE = {"vocoder": vocoder}
