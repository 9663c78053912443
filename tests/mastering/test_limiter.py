"""The limiter: its ceiling by other meters, its cells, its manners."""

from __future__ import annotations

import numpy as np
import pytest

from songc.runtime.mastering.limiter import LOOKAHEAD_SECONDS, MARGIN_DB, gain_reduction, limit, limiter_window

from . import others
from .cells import limited, windowed
from .hostile import MAKERS, signal
from .tones import RATE, programme, tone

CEILING = -1.0


def reduction_db(sound: np.ndarray, gain_db: float = 0.0) -> np.ndarray:
    units, octave = gain_reduction(sound.astype(np.float32), rate=RATE, gain_db=gain_db, ceiling_dbtp=CEILING)
    return units / octave * 20.0 * np.log10(2.0)


@pytest.mark.parametrize("number", range(3 * len(MAKERS)))
def test_hostile_signals_stay_under_the_ceiling(number: int) -> None:
    """More of them: `python -m tests.mastering.soak`."""
    made = limit(signal(number, 12_000), rate=RATE, gain_db=0.0, ceiling_dbtp=CEILING)
    assert others.true_peak_dbtp(made) <= CEILING + 0.1


@pytest.mark.parametrize("rate", [44100, 96000])
@pytest.mark.parametrize("gain_db", [6.0, 20.0])
def test_programme_stays_under_the_ceiling_and_reaches_it(rate: int, gain_db: float) -> None:
    sound = programme(1, seconds=3, rate=rate) * np.float32(4.0)
    peak = others.true_peak_dbtp(limit(sound, rate=rate, gain_db=gain_db, ceiling_dbtp=CEILING))
    assert CEILING - MARGIN_DB - 0.1 <= peak <= CEILING


@pytest.mark.parametrize("number", [0, 4, 8])
@pytest.mark.parametrize("cell", [17_001, 1 << 15])
def test_cells_made_alone_have_the_same_bits(number: int, cell: int) -> None:
    sound = signal(number, 120_000)
    whole = limited(sound, RATE, 12.0, CEILING)
    assert np.array_equal(limited(sound, RATE, 12.0, CEILING, cell=cell), whole)


def test_what_lies_outside_the_window_does_not_matter() -> None:
    window = limiter_window(RATE)
    start, frames = window.lookback + 5000, 9000
    sound = signal(9, start + frames + window.lookahead + 5000)
    other = sound.copy()
    other[:, : start - window.lookback] = 30.0
    other[:, start + frames + window.lookahead :] = -30.0
    made = [
        limit(each, rate=RATE, gain_db=9.0, ceiling_dbtp=CEILING)[:, start : start + frames] for each in (sound, other)
    ]
    assert np.array_equal(*made)
    assert np.abs(made[0]).max() > 0.5
    only = limit(sound, rate=RATE, gain_db=9.0, ceiling_dbtp=CEILING, first=start, frames=frames)
    assert np.array_equal(only, made[0])
    nearer = limit(
        windowed(other, window._replace(lookback=window.lookback + 500), start, frames),
        rate=RATE,
        gain_db=9.0,
        ceiling_dbtp=CEILING,
    )
    assert np.array_equal(nearer[:, window.lookback + 500 :][:, :frames], made[0])


def test_under_the_ceiling_it_is_a_plain_gain() -> None:
    sound = programme(2, seconds=2)
    made = limit(sound, rate=RATE, gain_db=-6.0, ceiling_dbtp=CEILING)
    assert np.array_equal(made, (sound.astype(np.float64) * 10.0 ** (-6.0 / 20.0)).astype(np.float32))
    assert np.array_equal(
        limit(sound * np.float32(0.1), rate=RATE, gain_db=0.0, ceiling_dbtp=CEILING), sound * np.float32(0.1)
    )


