"""A slurred note slides from the pitch before, on the instruments that can."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from songc.compiler.plan import Instrument
from songc.compiler.vocabulary.instruments import resolve
from songc.runtime.instruments import fonts, render

from .measures import cents_off
from .phrases import RATE, Sound, instrument, note

BANK = fonts.find("gm", Path("/"))
STILL = ("vibrato", "drift", "detune", "noise", "breath")
FROM, TO = 57.0, 64.0


def slurred(player: Instrument, start: float = FROM) -> Sound:
    return render(player, [replace(note(TO, 0.8, 1.0), glide_from=start)], RATE, RATE)


def hertz_at(x: Sound, seconds: float) -> float:
    """The pitch by the steadiest period of 40 ms, in MIDI notes, by autocorrelation."""
    first = int(seconds * RATE)
    part = x.mean(0)[first : first + int(0.04 * RATE)].astype(np.float64)
    likeness = np.correlate(part, part, "full")[len(part) :]
    low, high = (int(RATE / (440.0 * 2 ** ((pitch - 69) / 12))) for pitch in (TO + 2, FROM - 2))
    likeness = likeness / np.arange(len(part) - 1, 0, -1)
    lag = low + int(np.argmax(likeness[low - 1 : high]))
    return float(69.0 + 12.0 * np.log2(RATE / lag / 440.0))


def steady(name: str) -> Instrument:
    known = {setting.name for setting in resolve("synth", name) or ()}
    return instrument("synth", name, **{key: 0.0 for key in STILL if key in known}, glide=0.25)


@pytest.mark.parametrize("name", ["saw-lead", "solo-violin", "fm-bass", "boys-choir"])
def test_a_note_sets_out_from_the_pitch_before_and_arrives(name: str) -> None:
    player = steady(name)
    x = slurred(player)
    assert hertz_at(x, 0.02) == pytest.approx(FROM, abs=1.0)
    assert FROM + 1.5 < hertz_at(x, 0.11) < TO - 1.5
    assert cents_off(x[:, RATE // 2 :], TO) == pytest.approx(0.0, abs=3.0)


@pytest.mark.parametrize("name", ["saw-lead", "boys-choir"])
def test_a_note_that_is_not_slurred_does_not_slide(name: str) -> None:
    assert hertz_at(slurred(steady(name), -1.0), 0.02) == pytest.approx(TO, abs=0.5)


@pytest.mark.skipif(BANK is None, reason="needs a General MIDI bank")
def test_a_sampled_player_slides_in_a_moment() -> None:
    assert BANK is not None
    settings = tuple((s.name, "73" if s.name == "program" else s.default) for s in resolve("soundfont", "gm") or ())
    player = Instrument("soundfont", fonts.register(BANK), settings)
    x = slurred(player)
    plain = slurred(player, -1.0)
    assert not np.allclose(x[:, : RATE // 20], plain[:, : RATE // 20], atol=1e-3)
    assert cents_off(x[:, RATE // 3 :], TO) == pytest.approx(cents_off(plain[:, RATE // 3 :], TO), abs=2.0)
