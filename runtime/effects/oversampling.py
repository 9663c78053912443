"""Oversampling: a non-linear curve at several times the sample rate, in blocks, aligned to the sample.

Stages of linear-phase half-band filters, each but the first short, since images then lie far away. Curves are
antialiased once more by their own integral (Parker, Zavalishin and Le Bivic, "Reducing the aliasing of nonlinear
waveshaping using continuous-time convolution", DAFx-16)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .job import Stereo

# One-sided taps of each doubling, the first to 20 kHz at 48 kHz: 100 dB down in the stop band.
_STAGES = ((20, 10.0), (6, 9.0), (4, 9.0))
_BLOCK = 1024

# Frames on either side of a sample that oversampling reads.
REACH = 64


def _taps(count: int, beta: float) -> NDArray[np.float64]:
    """Odd taps of a Kaiser-windowed half-band filter, from the middle outwards, for interpolation (they sum to a
    half)."""
    distance = 2.0 * np.arange(count) + 1.0
    window = np.i0(beta * np.sqrt(1.0 - (distance / (2.0 * count)) ** 2)) / np.i0(beta)
    taps = np.sin(np.pi * distance / 2.0) / (np.pi * distance / 2.0) * window
    return np.ascontiguousarray(taps * (0.5 / taps.sum()))


_TAPS = tuple(_taps(count, beta) for count, beta in _STAGES)


@kernel("void(float64[:, ::1], float64[::1], float64[::1], float64[:, ::1])")
def _double(audio: Stereo, taps: NDArray[np.float64], between: NDArray[np.float64], out: Stereo) -> None:
    """Twice the rate: `out` has 2 (n - 2 reach) samples, of the input without `reach` frames at either end.
    `between` is scratch for those in the middle."""
    reach = taps.shape[0]
    count = audio.shape[1] - 2 * reach
    for channel in range(2):
        row = audio[channel]
        for i in range(count):
            between[i] = 0.0
        for tap in range(reach):
            weight = taps[tap]
            earlier = row[reach - tap : reach - tap + count]
            later = row[reach + tap + 1 : reach + tap + 1 + count]
            for i in range(count):
                between[i] += weight * (earlier[i] + later[i])
        middle = row[reach : reach + count]
        wide = out[channel]
        for i in range(count):
            wide[2 * i] = middle[i]
            wide[2 * i + 1] = between[i]


@kernel("void(float64[:, ::1], float64[::1], float64[::1], float64[:, ::1])")
def _halve(audio: Stereo, taps: NDArray[np.float64], odd: NDArray[np.float64], out: Stereo) -> None:
    """Half the rate: `out` has n / 2 - 2 reach samples, of the input without 2 `reach` samples at either end.
    `odd` (n / 2) is scratch."""
    reach = taps.shape[0]
    count = audio.shape[1] // 2 - 2 * reach
    for channel in range(2):
        row = audio[channel]
        narrow = out[channel]
        for i in range(odd.shape[0]):
            odd[i] = row[2 * i + 1]
        even = row[2 * reach :]
        for i in range(count):
            narrow[i] = 0.5 * even[2 * i]
        for tap in range(reach):
            weight = 0.5 * taps[tap]
            earlier = odd[reach - 1 - tap : reach - 1 - tap + count]
            later = odd[reach + tap : reach + tap + count]
            for i in range(count):
                narrow[i] += weight * (earlier[i] + later[i])


def _doubled(audio: Stereo, taps: NDArray[np.float64]) -> Stereo:
    count = audio.shape[1] - 2 * taps.size
    wide = np.empty((2, 2 * count))
    _double(audio, taps, np.empty(count), wide)
    return wide


def _halved(audio: Stereo, taps: NDArray[np.float64]) -> Stereo:
    half = audio.shape[1] // 2
    narrow = np.empty((2, half - 2 * taps.size))
    _halve(audio, taps, np.empty(half), narrow)
    return narrow


def shaped(audio: Stereo, factor: int, curve: Callable[[Stereo], Stereo]) -> Stereo:
    """`curve` applied to (2, n) at 2, 4 or 8 times the rate. The curve is given (2, m + 1) samples and returns (2, m):
    each of its results stands between two samples."""
    stages = _TAPS[: factor.bit_length() - 1]
    frames = audio.shape[1]
    padded = np.concatenate((np.zeros((2, REACH)), audio, np.zeros((2, REACH + _BLOCK))), axis=1)
    out = np.empty((2, frames))
    for first in range(0, frames, _BLOCK):
        last = min(first + _BLOCK, frames)
        block = np.ascontiguousarray(padded[:, first : first + _BLOCK + 2 * REACH])
        out[:, first:last] = _block(block, stages, curve, factor)[:, : last - first]
    return out


def raised(audio: Stereo, factor: int, work: Callable[[Stereo], Stereo]) -> Stereo:
    """(2, n) through `work` at 2, 4 or 8 times the rate, in one piece: `work` has a memory, and gives as many samples
    as it is given."""
    stages = _TAPS[: factor.bit_length() - 1]
    sound = np.pad(audio, ((0, 0), (REACH, REACH)))
    edge = REACH
    for taps in stages:
        sound, edge = _doubled(sound, taps), 2 * (edge - taps.size)
    sound = work(sound)
    for taps in reversed(stages):
        sound, edge = _halved(sound, taps), edge // 2 - taps.size
    return sound[:, edge : edge + audio.shape[1]]


def _block(
    block: Stereo, stages: tuple[NDArray[np.float64], ...], curve: Callable[[Stereo], Stereo], factor: int
) -> Stereo:
    edge = REACH  # samples before the block's first frame, at the current rate
    for taps in stages:
        block, edge = _doubled(block, taps), 2 * (edge - taps.size)
    bent = curve(block)
    block = np.concatenate((bent, bent[:, -1:]), axis=1)
    for taps in reversed(stages):
        block, edge = _halved(block, taps), edge // 2 - taps.size
    return _levelled(block, factor)[:, edge - 2 : edge - 2 + _BLOCK]


def _levelled(audio: Stereo, factor: int) -> Stereo:
    """Lifts the top by what taking means between samples costs there, 1 / cos(w / 2 factor), to the fourth order of w.
    Two frames shorter at either end."""
    second = 1.0 / (4.0 * factor**2)
    fourth = 5.0 / (96.0 * factor**4) + 1.0 / (24.0 * factor**2)
    inner, outer = -0.5 * second - fourth, 0.25 * fourth
    middle = 1.0 + second + 1.5 * fourth
    sides = inner * (audio[:, 1:-3] + audio[:, 3:-1]) + outer * (audio[:, :-4] + audio[:, 4:])
    return middle * audio[:, 2:-2] + sides
