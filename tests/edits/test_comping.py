"""Comps: where takes cross, at which power, and what an edit of a comp runs again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from edits_measure import RATE, cells, evaluated, noise, ran, record, stereo

from songc.compiler.plan_audio import Comp, Join
from songc.runtime.steps.audio import AudioEditStep

CROSS, SEARCH = RATE // 50, RATE // 5
BORDER = 2 * RATE
SECONDS = 4


def joined(takes: list[np.ndarray], comp: Comp, cell: int = 1 << 18) -> np.ndarray:
    heard = [stereo(take) for take in takes]
    return cells(AudioEditStep(comp, len(takes), RATE), heard, heard[0].shape[1], cell)


def comp(shape: str = "equal-power", search: int = SEARCH) -> Comp:
    return Comp(0, (Join(1, BORDER, CROSS, search, shape),))


def steady(seed: int) -> np.ndarray:
    return noise(SECONDS * RATE, seed)


@pytest.mark.parametrize("shape", ["equal-power", "linear", "smooth"])
def test_takes_cross_in_the_gap_before_the_border(shape: str) -> None:
    """Both breathe for 60 ms before the border; the second one comes in early, as singers do."""
    gap = slice(BORDER - RATE // 10, BORDER - RATE // 25)
    one, other = steady(1), steady(2)
    one[gap] *= 1e-3
    other[gap] *= 1e-3
    out = joined([one, other], comp(shape))
    np.testing.assert_array_equal(out[:, : gap.start], stereo(one)[:, : gap.start])
    np.testing.assert_array_equal(out[:, gap.stop :], stereo(other)[:, gap.stop :])
    plain = joined([one, other], comp(shape, search=0))
    np.testing.assert_array_equal(plain[:, : BORDER - CROSS], stereo(one)[:, : BORDER - CROSS])
    np.testing.assert_array_equal(plain[:, BORDER:], stereo(other)[:, BORDER:])


def test_takes_of_one_tone_cross_where_they_are_in_phase() -> None:
    t = np.arange(SECONDS * RATE) / RATE
    one, other = 0.2 * np.sin(2 * np.pi * 220 * t), 0.2 * np.sin(2 * np.pi * 221.5 * t + 1.0)
    for seconds in (0.0, 0.11, 0.24):
        at = Comp(0, (Join(1, BORDER + int(seconds * RATE), CROSS, RATE * 7 // 10, "equal-power"),))
        level = np.convolve(joined([one, other], at)[0].astype(float) ** 2, np.ones(2400) / 2400, "valid")
        np.testing.assert_allclose(10 * np.log10(level / 0.02), 0.0, atol=0.3)


@pytest.mark.parametrize("likeness", [-0.4, 0.0, 0.6, 1.0])
def test_power_is_held_within_half_a_decibel(likeness: float) -> None:
    """A crossfade of a second, however alike the takes are."""
    other = likeness * steady(1) + np.sqrt(1 - likeness**2) * steady(2)
    out = joined([steady(1), other], Comp(0, (Join(1, 3 * RATE, RATE, 0, "equal-power"),)))
    power = out[0].astype(float).reshape(-1, 4800).var(axis=1)
    np.testing.assert_allclose(10 * np.log10(power / 0.01), 0.0, atol=0.5)


def test_comps_in_cells_are_comps_in_one_piece() -> None:
    takes = [steady(seed) * (1 + np.sin(np.arange(SECONDS * RATE) / 3000)) for seed in (1, 2, 3)]
    joins = (Join(1, RATE, CROSS, SEARCH, "equal-power"), Join(2, BORDER, CROSS, SEARCH, "linear"))
    whole = joined(takes, Comp(0, (*joins, Join(0, 3 * RATE, CROSS, SEARCH, "smooth"))))
    for cell in (1 << 16, 1 << 14, 7001):
        np.testing.assert_array_equal(
            joined(takes, Comp(0, (*joins, Join(0, 3 * RATE, CROSS, SEARCH, "smooth"))), cell), whole
        )


def test_a_cell_knows_only_its_own_joins() -> None:
    early, late = Join(1, RATE, CROSS, SEARCH, "linear"), Join(2, 3 * RATE, CROSS, SEARCH, "linear")
    made = Comp(0, (early, late))
    assert made.local(0, RATE // 2) == Comp(0, ())
    assert made.local(RATE, RATE) == Comp(1, ())
    assert made.local(3 * RATE, RATE) == Comp(2, ())
    assert made.local(RATE // 2, RATE) == Comp(0, (Join(1, RATE // 2, CROSS, SEARCH, "linear"),))


def test_a_moved_border_runs_only_the_cells_around_it(tmp_path: Path) -> None:
    for name, seed in (("one.wav", 1), ("two.wav", 2)):
        record(tmp_path, name, noise(12 * RATE, seed))
    takes = 'take 1 { file "one.wav" at verse.1:1 } take 2 { file "two.wav" at verse.1:1 }'
    text = "takes {{ track voice {{ {} }} }}\nedits {{ track voice {{ comp chorus.1 take 2; comp {} take 2 }} }}\n"
    first, out = evaluated(tmp_path, text.format(takes, "verse.1:2.3..verse.1:2.4"), "edit:voice", 1 << 15)
    assert len(first.outcomes["edit:voice"].ran) > 12
    again, _ = evaluated(tmp_path, text.format(takes, "verse.1:2.2..verse.1:2.4"), "edit:voice", 1 << 15)
    assert set(ran(again)) == {"edit:voice"} and ran(again)["edit:voice"] <= 3
    inside = slice(3 * RATE, 4 * RATE - 12_000)
    np.testing.assert_array_equal(out[0, inside], noise(12 * RATE, 2)[inside].astype(np.float32))
