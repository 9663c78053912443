"""A crescendo within a note: level and brightness grow where the instrument sustains, and only there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from songc.compiler.plan import Instrument
from songc.compiler.vocabulary.instruments import resolve
from songc.runtime.instruments import fonts, render

from .measures import centroid, rms_db
from .phrases import RATE, Sound, instrument, note

BANK = fonts.find("gm", Path("/"))
GROWS = ("saw-lead", "string-ensemble", "brass-section", "choir-ah", "warm-pad")
FIRST = slice(int(0.2 * RATE), int(0.5 * RATE))
LAST = slice(int(1.6 * RATE), int(1.9 * RATE))


def held(player: Instrument, velocity: float, swell: float = 0.0) -> Sound:
    return render(player, [replace(note(60, velocity, 2.0), swell=swell)], 2 * RATE, RATE)


def gm(program: str) -> Instrument:
    assert BANK is not None
    settings = tuple((s.name, program if s.name == "program" else s.default) for s in resolve("soundfont", "gm") or ())
    return Instrument("soundfont", fonts.register(BANK), settings)


@pytest.mark.parametrize("name", GROWS)
def test_level_and_brightness_grow_to_those_of_a_hard_note(name: str) -> None:
    player = instrument("synth", name)
    soft, growing, hard = held(player, 0.4), held(player, 0.4, 0.5), held(player, 0.85)
    assert np.allclose(growing[:, :240], soft[:, :240], atol=2e-3)
    assert rms_db(growing[:, LAST]) - rms_db(soft[:, LAST]) > 3.0
    assert rms_db(growing[:, LAST]) - rms_db(hard[:, LAST]) == pytest.approx(0.0, abs=1.5)
    assert centroid(growing[:, LAST]) > 1.02 * centroid(soft[:, LAST])


@pytest.mark.parametrize("name", ["grand-piano", "steel-string", "pluck", "vibraphone"])
def test_what_is_struck_cannot_swell(name: str) -> None:
    player = instrument("synth", name)
    assert np.array_equal(held(player, 0.4, 0.5), held(player, 0.4))


def test_a_note_can_die_away_too() -> None:
    player = instrument("synth", "string-ensemble")
    assert rms_db(held(player, 0.9, -0.6)[:, LAST]) < rms_db(held(player, 0.9)[:, LAST]) - 6.0


@pytest.mark.skipif(BANK is None, reason="needs a General MIDI bank")
def test_bowed_and_blown_samples_swell_and_struck_ones_do_not() -> None:
    for program in ("40", "48", "56", "73"):
        player = gm(program)
        assert rms_db(held(player, 0.4, 0.5)[:, LAST]) - rms_db(held(player, 0.4)[:, LAST]) > 8.0, program
        opened, plain = (
            centroid(x[:, LAST]) / centroid(x[:, FIRST]) for x in (held(player, 0.4, 0.5), held(player, 0.4))
        )
        assert opened > 1.02 * plain, program
    for program in ("0", "24"):
        player = gm(program)
        assert np.array_equal(held(player, 0.4, 0.5), held(player, 0.4)), program
