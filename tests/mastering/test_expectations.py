"""What `expect` measures, on signals whose figures are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from songc.compiler.master import expect
from songc.compiler.vocabulary.blocks import EXPECT
from songc.runtime.expectations import MEASURES

from . import others
from .tones import RATE, programme, tone


def figure(name: str, sound: np.ndarray) -> float:
    return MEASURES[name][0](sound.astype(np.float32), RATE)


def test_what_is_read_is_what_is_measured_and_what_is_told() -> None:
    assert set(expect.MEASURES) == {*MEASURES, "length"} == set(EXPECT.heads)


@pytest.mark.parametrize(("band", "hertz"), [("lows", 100.0), ("mids", 1000.0), ("highs", 8000.0)])
def test_a_band_is_its_part_of_the_power(band: str, hertz: float) -> None:
    """A tone in the band 10 dB below one in another band, which is a part of 1 in 11."""
    other = 1000.0 if band != "mids" else 8000.0
    sound = np.stack([tone(-20.0, 2.0, hz=hertz) + tone(-10.0, 2.0, hz=other)] * 2)
    assert figure(band, sound) == pytest.approx(-10.0 * math.log10(11.0), abs=0.05)


def test_bands_are_the_whole() -> None:
    sound = programme(2, seconds=4)
    assert sum(10.0 ** (figure(band, sound) / 10.0) for band in ("lows", "mids", "highs")) == pytest.approx(1.0)


def test_mono_tells_what_a_sum_of_both_sides_loses() -> None:
    random = np.random.default_rng(4)
    alike = np.repeat(0.1 * random.standard_normal((1, 4 * RATE)), 2, axis=0)
    unlike = 0.1 * random.standard_normal((2, 4 * RATE))
    assert figure("mono", alike) == pytest.approx(0.0, abs=0.01)
    assert figure("mono", unlike) == pytest.approx(-3.01, abs=0.1)
    assert figure("mono", alike * [[1.0], [-1.0]]) == -math.inf
    assert figure("mono", np.zeros((2, RATE))) == 0.0


def test_the_loudest_moments_and_the_crest() -> None:
    sound = np.stack([np.concatenate([tone(-40.0, 5.0), tone(-20.0, 3.0), tone(-40.0, 2.0)])] * 2)
    assert figure("short-term", sound) == pytest.approx(-20.0, abs=0.1)
    assert figure("momentary", sound) == pytest.approx(-20.0, abs=0.1)
    assert figure("crest", np.stack([tone(-6.0, 2.0)] * 2)) == pytest.approx(3.01, abs=0.01)


def test_range_and_peak() -> None:
    """The range by EBU Tech 3342's first case, the peak by another meter."""
    steps = np.stack([np.concatenate([tone(-20.0, 20.0), tone(-30.0, 20.0)])] * 2)
    assert figure("range", steps) == pytest.approx(10.0, abs=0.5)
    sound = programme(5, seconds=4)
    assert figure("true-peak", sound) == pytest.approx(others.true_peak_dbtp(sound), abs=0.2)
