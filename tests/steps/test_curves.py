"""Curves: a part cut out is the whole curve there, and says no more than shapes it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from songc.compiler.plan import Curve
from songc.runtime.curves import STEP_FRAMES, cut, gains, values

points = st.lists(
    st.tuples(st.integers(0, 4000), st.floats(-60, 12), st.sampled_from(["step", "linear", "smooth"])),
    min_size=1,
    max_size=6,
    unique_by=lambda point: point[0],
).map(lambda found: Curve(tuple(sorted(found))))


@given(points, st.integers(0, 4000), st.integers(1, 1500))
def test_a_part_equals_the_whole_there(curve: Curve, start: int, frames: int) -> None:
    whole = values(curve, 6000)[start : start + frames]
    np.testing.assert_allclose(values(cut(curve, start, start + frames), frames), whole, atol=1e-9)


def test_a_point_out_of_reach_is_forgotten() -> None:
    early = Curve(((0, 0.0, "step"), (100, -3.0, "step"), (50_000, -9.0, "step")))
    other = Curve(((0, 5.0, "linear"), (60, -3.0, "step"), (50_000, -9.0, "step")))
    assert (
        cut(early, 10_000, 20_000) == cut(other, 10_000, 20_000)
        or values(cut(early, 10_000, 20_000), 5).tolist() == [-3.0] * 5
    )


def test_a_constant_is_one_number() -> None:
    assert gains(Curve.constant(-20.0), 100) == 0.1
    assert gains(Curve.constant(-120.0), 100) == 0.0
    flat = Curve(((0, -20.0, "linear"), (500, -20.0, "linear")))
    assert cut(flat, 0, 1000) == Curve.constant(-20.0)


def test_a_step_is_a_ramp_without_a_click() -> None:
    curve = Curve(((0, 0.0, "step"), (1000, -12.0, "step")))
    gain = np.asarray(gains(curve, 3000))
    assert gain[999] == 1.0
    np.testing.assert_allclose(gain[1000 + STEP_FRAMES], 10 ** (-12 / 20), rtol=1e-9)
    assert np.abs(np.diff(gain)).max() < 0.01
