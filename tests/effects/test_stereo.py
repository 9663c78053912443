"""Stereo and gain."""

from __future__ import annotations

import numpy as np
from effects_measure import effect, noise, peak_db, rms_db, run


def test_width() -> None:
    audio = noise(0.2)
    mono = run(effect("width", amount=0.0), audio)
    assert np.array_equal(mono[0], mono[1])
    assert peak_db(mono[0] - (audio[0] + audio[1]) / 2) < -140.0
    wide = run(effect("width", amount=2.0), audio)
    assert peak_db((wide[0] - wide[1]) - 2 * (audio[0] - audio[1])) < -120.0


def test_trim() -> None:
    audio = noise(0.2)
    assert abs(rms_db(run(effect("trim", gain=-7.5), audio)) - rms_db(audio) + 7.5) < 1e-3
    assert not run(effect("trim", gain=-120.0), audio).any()
