"""Settings that move: within notes that sound, and from note to note."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from songc.compiler.plan import Curve, Instrument, Note, Wave
from songc.compiler.vocabulary.instruments import KITS, MODELS, PRESETS, resolve
from songc.compiler.vocabulary.setting import Setting
from songc.runtime.instruments import fonts, render, tail_seconds
from songc.runtime.instruments.moving import moves_of
from songc.runtime.steps.perform import PerformStep

from .measures import centroid, cents_off, rms_db
from .phrases import RATE, Sound, instrument, note, stroke

ONE_OF_EACH_VOICE = ("acid-bass", "fm-bass", "koto", "vibraphone", "jazz-organ", "choir-ah")
CELL = 16384
FRAMES = 3 * CELL
BANK = fonts.find("gm", Path("/"))
# Where a preset leaves out what a setting moves, it is switched on.
HEARD = {"wave": "pulse", "tine": 0.5, "contour": 24.0, "pulse-sweep": 0.1}


def player(name: str) -> Instrument:
    if name == "gm":
        assert BANK is not None
        settings = tuple((s.name, s.default) for s in resolve("soundfont", "gm") or ())
        return Instrument("soundfont", fonts.register(BANK), settings)
    known = {s.name for s in resolve("synth", name) or ()}
    heard = {key: value for key, value in HEARD.items() if key in known}
    return instrument("kit", name, tone=9000.0) if name in KITS else instrument("synth", name, **heard)


def table(name: str) -> tuple[Setting, ...]:
    chosen = player(name)
    return resolve(chosen.kind, chosen.name) or ()


def notes(name: str) -> tuple[Note, ...]:
    if name in KITS:
        return (stroke("openhat", 0.9, 0.0), stroke("snare", 0.8, 0.31, seed=2))
    return (note(64, 0.9, 0.7, 0.0), note(71, 0.8, 0.3, 0.31, seed=2))


def played(chosen: Instrument, events: tuple[Note, ...], **automation: Curve) -> Sound:
    """The notes with what moves, in cells as the engine asks for them."""
    curves = tuple((name.replace("_", "-"), curve) for name, curve in automation.items())
    step = PerformStep(chosen, "", events, RATE, CELL, curves)
    tasks = [step.task(start, CELL) for start in range(0, FRAMES, CELL)]
    return np.concatenate([task.run(()) if task else np.zeros((2, CELL), np.float32) for task in tasks], axis=1)


def ramp(low: float, high: float) -> Curve:
    return Curve(((0, low, "step"), (6000, low, "smooth"), (30000, high, "step")))


def written(chosen: Instrument, name: str) -> float:
    return float(dict(chosen.settings)[name])


def changed(chosen: Instrument, name: str, value: float) -> Instrument:
    return replace(chosen, settings=tuple((n, value if n == name else v) for n, v in chosen.settings))


def elsewhere(setting: Setting, value: float) -> float:
    """Another value of a setting, well inside its range."""
    away = min(setting.high, value + 0.3 * (setting.high - setting.low), 4.0 * value + 8.0)
    return away if away > value else max(setting.low, 0.25 * value)


WITHIN = [(name, s.name) for name in (*ONE_OF_EACH_VOICE, "studio") for s in table(name) if s.automatable]
AT_ONSET = [
    (name, s.name)
    for name in (*ONE_OF_EACH_VOICE, "studio")
    for s in table(name)
    if s.moves and not s.automatable and not s.name.startswith(("tom-", "cymbal-", "perc-", "kick-"))
]


def test_every_model_has_settings_that_move_within_notes() -> None:
    moving = {PRESETS[name].model for name in ONE_OF_EACH_VOICE} | {"kit", "soundfont", "sampler"}
    assert moving == set(MODELS)
    for model, settings in MODELS.items():
        assert any(setting.automatable for setting in settings), model


@pytest.mark.parametrize(("name", "setting"), WITHIN)
def test_what_moves_within_a_note_moves_it_and_any_cell_gives_the_same_bits(name: str, setting: str) -> None:
    chosen = player(name)
    spec = next(s for s in table(name) if s.name == setting)
    here = written(chosen, setting)
    curve = ramp(here, elsewhere(spec, here))
    moved = played(chosen, notes(name), **{setting: curve})
    still = played(chosen, notes(name))
    assert np.array_equal(moved[:, :5984], still[:, :5984])  # up to the block in which it begins to move
    assert not np.array_equal(moved, still)
    moves = [moves_of(chosen, ((setting, curve),), one, RATE)[1] for one in notes(name)]
    assert np.array_equal(moved, render(chosen, notes(name), FRAMES, RATE, moves))
    for cuts in ((0, 77, 9001, FRAMES), (0, 20000, 20031, FRAMES)):
        cells = [
            render(chosen, [replace(n, start=n.start - first) for n in notes(name)], last - first, RATE, moves)
            for first, last in pairwise(cuts)
        ]
        assert np.array_equal(np.concatenate(cells, axis=1), moved)


@pytest.mark.parametrize(("name", "setting"), AT_ONSET)
def test_what_cannot_move_within_a_note_is_read_at_its_onset(name: str, setting: str) -> None:
    chosen = player(name)
    spec = next(s for s in table(name) if s.name == setting)
    first, second = notes(name)
    here = written(chosen, setting)
    there = elsewhere(spec, here)
    curve = Curve(((0, here, "step"), (second.start - 5000, there, "step")))
    apart = played(chosen, (first,)).astype(np.float64) + played(changed(chosen, setting, there), (second,))
    assert np.allclose(played(chosen, (first, second), **{setting: curve}), apart, atol=1e-6)


@pytest.mark.parametrize(("name", "setting"), [*WITHIN, ("gm", "level"), ("gm", "tune")])
def test_a_constant_curve_is_the_constant(name: str, setting: str) -> None:
    """Also where the curve moved before the note, or will after it: then the note has no curve at all."""
    if name == "gm" and BANK is None:
        pytest.skip("needs a General MIDI bank")
    chosen = player(name)
    spec = next(s for s in table(name) if s.name == setting)
    there = elsewhere(spec, written(chosen, setting))
    events = tuple(replace(n, start=n.start + 1000) for n in notes(name))
    curve = Curve(((0, written(chosen, setting), "step"), (100, there, "step"), (9 * RATE, spec.low, "step")))
    assert np.array_equal(played(chosen, events, **{setting: curve}), played(changed(chosen, setting, there), events))


def test_cells_that_automation_does_not_reach_are_the_same_tasks() -> None:
    chosen = player("acid-bass")
    events = (note(40, seconds=0.1), note(40, seconds=0.1, start=0.8))
    cutoff = written(chosen, "cutoff")
    curve = Curve(((0, cutoff, "step"), (RATE * 7 // 10, 2.0 * cutoff, "step")))
    plain = PerformStep(chosen, "", events, RATE, CELL)
    moved = PerformStep(chosen, "", events, RATE, CELL, (("cutoff", curve),))
    assert plain.task(0, CELL) == moved.task(0, CELL)
    assert plain.task(2 * CELL, CELL) != moved.task(2 * CELL, CELL)


def corners(x: Sound) -> np.ndarray:  # type: ignore[type-arg]
    return np.asarray(np.abs(np.diff(x.astype(np.float64), 2, axis=1)).max(axis=0))


@pytest.mark.parametrize(
    ("name", "setting"), [one for one in WITHIN if one[0] != "studio" and one[1] in ("level", "cutoff", "resonance")]
)
def test_a_step_within_a_note_does_not_click(name: str, setting: str) -> None:
    """Where the curve steps no corner is twice as sharp as the sharpest before and after it (plus -72 dBFS)."""
    chosen = changed(player(name), "noise", 0.0) if name == "acid-bass" else player(name)
    spec = next(s for s in table(name) if s.name == setting)
    here = written(chosen, setting)
    there = here - 12.0 if setting == "level" else elsewhere(spec, here)
    at = 20000
    x = played(chosen, (note(52, 0.8, 1.0),), **{setting: Curve(((0, here, "step"), (at, there, "step")))})
    sharp = corners(x)
    beside = np.concatenate([sharp[at - 4800 : at - 96], sharp[at + 480 : at + 4800]])
    assert sharp[at - 96 : at + 480].max() <= 2.0 * beside.max() + 2.5e-4


def test_a_filter_opens_a_bend_bends_and_a_level_falls() -> None:
    chosen = player("acid-bass")
    long = (note(45, 0.8, 1.0),)
    opened = played(chosen, long, cutoff=ramp(200.0, 8000.0))
    assert centroid(opened[:, 36000:46000]) > 2.0 * centroid(opened[:, :6000])
    bent = played(player("choir-ah"), (note(60, 0.8, 1.0),), tune=ramp(0.0, 2.0))
    assert cents_off(bent[:, 32000:48000], 62) == pytest.approx(0.0, abs=12.0)  # a choir's singers wander
    piano = played(player("gm"), (note(60, 0.8, 1.0),), tune=ramp(0.0, 2.0))
    assert cents_off(piano[:, 32000:48000], 62) == pytest.approx(0.0, abs=3.0)
    fallen = played(player("jazz-organ"), (note(60, 0.8, 1.0),), level=ramp(0.0, -12.0))
    still = played(player("jazz-organ"), (note(60, 0.8, 1.0),))
    assert rms_db(fallen[:, 32000:46000]) - rms_db(still[:, 32000:46000]) == pytest.approx(-12.0, abs=0.01)


def test_an_oscillator_swings_a_setting_in_the_songs_time() -> None:
    """Two notes half a turn apart hear opposite halves of the swing."""
    chosen = player("jazz-organ")
    wave = Wave("sine", 24000.0, 6.0)
    curve = Curve(((0, -6.0, "step"),), (wave,), (), (-12.0, 0.0))
    x = played(chosen, (note(60, 0.8, 1.0),), level=curve)
    still = played(changed(chosen, "level", -6.0), (note(60, 0.8, 1.0),))
    for at, expected in ((6000, 6.0), (18000, -6.0), (30000, 6.0)):
        around = slice(at - 600, at + 600)
        assert rms_db(x[:, around]) - rms_db(still[:, around]) == pytest.approx(expected, abs=0.1)


def test_a_longer_release_is_heard_to_its_end() -> None:
    chosen = player("jazz-organ")
    one = note(60, 0.8, 0.1)
    curve = Curve(((0, 0.9, "step"),))
    longer, _ = moves_of(chosen, (("release", curve),), one, RATE)
    assert tail_seconds(longer, one) == pytest.approx(0.9, abs=0.01)
    x = played(chosen, (one,), release=curve)
    assert np.array_equal(x, played(changed(chosen, "release", 0.9), (one,)))
    assert x[:, 2 * CELL :].any()
