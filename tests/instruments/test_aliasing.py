"""No alias component above -60 dBFS up to C7.

A preset is rendered at its rate and at four times that; what the first has and the second has not, within 50 Hz, is an
alias. Noise is switched off, since it is not the same at two rates."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from songc.compiler.plan import Note
from songc.compiler.vocabulary.instruments import PRESETS, resolve
from songc.runtime.instruments import render

from .measures import Floats, spectrum
from .phrases import RATE, instrument

NOISY = ("noise", "scrape", "knock", "click", "breath", "drift")
SECONDS = 0.3
TIMES = 4
LIMIT_DB = -60.0


def steady(name: str, pitch: float, rate: int) -> Floats:
    known = {setting.name for setting in resolve("synth", name) or ()}
    player = instrument("synth", name, **{key: 0.0 for key in NOISY if key in known})
    frames = int(SECONDS * rate)
    x = render(player, [Note(0, frames, pitch, 1.0, 1)], frames, rate).mean(0)
    return np.asarray(x[frames // 5 :], dtype=np.float64)


def alias_db(name: str, pitch: float) -> float:
    f, here = spectrum(steady(name, pitch, RATE))
    _, there = spectrum(steady(name, pitch, TIMES * RATE))
    near = int(50.0 / f[1])
    around = sliding_window_view(np.pad(there[: len(here)], near, mode="edge"), 2 * near + 1).max(axis=1)
    alien = here[(here > 2.0 * around) & (f > 20.0) & (f < 20000.0)]
    return float(20.0 * np.log10(alien.max(initial=1e-9)))


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("pitch", [72, 84, 91, 96])
def test_no_alias_up_to_c7(name: str, pitch: float) -> None:
    assert alias_db(name, pitch) < LIMIT_DB


def test_the_measure_hears_an_alias(monkeypatch: pytest.MonkeyPatch) -> None:
    from songc.runtime.instruments import subtractive
    from songc.runtime.instruments.tables import LEVELS

    monkeypatch.setattr(subtractive, "step_limits", lambda: np.ones(LEVELS))
    assert alias_db("saw-lead", 96) > LIMIT_DB
