"""What was played on a note while it lasts: its level and its bend, on every voice."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from songc.compiler import compile_song
from songc.compiler.files import MemoryFiles
from songc.compiler.plan import Curve, Instrument, Note, Perform
from songc.compiler.plan import Sound as Sample
from songc.compiler.takes.midi_file import read_notes
from songc.compiler.vocabulary.instruments import KITS, MODELS, PRESETS, resolve
from songc.runtime.instruments import fonts, render
from songc.runtime.instruments.places import put
from songc.runtime.steps.perform import PerformStep

from ..compiler.keyboard import KEYS, control, off, on, piano, song, wheel
from ..compiler.studio import FILE
from .measures import cents_off, hertz, rms_db
from .phrases import RATE, Sound, instrument, note, stroke

SYNTHS = ("round-bass", "fm-bass", "koto", "vibraphone", "jazz-organ", "choir-ah")
BENDING = ("round-bass", "fm-bass", "koto", "choir-ah", "gm", "samples")
CELL = 16384
FRAMES = 3 * CELL
BANK = fonts.find("gm", Path("/"))
# The curve of a bend of two semitones, of which the last half second is all there.
BEND = Curve(((0, 0.0, "step"), (6000, 0.0, "linear"), (12000, 2.0, "step")))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    """A sampler with a looped sine on middle C."""
    path = tmp_path_factory.mktemp("samples") / "c4.wav"
    period = RATE / hertz(60)
    soundfile.write(path, 0.3 * np.sin(2.0 * np.pi * np.arange(RATE) / period), RATE, subtype="FLOAT")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    put([(digest, str(path))])
    sample = Sample("c4.wav", digest, RATE, RATE, last=RATE, loop=(round(10 * period), round(110 * period)))
    settings = tuple((s.name, s.default) for s in resolve("sampler", "") or ())
    return Instrument("sampler", "", settings, (sample,))


@pytest.fixture
def player(request: pytest.FixtureRequest, samples: Instrument) -> Instrument:
    name = request.param
    if name == "samples":
        return samples
    if name == "gm":
        if BANK is None:
            pytest.skip("needs a General MIDI bank")
        settings = tuple((s.name, s.default) for s in resolve("soundfont", "gm") or ())
        return Instrument("soundfont", fonts.register(BANK), settings)
    return instrument("kit" if name in KITS else "synth", name)


def one(player: Instrument, *moves: tuple[str, Curve]) -> Note:
    plain = stroke("openhat", 0.9) if player.kind == "kit" else note(60, 0.8, 1.0)
    return replace(plain, moves=moves)


def played(player: Instrument, one: Note, **automation: Curve) -> Sound:
    """The note in cells as the engine asks for them."""
    step = PerformStep(player, "", (one,), RATE, CELL, tuple(automation.items()))
    tasks = [step.task(start, CELL) for start in range(0, FRAMES, CELL)]
    return np.concatenate([task.run(()) if task else np.zeros((2, CELL), np.float32) for task in tasks], axis=1)


EVERY = (*SYNTHS, "studio", "gm", "samples")


def test_every_voice_is_here() -> None:
    assert {PRESETS[name].model for name in SYNTHS} | {"kit", "soundfont", "sampler"} == set(MODELS)


@pytest.mark.parametrize("player", EVERY, indirect=True)
def test_a_level_is_that_many_decibels(player: Instrument) -> None:
    plain = played(player, one(player))
    soft = played(player, one(player, ("level", Curve.constant(-12.0))))
    assert rms_db(soft) - rms_db(plain) == pytest.approx(-12.0, abs=1e-3)
    silent = played(player, one(player, ("level", Curve.constant(-120.0))))
    assert rms_db(silent) - rms_db(plain) == pytest.approx(-120.0, abs=0.1)


@pytest.mark.parametrize("player", EVERY, indirect=True)
def test_a_level_that_moves_is_heard_as_it_moves(player: Instrument) -> None:
    """Up from silence, where the note begins: the end is what it would be without."""
    plain = played(player, one(player))
    rise = Curve(((0, -120.0, "linear"), (2000, -20.0, "linear"), (4000, 0.0, "step")))
    grown = played(player, one(player, ("level", rise)))
    for at, decibels in ((2512, -14.88), (3008, -9.92), (3504, -4.96)):
        around = slice(at - 16, at + 16)
        assert rms_db(grown[:, around]) - rms_db(plain[:, around]) == pytest.approx(decibels, abs=0.2)
    np.testing.assert_allclose(grown[:, 4064:], plain[:, 4064:], atol=1e-6)
    assert np.abs(grown[:, :400]).max() <= 1e-4 * np.abs(plain).max()


@pytest.mark.parametrize("player", BENDING, indirect=True)
def test_a_bend_bends(player: Instrument) -> None:
    wander = 12.0 if player.name == "choir-ah" else 3.0
    bent = played(player, one(player, ("tune", BEND)))
    still = played(player, one(player))
    np.testing.assert_array_equal(bent[:, :5984], still[:, :5984])
    assert cents_off(bent[:, 16000:44000], 62) == pytest.approx(cents_off(still[:, 16000:44000], 60), abs=wander)


@pytest.mark.parametrize("player", EVERY, indirect=True)
def test_cells_make_no_difference(player: Instrument) -> None:
    level = Curve(((0, -20.0, "step"), (9000, 0.0, "linear"), (30000, -6.0, "step")))
    moved = one(player, ("level", level), ("tune", BEND))
    whole = played(player, moved)
    np.testing.assert_array_equal(render(player, [moved], FRAMES, RATE), whole)
    cells = [
        render(player, [replace(moved, start=-first)], last - first, RATE)
        for first, last in pairwise((0, 77, 9001, 20031, FRAMES))
    ]
    np.testing.assert_array_equal(np.concatenate(cells, axis=1), whole)


@pytest.mark.parametrize("player", ("vibraphone", "jazz-organ"), indirect=True)
def test_a_voice_that_cannot_bend_holds_what_the_note_begins_with(player: Instrument) -> None:
    falling = Curve(((0, 1.0, "linear"), (9000, 0.0, "step")))
    held = played(player, one(player, ("tune", falling)))
    np.testing.assert_array_equal(held, played(player, one(player, ("tune", Curve.constant(1.0)))))
    assert cents_off(held, 61) == pytest.approx(0.0, abs=5.0)


@pytest.mark.parametrize("player", BENDING, indirect=True)
def test_what_the_song_automates_and_what_was_played_add_up(player: Instrument) -> None:
    both = played(player, one(player, ("tune", Curve.constant(0.5))), tune=Curve.constant(1.5))
    np.testing.assert_array_equal(both, played(player, one(player, ("tune", Curve.constant(2.0)))))
    fade = Curve(((0, 0.0, "linear"), (FRAMES, -12.0, "step")))
    pedal = Curve(((0, 0.0, "linear"), (FRAMES, -6.0, "step")))
    together = Curve(((0, 0.0, "linear"), (FRAMES, -18.0, "step")))
    both = played(player, one(player, ("level", pedal)), level=fade)
    np.testing.assert_allclose(both, played(player, one(player), level=together), atol=1e-6)


def test_a_note_without_moves_is_the_task_it_was() -> None:
    player = instrument("synth", "round-bass")
    plain, moved = (
        PerformStep(player, "", (note(40, seconds=0.1), late), RATE, CELL)
        for late in (note(40, start=0.8), replace(note(40, start=0.8), moves=(("tune", BEND),)))
    )
    assert plain.task(0, CELL) == moved.task(0, CELL)
    assert plain.task(2 * CELL, CELL) != moved.task(2 * CELL, CELL)


def heard(data: bytes) -> Sound:
    """A second of a MIDI file as the take of a song plays it."""
    notes = read_notes(data)
    assert notes is not None
    text = song(f'"{KEYS}" at chorus.1').replace('synth "glass-lead"', 'synth "round-bass"')
    found = compile_song(FILE, files=MemoryFiles({FILE: text}, {}, {KEYS: notes}))
    assert found.plan is not None
    perform = next(signal.step for signal in found.plan.signals if signal.name == "take:lead.1")
    assert isinstance(perform, Perform)
    start = 8 * RATE  # of chorus.1, at 120 bpm
    taken = [replace(each, start=each.start - start) for each in perform.notes if start <= each.start < start + RATE]
    return render(perform.instrument, taken, RATE, RATE)


def test_a_file_is_heard_as_it_was_played() -> None:
    """A second of an A, bent to a B after half of it; with the pedal half down from three quarters on."""
    bent = heard(piano(on(69), wheel(8191, 480), control(11, 127, 240), off(69, 240)))
    soft = heard(piano(on(69), wheel(8191, 480), control(11, 64, 240), off(69, 240)))
    half = RATE // 2
    assert cents_off(bent[:, 2400 : half - 240], 69) == pytest.approx(0.0, abs=3.0)
    assert cents_off(bent[:, half + 480 : RATE - 240], 71) == pytest.approx(0.0, abs=3.0)
    np.testing.assert_array_equal(soft[:, : 36000 - 32], bent[:, : 36000 - 32])
    lowered = rms_db(soft[:, 36480:]) - rms_db(bent[:, 36480:])
    assert lowered == pytest.approx(-11.905, abs=0.01)  # 40 log10(64 / 127)
