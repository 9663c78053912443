"""Frequency shift: single-sideband modulation with the quarter-turn pair of the level detectors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .halfband import allpass_coefficients
from .job import Job, Stereo
from .oscillator import wave
from .settle import SPLITTER_COUNT, SPLITTER_LOW_HZ


@kernel("void(float64[:, ::1], float64[::1], float64[:, ::1], float64[:, ::1], float64[:, ::1])")
def _split(
    audio: Stereo, coefficients: NDArray[np.float64], states: NDArray[np.float64], straight: Stereo, turned: Stereo
) -> None:
    """Two all-pass chains whose outputs are a quarter of a turn apart; the second hears one frame later.
    `states` (2, stages and one) is scratch."""
    stages = coefficients.shape[0] // 2
    for channel in range(2):
        for chain in range(2):
            newer, older = states[0], states[1]
            for stage in range(stages + 1):
                newer[stage] = older[stage] = 0.0
            out = straight if chain == 0 else turned
            for i in range(audio.shape[1]):
                value = 0.0
                if i >= chain:
                    value = audio[channel, i - chain]
                for stage in range(stages):
                    kept = older[stage]
                    older[stage] = newer[stage]
                    newer[stage] = value
                    value = coefficients[2 * stage + chain] * (value + older[stage + 1]) - kept
                    if abs(value) < 1e-30:
                        value = 0.0
                older[stages] = newer[stages]
                newer[stages] = value
                out[channel, i] = value


def frequency_shift(job: Job) -> Stereo:
    straight, turned = np.empty_like(job.audio), np.empty_like(job.audio)
    coefficients = np.array(allpass_coefficients(SPLITTER_COUNT, 2.0 * SPLITTER_LOW_HZ / job.rate))
    _split(job.audio, coefficients, np.empty((2, coefficients.size // 2 + 1)), straight, turned)
    straight *= wave(job, "amount", offset=0.25)
    turned *= wave(job, "amount")
    straight -= turned
    return job.blend(straight)


TABLE = {"frequency-shift": frequency_shift}
