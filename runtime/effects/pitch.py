"""Pitch shift that keeps the time: a phase vocoder, made a function of time.

Stretched by a phase vocoder (`phases`), then read faster or slower. Both channels turn
by the same angles, which hold the image. Phases depend on where the vocoder began, so it begins anew on a fixed grid of
the song's frames, after a run-in, and the stretches are joined by crossfades: every window hears the same."""

from __future__ import annotations

import math

import numpy as np

from .job import Job, Stereo
from .phases import locked, unturned
from .tables import PITCH_BLOCK, PITCH_JOIN, PITCH_RUN_IN
from .taps import read

_GRAIN = 4096
_HOP = _GRAIN // 8  # of the stretched sound


def pitch(job: Job) -> Stereo:
    ratio = 2.0 ** (job.number("amount") / 12.0)
    if ratio == 1.0 or job.number("mix") == 0.0 or job.frames == 0:
        return job.audio
    reach = PITCH_BLOCK + PITCH_JOIN + PITCH_RUN_IN
    padded = np.pad(job.audio, ((0, 0), (reach, reach)))
    wet = np.zeros_like(padded)
    first = (job.start - PITCH_JOIN) // PITCH_BLOCK
    for block in range(first, (job.start + job.frames - 1) // PITCH_BLOCK + 1):
        place = reach + block * PITCH_BLOCK - job.start
        piece = _piece(padded, place, ratio)
        start, stop = max(place, 0), min(place + piece.shape[1], padded.shape[1])
        wet[:, start:stop] += piece[:, start - place : stop - place]
    return job.blend(wet[:, reach : reach + job.frames])


def _piece(padded: Stereo, place: int, ratio: float) -> Stereo:
    """One piece of the grid from `place`, faded in and out over its joins; silence where the window does not reach."""
    length = PITCH_BLOCK + PITCH_JOIN
    first, last = place - PITCH_RUN_IN, place + length + PITCH_RUN_IN
    heard = np.zeros((2, last - first))
    start, stop = max(first, 0), min(last, padded.shape[1])
    heard[:, start - first : stop - first] = padded[:, start:stop]
    if not heard.any():
        return np.zeros((2, length))
    stretched = _stretched(heard, ratio)
    frames = np.arange(length, dtype=np.float64)
    piece = read(stretched, frames - (PITCH_RUN_IN + frames) * ratio)
    fade = np.sin(0.5 * math.pi * (np.arange(PITCH_JOIN) + 0.5) / PITCH_JOIN)
    piece[:, :PITCH_JOIN] *= fade
    piece[:, -PITCH_JOIN:] *= fade[::-1]
    return piece


def _stretched(audio: Stereo, ratio: float) -> Stereo:
    """(2, n) made `ratio` times as long at its pitch. Grain k is taken around frame k hop / ratio and laid around k
    hop."""
    half = _GRAIN // 2
    window = np.sin(np.pi * (np.arange(_GRAIN) + 0.5) / _GRAIN) ** 2
    padded = np.pad(audio, ((0, 0), (half, _GRAIN)))
    count = math.ceil(audio.shape[1] * ratio / _HOP) + 1
    taken = np.rint(np.arange(count) * _HOP / ratio).astype(np.int64)
    out = np.zeros((2, count * _HOP + _GRAIN))
    bins = np.arange(_GRAIN // 2 + 1)
    # What reading faster would lift over half the sample rate.
    kept = bins <= (_GRAIN // 2) / max(ratio, 1.0)
    turn = unturned(bins.size)
    before = np.zeros(bins.size, np.complex128)
    for grain, place in enumerate(taken):
        place = min(int(place), padded.shape[1] - _GRAIN)
        spectra = np.fft.rfft(padded[:, place : place + _GRAIN] * window)
        both = spectra[0] + 1j * spectra[1]  # one phase for both sides, which opposite sides cannot cancel
        hop = place - min(int(taken[grain - 1]), padded.shape[1] - _GRAIN) if grain else 0
        if hop > 0:
            turn = locked(both, before, turn, hop, _HOP)
        before = both
        turned = np.fft.irfft(spectra * (turn.factors * kept)) * window
        out[:, grain * _HOP : grain * _HOP + _GRAIN] += turned
    return out[:, half:] / 3.0  # the overlapped squares of the window


TABLE = {"pitch": pitch}
