"""Formant shift: the spectrum's envelope moved, its partials left where they are.

Grain by grain on a grid of the song's own frames: the envelope is the spectrum's smoothed logarithm (a short cepstrum),
and each grain is filtered by the ratio of the moved envelope to the one it has. No phase is carried from grain to
grain."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .job import Job, Stereo
from .tables import FORMANT_FRAME

_HOP = FORMANT_FRAME // 4
# The envelope is what the cepstrum holds up to these times: below the period of all but the highest voices.
_WHOLE_SECONDS = 0.0013
_LAST_SECONDS = 0.0023
_MOST_DB = 30.0
_BATCH = 64


def formant(job: Job) -> Stereo:
    amount = job.number("amount")
    if amount == 0.0 or job.frames == 0:
        return job.audio
    first = (job.start - FORMANT_FRAME) // _HOP  # grains in the song's count
    last = (job.start + job.frames) // _HOP + 1
    before = job.start - first * _HOP
    padded = np.zeros((2, (last - first) * _HOP + FORMANT_FRAME))
    padded[:, before : before + job.frames] = job.audio
    out = np.zeros_like(padded)
    window = np.sin(np.pi * (np.arange(FORMANT_FRAME) + 0.5) / FORMANT_FRAME) ** 2
    for batch in range(0, last - first, _BATCH):
        places = np.arange(batch, min(batch + _BATCH, last - first)) * _HOP
        grains = padded[:, places[:, None] + np.arange(FORMANT_FRAME)] * window
        spectra = np.fft.rfft(grains)
        bent = np.fft.irfft(spectra * _moved(np.abs(spectra).mean(axis=0), amount, job.rate), FORMANT_FRAME) * window
        for grain, place in enumerate(places):
            out[:, place : place + FORMANT_FRAME] += bent[:, grain]
    return out[:, before : before + job.frames] / 1.5  # the overlapped squares of the window


def _moved(sizes: NDArray[np.float64], amount: float, rate: int) -> NDArray[np.float64]:
    """Gain of each bin of each grain (grains, bins)."""
    logs = np.log(sizes + 1e-9)
    cepstrum = np.fft.irfft(logs, FORMANT_FRAME)
    time = np.minimum(np.arange(FORMANT_FRAME), FORMANT_FRAME - np.arange(FORMANT_FRAME)) / rate
    fall = np.clip((time - _WHOLE_SECONDS) / (_LAST_SECONDS - _WHOLE_SECONDS), 0.0, 1.0)
    lifter = 0.5 + 0.5 * np.cos(np.pi * fall)
    envelope = np.fft.rfft(cepstrum * lifter).real
    bins = np.arange(sizes.shape[1])
    source = np.clip(bins * 2.0 ** (-amount / 12.0), 0, bins[-1])
    low = np.minimum(source.astype(np.int64), bins[-1] - 1)
    moved = envelope[:, low] + (source - low) * (envelope[:, low + 1] - envelope[:, low])
    most = _MOST_DB * np.log(10.0) / 20.0
    gain: NDArray[np.float64] = np.exp(np.clip(moved - envelope, -most, most))
    return gain


TABLE = {"formant": formant}
