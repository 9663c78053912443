"""Meters: a measure of each cell, and how the measures of a signal combine into its figures."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...compiler.frozen import dataclass
from ..window import Window
from . import kweighting, loudness, truepeak

VERSION = f"2/{kweighting.VERSION}/{loudness.VERSION}/{truepeak.VERSION}"

_CELL = struct.Struct("<qqqddddd")  # start, frames, rate, sample peak, true peak, sum of L*L, of R*R, of L*R


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of a stereo signal. Levels of silence are minus infinity.

    `correlation` of left and right runs from -1 to 1 (1 also for silence); `crest_db` is sample peak over RMS of both
    channels."""

    rate: int
    frames: int
    integrated_lufs: float
    momentary_max_lufs: float
    short_term_max_lufs: float
    range_lu: float
    true_peak_dbtp: float
    sample_peak_dbfs: float
    rms_dbfs: float
    crest_db: float
    correlation: float


class _Cell(NamedTuple):
    start: int
    frames: int
    rate: int
    sample_peak: float
    true_peak: float
    left: float
    right: float
    cross: float


def measure_window(rate: int) -> Window:
    """What the measure of a cell depends on."""
    slots = kweighting.slot_window(rate)
    return Window(slots.lookback, max(slots.lookahead, truepeak.REACH + 1))


def measure(audio: NDArray[np.float32], *, rate: int, start: int, frames: int) -> bytes:
    """The measure of the `frames` from frame `start` of a signal. `audio` (2, n) is that stretch with
    `measure_window(rate)` around it, silence where it reaches beyond the signal."""
    first = measure_window(rate).lookback
    cell = audio[:, first : first + frames]
    energies = kweighting.slot_energies(audio, rate=rate, start=start, frames=frames)
    left, right = cell.astype(np.float64)
    sums = (float(np.einsum("i,i", a, b)) for a, b in ((left, left), (right, right), (left, right)))
    peaks = (truepeak.sample_peak(cell), truepeak.true_peak_within(audio, first=first - 1, frames=frames + 1))
    return _CELL.pack(start, frames, rate, *peaks, *sums) + energies.astype("<f8").tobytes()


def measure_of_loudness(audio: NDArray[np.float32], *, rate: int, start: int, frames: int) -> bytes:
    """What `measure` gives, as far as loudness hears it: of peaks and correlation it says nothing."""
    energies = kweighting.slot_energies(audio, rate=rate, start=start, frames=frames)
    return _CELL.pack(start, frames, rate, 0.0, 0.0, 0.0, 0.0, 0.0) + energies.astype("<f8").tobytes()


def measure_of_silence(*, rate: int, start: int, frames: int) -> bytes:
    """What `measure` gives for silence."""
    slots = kweighting.slots_within(start, frames, rate)
    return _CELL.pack(start, frames, rate, 0.0, 0.0, 0.0, 0.0, 0.0) + bytes(8 * len(slots))


def energies_of(measures: Sequence[bytes]) -> NDArray[np.float64]:
    """The K-weighted energies of a signal on the 10 ms grid, from the measures of its cells in order; whole slots
    only."""
    cells = [_Cell(*_CELL.unpack_from(each)) for each in measures]
    energies = np.concatenate([np.frombuffer(each, "<f8", offset=_CELL.size) for each in measures] or [np.empty(0)])
    if not cells:
        return energies
    end, rate = cells[-1].start + cells[-1].frames, cells[-1].rate
    return energies[: end * kweighting.SLOTS_PER_SECOND // rate]


def integrated_lufs(measures: Sequence[bytes]) -> float:
    """The loudness alone, of what `combine` gives; minus infinity where there are no measures."""
    if not measures:
        return -math.inf
    return loudness.integrated_lufs(energies_of(measures), _Cell(*_CELL.unpack_from(measures[0])).rate)


def combine(measures: Sequence[bytes]) -> Measures:
    """The figures of a signal from the measures of all its cells, in order. Raises ValueError when there are none or
    they do not follow each other."""
    cells = [_Cell(*_CELL.unpack_from(each)) for each in measures]
    if not cells:
        raise ValueError("no measures to combine")
    if any(after.start != before.start + before.frames for before, after in pairwise(cells)):
        raise ValueError("measures must follow each other")
    rate = cells[0].rate
    frames = sum(cell.frames for cell in cells)
    energies = energies_of(measures)
    left, right, cross = (
        math.fsum(values) for values in zip(*((c.left, c.right, c.cross) for c in cells), strict=True)
    )
    sample_peak = truepeak.decibels(max(cell.sample_peak for cell in cells))
    rms = truepeak.decibels(math.sqrt((left + right) / (2 * frames))) if frames else -math.inf
    both = math.sqrt(left * right)
    return Measures(
        rate=rate,
        frames=frames,
        integrated_lufs=loudness.integrated_lufs(energies, rate),
        momentary_max_lufs=loudness.momentary_max_lufs(energies, rate),
        short_term_max_lufs=loudness.short_term_max_lufs(energies, rate),
        range_lu=loudness.loudness_range_lu(energies, rate),
        true_peak_dbtp=truepeak.decibels(max(cell.true_peak for cell in cells)),
        sample_peak_dbfs=sample_peak,
        rms_dbfs=rms,
        crest_db=sample_peak - rms if rms > -math.inf else 0.0,
        correlation=cross / both if both > 0.0 else 1.0,
    )
