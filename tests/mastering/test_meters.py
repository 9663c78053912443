"""Figures of signals: against two independent meters, across cells, and at the edges."""

from __future__ import annotations

import math

import numpy as np
import pytest

from songc.runtime.mastering import meters
from songc.runtime.mastering.kweighting import SLOTS_PER_SECOND, slot_start, slots_within
from songc.runtime.mastering.loudness import loudness_range_lu
from songc.runtime.mastering.truepeak import true_peak, true_peaks

from . import others
from .cells import figures, measures
from .hostile import MAKERS, signal
from .tones import RATE, programme, steps


@pytest.mark.parametrize("number", range(8))
def test_two_other_meters_agree(number: int) -> None:
    compare(number, [44100, 48000, 88200, 96000][number % 4])


def compare(number: int, rate: int) -> None:
    """Raises AssertionError where ours differs from libebur128 or pyloudnorm on programme of that number."""
    sound = programme(number, seconds=20, rate=rate)
    taken = measures(sound, rate)
    found, energies = meters.combine(taken), meters.energies_of(taken)
    integrated, spread, peak = others.libebur128(sound, rate)
    assert found.integrated_lufs == pytest.approx(integrated, abs=0.02)
    assert found.integrated_lufs == pytest.approx(others.pyloudnorm_lufs(sound, rate), abs=0.1)
    assert found.true_peak_dbtp == pytest.approx(peak, abs=0.2)
    # libebur128 steps its short-term loudness by a second; at the same step the range is the same.
    assert loudness_range_lu(energies, rate, SLOTS_PER_SECOND) == pytest.approx(spread, abs=0.01)


def test_figures_do_not_depend_on_the_cells() -> None:
    sound = programme(3)
    whole, cut = figures(sound, RATE, cell=1 << 20), figures(sound, RATE, cell=50_001)
    assert cut.integrated_lufs == pytest.approx(whole.integrated_lufs, abs=1e-9)
    assert cut.range_lu == pytest.approx(whole.range_lu, abs=1e-9)
    assert cut.true_peak_dbtp == whole.true_peak_dbtp
    assert cut.correlation == pytest.approx(whole.correlation, abs=1e-9)


def test_a_peak_between_two_cells_is_seen() -> None:
    sound = np.zeros((2, 4000), np.float32)
    sound[:, 1999:2001] = 0.9  # the wave rises above both between them
    assert figures(sound, RATE, cell=2000).true_peak_dbtp == figures(sound, RATE).true_peak_dbtp > -0.1


@pytest.mark.parametrize("number", range(2 * len(MAKERS)))
def test_no_peak_that_passes_the_floor_is_left_out(number: int) -> None:
    """Blocks that cannot pass it are not looked at closely: by how far a wave can rise between samples."""
    sound = signal(number, 6_000)
    every = true_peaks(sound, first=-50, frames=6_100, floor=0.0)
    assert every.max() == true_peak(sound) >= np.abs(sound).max()
    for share in (0.3, 0.7, 0.95, 0.9999):
        floor = share * float(every.max())
        told = true_peaks(sound, first=-50, frames=6_100, floor=floor)
        passing = every > floor
        assert np.array_equal(told[passing], every[passing]) and told[~passing].max(initial=0.0) <= floor


@pytest.mark.parametrize("rate", [22050, 44100, 48000, 11025])
def test_every_slot_lies_in_one_cell(rate: int) -> None:
    cells = [slots_within(start, 5000, rate) for start in range(0, 200_000, 5000)]
    assert [slot for cell in cells for slot in cell] == list(range(cells[-1].stop))
    for start, cell in zip(range(0, 200_000, 5000), cells, strict=True):
        assert all(start <= slot_start(slot, rate) < start + 5000 for slot in cell)
    assert cells[-1].stop == pytest.approx(200_000 * SLOTS_PER_SECOND / rate, abs=1)


def test_silence() -> None:
    found = figures(np.zeros((2, RATE), np.float32), RATE)
    assert found.integrated_lufs == found.true_peak_dbtp == found.rms_dbfs == -math.inf
    assert (found.range_lu, found.crest_db, found.correlation) == (0.0, 0.0, 1.0)


def test_measure_of_silence_is_the_measure_of_silence() -> None:
    silence = measures(np.zeros((2, 70_000), np.float32), RATE, cell=30_001)
    expected = [
        meters.measure_of_silence(rate=RATE, start=start, frames=frames)
        for start, frames in ((0, 30_001), (30_001, 30_001), (60_002, 9_998))
    ]
    assert silence == expected


def test_too_short_to_be_loud() -> None:
    found = figures(steps((-20, 0.39)), RATE)
    assert found.integrated_lufs == -math.inf
    assert found.sample_peak_dbfs == pytest.approx(-20.0, abs=0.01)


def test_crest_and_correlation() -> None:
    sound = steps((-6, 2))
    found = figures(sound, RATE)
    assert found.crest_db == pytest.approx(3.01, abs=0.01)
    assert found.correlation == pytest.approx(1.0)
    sound[1] *= -1
    assert figures(sound, RATE).correlation == pytest.approx(-1.0)
    sound[1] = np.roll(sound[1], 12)  # a quarter of a period
    assert figures(sound, RATE).correlation == pytest.approx(0.0, abs=1e-3)


def test_measures_must_follow_each_other() -> None:
    first, second = measures(steps((-20, 2)), RATE, cell=RATE)
    with pytest.raises(ValueError, match="follow each other"):
        meters.combine([second, first])
    with pytest.raises(ValueError, match="no measures"):
        meters.combine([])
