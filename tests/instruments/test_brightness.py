"""A note's brightness opens and closes its tone, and is no louder touch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from songc.compiler.plan import Instrument, Note
from songc.compiler.vocabulary.instruments import resolve
from songc.runtime.instruments import fonts, render

from .measures import centroid, rms_db
from .phrases import RATE, Sound, instrument, note, stroke

ONE_OF_EACH_VOICE = ("saw-lead", "electric-piano", "steel-string", "vibraphone", "drawbar-organ", "choir-ah")
BANK = fonts.find("gm", Path("/"))


def heard(player: Instrument, played: Note, brightness: float) -> Sound:
    return render(player, [replace(played, brightness=brightness)], RATE // 2, RATE)


@pytest.mark.parametrize("name", ONE_OF_EACH_VOICE)
def test_every_voice_opens_and_closes(name: str) -> None:
    player = instrument("synth", name)
    dull, plain, bright = (heard(player, note(60, 0.7), by) for by in (-0.5, 0.0, 0.5))
    assert centroid(dull) < 0.97 * centroid(plain)
    assert centroid(bright) > 1.03 * centroid(plain)
    for changed in (dull, bright):
        assert abs(rms_db(changed) - rms_db(plain)) < 6.0
        assert np.abs(changed).max() < 1.0


@pytest.mark.parametrize("piece", ["kick", "snare", "hat"])
def test_a_stroke_is_brighter_and_not_louder(piece: str) -> None:
    player = instrument("kit", "studio")
    dull, plain, bright = (heard(player, stroke(piece, 0.6), by) for by in (-0.5, 0.0, 0.5))
    assert centroid(bright) > 1.03 * centroid(dull)
    for changed in (dull, bright):
        assert abs(rms_db(changed) - rms_db(plain)) < 6.0


@pytest.mark.skipif(BANK is None, reason="needs a General MIDI bank")
@pytest.mark.parametrize("program", ["0", "40", "61"])
def test_a_sampled_note_closes(program: str) -> None:
    assert BANK is not None
    settings = tuple((s.name, program if s.name == "program" else s.default) for s in resolve("soundfont", "gm") or ())
    player = Instrument("soundfont", fonts.register(BANK), settings)
    dull, plain = (heard(player, note(60, 0.7), by) for by in (-1.0, 0.0))
    assert centroid(dull) < 0.97 * centroid(plain)
