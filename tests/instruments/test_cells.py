"""A note is the same sound however time is cut into cells."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songc.compiler.plan import Instrument, Note
from songc.runtime.instruments import players, render, tail_seconds, version
from songc.runtime.instruments.carried import Carried
from songc.runtime.steps.perform import PerformStep

from .phrases import RATE, instrument, note, sound, stroke

ONE_OF_EACH_VOICE = ("acid-bass", "square-lead", "electric-piano", "koto", "vibraphone", "jazz-organ", "choir-ah")
PITCHED = (
    note(52, 0.9, 0.11, 0.0, 3),
    replace(note(59, 0.5, 0.3, 0.05, 4), swell=0.3),
    note(64, 0.8, 0.02, 0.21, 5),
)
BEAT = (
    stroke("kick", 0.9, 0.0, 1),
    stroke("openhat", 0.8, 0.0, 2, choke=9000),
    stroke("snare", 0.6, 0.1, 3),
    stroke("hat", 0.7, 0.1875, 4),
    stroke("clap", 0.7, 0.2, 5),
)
FRAMES = 24000


def in_cells(player: Instrument, notes: tuple[Note, ...], cuts: list[int]) -> np.ndarray:  # type: ignore[type-arg]
    edges = [0, *sorted(set(cuts)), FRAMES]
    cells = [
        render(player, [replace(n, start=n.start - first) for n in notes], last - first, RATE)
        for first, last in pairwise(edges)
    ]
    return np.concatenate(cells, axis=1)


@pytest.mark.parametrize("name", ONE_OF_EACH_VOICE)
@settings(max_examples=8, deadline=None)
@given(cuts=st.lists(st.integers(1, FRAMES - 1), min_size=1, max_size=4))
def test_any_cut_gives_the_same_bits(name: str, cuts: list[int]) -> None:
    player = instrument("synth", name)
    assert np.array_equal(in_cells(player, PITCHED, cuts), render(player, PITCHED, FRAMES, RATE))


@pytest.mark.parametrize("name", ["studio", "808", "lo-fi"])
@settings(max_examples=8, deadline=None)
@given(cuts=st.lists(st.integers(1, FRAMES - 1), min_size=1, max_size=4))
def test_any_cut_of_a_beat_gives_the_same_bits(name: str, cuts: list[int]) -> None:
    player = instrument("kit", name)
    assert np.array_equal(in_cells(player, BEAT, cuts), render(player, BEAT, FRAMES, RATE))


@pytest.mark.parametrize("kind,name", [*(("synth", name) for name in ONE_OF_EACH_VOICE), ("kit", "studio")])
def test_what_is_carried_into_the_next_cell_has_the_same_bits(
    kind: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = instrument(kind, name)
    notes = BEAT if kind == "kit" else PITCHED
    cell = 6000
    step = PerformStep(player, version(player), notes, RATE, cell)
    tasks = [task for start in range(0, FRAMES, cell) if (task := step.task(start, cell)) is not None]
    assert any(note.start < 0 for task in tasks for note in task.notes)

    monkeypatch.setattr(players, "CARRIED", Carried(0))  # which keeps nothing
    alone = [task.run(()) for task in tasks]
    monkeypatch.setattr(players, "CARRIED", Carried())
    one_by_one = [task.run(()) for task in tasks]
    monkeypatch.setattr(players, "CARRIED", Carried())
    backwards = [task.run(()) for task in reversed(tasks)][::-1]
    for cells in (one_by_one, backwards):
        assert all(np.array_equal(one, other) for one, other in zip(alone, cells, strict=True))


def test_a_note_that_crosses_is_played_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from songc.runtime.instruments import subtractive

    player = instrument("synth", "warm-pad")
    held = (note(52, 0.9, 0.4, 0.0, 3), note(59, 0.5, 0.3, 0.1, 4))
    step = PerformStep(player, version(player), held, RATE, 6000)
    played: list[int] = []
    real = subtractive.play
    monkeypatch.setattr(players, "CARRIED", Carried())
    monkeypatch.setattr(subtractive, "play", lambda *given: (played.append(given[3].seed), real(*given))[1])
    for start in range(0, 48000, 6000):
        if task := step.task(start, 6000):
            task.run(())
    assert sorted(played) == [3, 4]


def test_what_is_carried_is_bounded() -> None:
    carried = Carried(limit=100)
    for name in "abc":
        carried.put(name, np.zeros(5))
    assert [carried.take(name) is None for name in "abc"] == [True, False, False]
    assert carried.take("c") is None


def test_a_note_outside_the_cell_is_silent() -> None:
    player = instrument("synth", "round-bass")
    early, late = note(40, seconds=0.1, start=-2.0), note(40, start=2.0)
    assert not render(player, [early, late], 4800, RATE).any()


def test_no_notes_are_silence() -> None:
    silence = render(instrument("synth", "round-bass"), [], 100, RATE)
    assert silence.shape == (2, 100)
    assert silence.dtype == np.float32
    assert not silence.any()


def test_notes_add_up() -> None:
    player = instrument("synth", "vibraphone")
    apart = render(player, PITCHED[:1], FRAMES, RATE) + render(player, PITCHED[1:2], FRAMES, RATE)
    assert np.allclose(render(player, PITCHED[:2], FRAMES, RATE), apart, atol=1e-6)


@pytest.mark.parametrize("rate", [22050, 44100, 96000])
def test_other_rates_play_the_same_music(rate: int) -> None:
    player = instrument("synth", "electric-piano", tremolo=0.0)
    n = Note(0, rate // 2, 60.0, 0.8, 1)
    here = render(player, [replace(n, length=RATE // 2)], RATE, RATE).astype(np.float64)
    there = render(player, [n], rate, rate).astype(np.float64)
    assert abs(10.0 * np.log10(np.mean(there**2) / np.mean(here**2))) < 0.5


def test_the_version_follows_the_instrument() -> None:
    versions = {version(instrument("synth", name)) for name in ONE_OF_EACH_VOICE}
    assert len(versions) == len(ONE_OF_EACH_VOICE)
    assert version(instrument("kit", "808")) != version(instrument("kit", "909"))
    assert version(instrument("kit", "808")) == version(instrument("kit", "808", level=-3.0))


def test_a_seed_changes_what_chance_decides_and_nothing_else() -> None:
    player = instrument("synth", "warm-pad")
    one, two = (sound(player, note(60, seed=seed)) for seed in (1, 2))
    assert not np.array_equal(one, two)
    assert abs(10.0 * np.log10(np.mean(one**2) / np.mean(two**2))) < 2.0


def test_the_tail_is_known_without_sound() -> None:
    assert tail_seconds(instrument("synth", "round-bass", release=0.5), note(40)) == pytest.approx(0.5, abs=0.01)
