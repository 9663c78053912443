"""The pitch of a voice: YIN (de Cheveigné and Kawahara, "YIN, a fundamental frequency estimator for speech and music",
J. Acoust. Soc. Am. 111(4), 2002), steps 1 to 5, with the difference function by FFT."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan_audio import FindPitch
from ..kernel import kernel
from ..window import Window
from .onsets import hop_of

VERSION = "1"

LOWEST_HERTZ = 55.0
HIGHEST_HERTZ = 1100.0
_WINDOW_SECONDS = 0.025
_FLOOR = 10.0 ** (-60.0 / 10.0)  # mean square under which there is no voice
_PERIODIC = 0.12  # the first dip under this is the period
_VOICED = 0.25  # a voice has one under this
_BATCH = 128  # hops


def window(step: FindPitch, rate: int) -> Window:
    before, after = _reach(rate)
    return Window(before, after + hop_of(rate))


def make(
    step: FindPitch, inputs: Sequence[NDArray[np.float32] | None], *, window: Window, frames: int, rate: int
) -> NDArray[np.float32]:
    """Left the frequency in Hz (0: no voice), right the aperiodicity, each held for a hop."""
    (sound,) = inputs
    assert sound is not None
    hop = hop_of(rate)
    mono = 0.5 * (sound[0].astype(np.float64) + sound[1])
    found = tracked(mono, window.lookback + hop // 2, -(-frames // hop), rate)
    return np.repeat(found, hop, axis=1)[:, :frames].astype(np.float32)


def tracked(mono: NDArray[np.float64], first: int, hops: int, rate: int) -> NDArray[np.float64]:
    """Frequency and aperiodicity at frames `first`, a hop later, and so on: (2, hops)."""
    hop = hop_of(rate)
    before, after = _reach(rate)
    wide, longest = _lengths(rate)
    size = 1 << (before + after - 1).bit_length()
    start = first - before
    padded = np.pad(mono, (max(-start, 0), before + after + hop))[max(start, 0) :]
    views = np.lib.stride_tricks.sliding_window_view(padded, wide + longest)[::hop][:hops]
    found = np.zeros((2, hops))
    shortest = int(rate / HIGHEST_HERTZ)
    for block in range(0, hops, _BATCH):
        heard = views[block : block + _BATCH]
        ahead = np.fft.rfft(heard, size)
        own = np.fft.rfft(heard[:, :wide], size)
        likeness = np.fft.irfft(ahead * np.conj(own), size)[:, :longest]
        energy = np.cumsum(np.pad(heard**2, ((0, 0), (1, 0))), axis=1)
        own_energy = energy[:, wide]
        moved = energy[:, wide : wide + longest] - energy[:, :longest]
        difference = np.ascontiguousarray(np.maximum(own_energy[:, None] + moved - 2.0 * likeness, 0.0))
        periods = np.zeros((2, heard.shape[0]))
        _periods(difference, shortest, _PERIODIC, np.empty(longest), periods)
        voiced = (periods[1] < _VOICED) & (own_energy > wide * _FLOOR) & (periods[0] > 0)
        part = found[:, block : block + _BATCH]
        part[0] = np.where(voiced, rate / np.maximum(periods[0], 1.0), 0.0)
        part[1] = periods[1]
    return found


def _lengths(rate: int) -> tuple[int, int]:
    """The integration window, and the longest period."""
    return int(_WINDOW_SECONDS * rate), int(rate / LOWEST_HERTZ) + 2


def _reach(rate: int) -> tuple[int, int]:
    """Frames before and after a moment: it is in the middle of the two windows at 200 Hz."""
    wide, longest = _lengths(rate)
    before = (wide + rate // 200) // 2
    return before, wide + longest - before


@kernel("void(float64[:, ::1], int64, float64, float64[::1], float64[:, ::1])")
def _periods(
    difference: NDArray[np.float64],
    shortest: int,
    periodic: float,
    level: NDArray[np.float64],
    out: NDArray[np.float64],
) -> None:
    """For each row, the period (0: none) and the dip of the cumulative mean normalised difference there.
    `level` (lag) is scratch."""
    count = difference.shape[1]
    for row in range(difference.shape[0]):
        d = difference[row]
        total = 0.0
        level[0] = 1.0
        for lag in range(1, count):
            total += d[lag]
            level[lag] = d[lag] * lag / total if total > 0.0 else 1.0
        best = 0
        for lag in range(shortest, count - 1):
            if level[lag] < periodic and level[lag] <= level[lag + 1]:
                best = lag
                break
        if best == 0:
            best = shortest
            for lag in range(shortest, count - 1):
                if level[lag] < level[best]:
                    best = lag
        out[1, row] = level[best]
        if best <= shortest or best >= count - 2:
            continue
        a, b, c = d[best - 1], d[best], d[best + 1]
        bend = a - 2.0 * b + c
        out[0, row] = best + (0.5 * (a - c) / bend if bend > 0.0 else 0.0)
