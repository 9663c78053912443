"""Native plugins that play the tracks of songs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from songc.compiler.plan import Note
from songc.runtime.main import main
from songc.runtime.plugins import child
from songc.runtime.plugins.protocol import BLOCK, CONTROL
from songc.runtime.steps.play import Stroke, strokes

from .studio import Project, pretend

RATE = 48_000


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    pretend(monkeypatch)
    monkeypatch.delenv("SONGC_CACHE", raising=False)
    monkeypatch.delenv("SONGC_PLUGINS", raising=False)
    found = Project(tmp_path)
    found.allow(str(found.plugin(instrument=True)))
    return found


def test_a_plugin_plays_every_note_at_its_frame(project: Project) -> None:
    """Four quarters and a whole note at 120 bpm; what comes out is a level that tells key and velocity."""
    project.write("pan 0%", instrument='plugin "Hall" { output-gain 0dB }')
    assert project.build(), project.mistakes
    sound = project.sound()[0]
    quarter = RATE // 2
    moves = np.flatnonzero(np.diff(sound)) + 1
    assert {quarter, 2 * quarter, 3 * quarter, 4 * quarter} <= set(moves.tolist()) and sound[0] > 0.0
    first, last = sound[100], sound[4 * quarter + 100]  # both on the first beat of a bar
    assert last / first == pytest.approx(69 / 62, rel=1e-4)


def test_every_stroke_falls_on_its_frame(project: Project) -> None:
    """At every distance from the start of a block, whatever seconds make of it."""
    strokes = [(first, first + 5, 100, 127) for first in range(0, 3 * BLOCK - 5, 11)]
    request = {"path": str(project.bundle), "plugin": "", "rate": RATE, "files": (), "parameters": (), "automated": ()}
    sound = child.played(request, strokes, 3 * BLOCK, (), 30)[0]
    np.testing.assert_array_equal(np.flatnonzero(np.diff(sound) > 0.0) + 1, [first for first, *_ in strokes[1:]])
    np.testing.assert_array_equal(np.flatnonzero(np.diff(sound) < 0.0) + 1, [stop for _, stop, *_ in strokes])


@pytest.mark.parametrize("latency", [0, 100, BLOCK + 1])
def test_a_parameter_moves_by_control_blocks_while_a_key_is_down(project: Project, latency: int) -> None:
    project.plugin(instrument=True, latency=latency)
    frames = 3 * BLOCK + 777
    levels = np.linspace(0.0, -24.0, frames)
    request = {"path": str(project.bundle), "plugin": "", "rate": RATE, "files": (), "parameters": ()}
    sound = child.played({**request, "automated": ["output_db"]}, [(0, frames, 100, 127)], frames, [levels], 30)
    held = levels[np.arange(frames) // CONTROL * CONTROL]
    np.testing.assert_allclose(sound, np.tile(0.1 * 10 ** (held / 20), (2, 1)), rtol=1e-5)


def test_an_instruments_latency_is_made_up_for(project: Project) -> None:
    project.write("pan 0%", instrument='plugin "Hall"')
    assert project.build()
    before = project.sound()
    project.plugin(instrument=True, latency=100)
    assert project.build()
    np.testing.assert_array_equal(project.sound(), before)


def test_what_follows_a_preset_changes_it(project: Project) -> None:
    project.write("pan 0%", instrument='plugin "Hall" { preset "Quiet Hall" }')
    assert project.build()
    quiet = project.sound()
    project.write("pan 0%", instrument='plugin "Hall" { preset "Quiet Hall"; output-gain -40dB }')
    assert project.build()
    np.testing.assert_allclose(project.sound(), quiet * 0.1, atol=1e-6)


def test_settings_reach_the_instrument_and_others_run_nothing(project: Project) -> None:
    project.write("pan 0%", instrument='plugin "Hall" { output-gain 0dB }')
    assert project.build()
    before = project.sound()
    project.write("pan 0%", instrument='plugin   "Hall" {  output-gain   0dB }')
    assert project.build() and project.ran == 0
    project.write("pan 0%", instrument='plugin "Hall" { output-gain -20dB }')
    assert project.build()
    np.testing.assert_allclose(project.sound(), before * 0.1, atol=1e-6)


MOVED = "automate lead.output-gain {{ verse.1:1 0dB; verse.1:2 {}dB }}"
BAR = 2 * RATE


def test_parameters_are_automated(project: Project) -> None:
    """The second point stands on the bar; a step takes 5 ms."""
    project.write("pan 0%", instrument='plugin "Hall"')
    assert project.build()
    plain = project.sound()
    project.write("pan 0%", MOVED.format(-20), 'plugin "Hall"')
    assert project.build(), project.mistakes
    moved = project.sound()
    assert np.abs(plain[:, BAR + 500 :]).min() > 0.01
    np.testing.assert_array_equal(moved[:, :BAR], plain[:, :BAR])
    np.testing.assert_allclose(moved[:, BAR + 300 :], plain[:, BAR + 300 :] * 0.1, atol=1e-6)


def test_parameters_swing_about_what_is_written(project: Project) -> None:
    settings = 'plugin "Hall" {{ output-gain {}dB }}'
    project.write("pan 0%", instrument=settings.format(0))
    assert project.build()
    plain = project.sound()
    project.write("pan 0%", "modulate lead.output-gain lfo sine 0.5Hz depth 6dB", settings.format(-10))
    assert project.build(), project.mistakes
    times = np.arange(plain.shape[1]) // CONTROL * CONTROL / RATE
    wanted = plain * 10 ** ((-10 + 6 * np.sin(np.pi * times)) / 20)
    np.testing.assert_allclose(project.sound(), wanted, atol=1e-6)


def test_the_fader_and_a_parameter_are_two_things(project: Project) -> None:
    project.write("gain -6dB", instrument='plugin "Hall" { output-gain -10dB }')
    assert project.build()
    plain = project.sound()
    project.write("gain -6dB", "automate lead.gain { verse.1:2 -26dB }", 'plugin "Hall" { output-gain -10dB }')
    assert project.build()
    np.testing.assert_allclose(project.sound()[:, BAR + 300 :], plain[:, BAR + 300 :] * 0.1, atol=1e-6)
    assert "take:lead.1" not in project.again  # what was played is kept


def test_an_edited_curve_builds_what_a_clean_build_does(project: Project, tmp_path: Path) -> None:
    """The plugin plays again, as a whole; behind it only the chunks that the curve changed are made."""
    long = 20  # bars
    project.write("pan 0%", MOVED.format(-20), 'plugin "Hall"', bars=long)
    assert project.build()
    before = project.sound()
    point = f"automate lead.output-gain {{ verse.1:1 0dB; verse.1:2 -20dB; verse.1:{long - 1} -9dB }}"
    project.write("pan 0%", point, 'plugin "Hall"', bars=long)
    assert project.build()
    edited = project.sound()
    assert project.reasons == {
        f"`verse.1:{long - 1} -9dB` is new (song.song:9)",
        f"`verse.1:{long - 1} -9dB` is new (song.song:9), through take:lead.1",
    }
    assert project.again["strip:lead"] < project.again["take:lead.1"]
    (project.root / ".songc").rename(tmp_path / "kept")
    assert project.build()
    np.testing.assert_array_equal(project.sound(), edited)
    first = int(np.flatnonzero((edited != before).any(axis=0))[0])
    assert (long - 2) * BAR <= first <= (long - 2) * BAR + 2 * CONTROL


def test_a_slip_in_a_parameters_name_is_told_at_its_place(project: Project) -> None:
    project.write("pan 0%", "automate lead.output-gian { verse.1:1 0dB }", 'plugin "Hall"')
    assert not project.build()
    (mistake,) = project.mistakes
    assert (mistake.code, mistake.help) == ("E0202", "did you mean `output-gain`?")
    text = (project.root / "song.song").read_text("utf-8")
    assert text[mistake.span.start : mistake.span.end] == "lead.output-gian"


def test_one_that_is_not_allowed_is_told_and_not_what_would_move_in_it(project: Project) -> None:
    project.allow("Room")
    project.write("pan 0%", MOVED.format(-20), 'plugin "Hall"')
    assert not project.build()
    assert [each.code for each in project.mistakes] == ["E0911"]


def test_its_list_says_what_may_move(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    assert main(["plugins", "Hall"]) == 0
    told = capsys.readouterr().out
    assert "an instrument" in told and "a song may automate every number but quality" in told


@pytest.mark.parametrize("way", ["crash", "raise"])
def test_one_that_fails_is_a_mistake_at_its_line(project: Project, way: str) -> None:
    project.plugin(instrument=True, on_play=way)
    project.write("pan 0%", instrument='plugin "Hall"')
    assert not project.build()
    (mistake,) = project.mistakes
    assert mistake.code == "E0916" and "`Hall`" in mistake.message
    text = (project.root / "song.song").read_text("utf-8")
    assert text[mistake.span.start : mistake.span.end] == 'instrument plugin "Hall"'


@pytest.mark.parametrize(
    ("instrument", "code"),
    [('plugin "Hall"', "E0914"), ('plugin "Nave"', "E0911"), ('plugin "Hall" { cutoff 3kHz }', "E0914")],
)
def test_what_is_no_instrument_does_not_play(project: Project, instrument: str, code: str) -> None:
    project.plugin()
    project.write("pan 0%", instrument=instrument)
    assert not project.build()
    assert code in [each.code for each in project.mistakes]


def test_strokes_are_what_midi_can_tell() -> None:
    """A key that is struck while it is down is let go first; ghosts have the least velocity there is."""
    notes = [Note(0, 1000, 60.2, 0.5, 1), Note(500, 1000, 60.0, 0.001, 2), Note(3000, 10, 140.0, 0.5, 3)]
    assert strokes(notes, 1200) == (Stroke(0, 500, 60, 64), Stroke(500, 1200, 60, 1))
    assert strokes([notes[0], notes[0]], 1200) == (Stroke(0, 1000, 60, 64),)