def test_a_deep_reduction_is_as_exact_as_a_small_one() -> None:
    """Gains come from a series: over 100 dB it still holds the ceiling."""
    quiet = np.full((2, 9000), 1e-4, np.float32)
    quiet[:, 5000] = 1e5
    made = limit(quiet, rate=RATE, gain_db=0.0, ceiling_dbtp=CEILING)
    assert 20.0 * np.log10(made[0, 5000]) == pytest.approx(CEILING - MARGIN_DB, abs=0.6)
    reduced = made[0, 5000] / np.float32(1e5)
    assert 20.0 * np.log10(reduced) == pytest.approx(-reduction_db(quiet)[5000], abs=1e-3)


def test_both_sides_come_down_together() -> None:
    sound = programme(4, seconds=2) * np.float32(6.0)
    sound[1] *= 0.1
    made = limit(sound, rate=RATE, gain_db=0.0, ceiling_dbtp=CEILING)
    heard = np.abs(sound) > 1e-3
    gains = np.where(heard, made / np.where(heard, sound, 1.0), np.nan)
    both = heard.all(axis=0)
    assert both.sum() > 10_000
    assert np.allclose(gains[0, both], gains[1, both], rtol=1e-4)
    assert np.nanmin(gains) < 0.7


@pytest.mark.parametrize("number", range(len(MAKERS)))
def test_gain_moves_without_steps(number: int) -> None:
    """The reduction of a peak is spread over the look-ahead: no frame moves by more than the steepest part of that
    curve, and the slope itself never jumps."""
    reduction = reduction_db(signal(number, 24_000), 6.0)
    deepest = reduction.max()
    box = LOOKAHEAD_SECONDS * RATE / 3
    assert np.abs(np.diff(reduction)).max() <= deepest / box
    assert np.abs(np.diff(reduction, 2)).max() <= 2.1 * deepest / box**2


def test_a_lone_peak_is_let_go_quickly_and_dense_music_slowly() -> None:
    quiet = np.full((2, 2 * RATE), 0.01)
    lone, dense = quiet.copy(), quiet.copy()
    lone[:, RATE] = 10.0 ** (5.0 / 20.0)
    dense[:, :RATE] = tone(5.0, 1.0, hz=200.0)
    after = RATE + RATE // 8
    lone_db, dense_db = reduction_db(lone), reduction_db(dense)
    assert lone_db[RATE] == pytest.approx(6.0 + MARGIN_DB, abs=0.1)
    assert dense_db[RATE // 2] == pytest.approx(6.0 + MARGIN_DB, abs=0.1)
    assert lone_db[after] < 0.25 * lone_db[RATE]
    assert dense_db[after] > 0.6 * dense_db[RATE // 2]
    assert lone_db[-1] == dense_db[-1] == 0.0


@pytest.mark.parametrize(("hz", "most_db"), [(50.0, -45.0), (80.0, -70.0), (110.0, -100.0), (1000.0, -110.0)])
def test_a_steady_tone_stays_a_tone(hz: float, most_db: float) -> None:
    sound = np.tile(tone(5.0, 4.0, hz=hz), (2, 1)).astype(np.float32)
    made = limit(sound, rate=RATE, gain_db=0.0, ceiling_dbtp=CEILING)[0, RATE : 3 * RATE].astype(np.float64)
    power = np.abs(np.fft.rfft(made * np.hanning(made.size))) ** 2
    place = round(hz * made.size / RATE)
    fundamental = power[place - 3 : place + 4].sum()
    rest = power[5:].sum() - fundamental
    assert 10.0 * np.log10(rest / fundamental) < most_db


def test_what_is_no_number_is_silence() -> None:
    sound = programme(5, seconds=1)
    broken = sound.copy()
    broken[0, 1000], broken[1, 2000], broken[0, 3000] = np.nan, np.inf, -np.inf
    made = limit(broken, rate=RATE, gain_db=12.0, ceiling_dbtp=CEILING)
    assert np.isfinite(made).all()
    assert made[0, 1000] == made[1, 2000] == made[0, 3000] == 0.0
    assert not limit(np.zeros((2, 5000), np.float32), rate=RATE, gain_db=60.0, ceiling_dbtp=CEILING).any()
