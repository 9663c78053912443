"""Songs with native plugins, built: the sound, what runs again, and what a failing plugin leaves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from songc.runtime.main import main

from .studio import Project, pretend


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    pretend(monkeypatch)
    monkeypatch.delenv("SONGC_CACHE", raising=False)
    monkeypatch.delenv("SONGC_PLUGINS", raising=False)
    found = Project(tmp_path)
    found.allow(str(found.plugin(latency=100)))
    return found


def test_a_plugin_sounds_where_it_stands_in_the_chain(project: Project) -> None:
    project.write("highpass 300Hz; clipper -24dB")
    assert project.build()
    plain = project.sound()
    project.write('highpass 300Hz; plugin "Hall" { output-gain 0dB }; clipper -24dB')
    assert project.build()
    np.testing.assert_allclose(project.sound(), plain, atol=1e-6)
    project.write('highpass 300Hz; plugin "Hall" { output-gain -30dB; mode warm-tube }; clipper -24dB')
    assert project.build()
    assert not np.allclose(project.sound(), plain, atol=1e-3)


def test_choices_that_are_no_words_stand_in_quotes(project: Project) -> None:
    project.write('plugin "Hall" { mode "1/4 D" }')
    assert project.build()
    project.write('plugin "Hall" { mode "1/5 D" }')
    assert not project.build()


def test_what_did_not_change_is_not_run_again(project: Project) -> None:
    project.write('plugin "Hall" { output-gain -6dB }')
    assert project.build()
    project.write('plugin "Hall"   { output-gain -6dB } // the same\n')
    assert project.build()
    assert project.ran == 0
    project.write('plugin "Hall" { output-gain -7dB }')
    assert project.build()
    assert project.ran > 0


def test_a_plugin_whose_files_changed_runs_again(project: Project) -> None:
    project.write('plugin "Hall"')
    assert project.build()
    before = project.sound()
    project.plugin(gain_db=-20.0)
    assert project.build()
    assert project.reasons == {"the plugin `Hall` itself was changed (song.song:8)"}
    np.testing.assert_allclose(project.sound(), before * 0.1, atol=1e-6)
    project.plugin(latency=100)
    assert project.build()
    assert project.ran == 0
    np.testing.assert_array_equal(project.sound(), before)


def test_a_state_file_that_changed_runs_the_plugin_again(project: Project) -> None:
    (project.root / "hall.state").write_bytes(b"state -20 ")
    project.write('plugin "Hall" { state "hall.state" }')
    assert project.build()
    before = project.sound()
    (project.root / "hall.state").write_bytes(b"state -40 ")
    assert project.build()
    assert project.reasons == {"the file `hall.state` was changed (song.song:8)"}
    np.testing.assert_allclose(project.sound(), before * 0.1, atol=1e-6)


def test_a_state_is_set_in_the_plugins_own_window(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twice, and the second time from where the first one left it."""
    project.write('plugin "Hall"')
    assert project.build()
    before = project.sound()
    monkeypatch.chdir(project.root)
    for _ in range(2):
        assert main(["plugins", "Hall", "--open", "states/hall.state"]) == 0
    assert '`plugin "Hall" { state "states/hall.state" }`' in capsys.readouterr().out
    project.write('plugin "Hall" { state "states/hall.state" }')
    assert project.build()
    np.testing.assert_allclose(project.sound(), before * 10 ** (-24 / 20), atol=1e-5)


def test_parameters_are_automated(project: Project) -> None:
    project.write('plugin "Hall"')
    assert project.build()
    plain = project.sound()
    project.write('plugin "Hall"', "automate lead.plugin.output-gain { verse.1:1 0dB; verse.1:2 -20dB }")
    assert project.build()
    moved = project.sound()
    np.testing.assert_allclose(moved[:, :95_000], plain[:, :95_000], atol=1e-6)
    np.testing.assert_allclose(moved[:, 97_000:], plain[:, 97_000:] * 0.1, atol=1e-6)


def test_plugins_stand_on_buses_in_chains_on_the_mix_and_on_the_master(project: Project) -> None:
    song = """
bus hall { plugin "Hall"; highpass 100Hz }
chain warm { plugin "Hall" }
plugin "Hall"
"""
    project.write("chain warm; send hall -6dB pre", song)
    path = project.root / "song.song"
    path.write_text(path.read_text("utf-8").replace("tail 0s", 'tail 0s; plugin "Hall" { output-gain -3dB }'), "utf-8")
    path.write_text(path.read_text("utf-8").replace("loudness off", "loudness off; stems wav"), "utf-8")
    assert project.build(only=None)
    assert not project.mistakes
    stems = {stem.name for stem in (project.root / "build" / "song" / "stems").iterdir()}
    assert stems == {"lead.wav", "hall.wav"}


@pytest.mark.parametrize(("way", "said"), [("crash", "SIGSEGV"), ("nan", "no sound")])
def test_a_plugin_that_fails_is_a_mistake_at_its_line(project: Project, way: str, said: str) -> None:
    project.write('plugin "Hall"')
    assert project.build()
    good = project.sound()
    project.plugin(on_play=way)
    assert not project.build()
    (found,) = project.mistakes
    assert found.code == "E0916"
    assert said in found.message
    assert 'plugin "Hall"' in (project.root / "song.song").read_text("utf-8")[found.span.start : found.span.end]
    assert found.help
    np.testing.assert_array_equal(project.sound(), good)  # the last good file stands
    project.plugin(latency=100)
    assert project.build()
    assert project.ran == 0  # and nothing else was lost


def test_a_plugin_that_hangs_is_a_mistake_at_its_line(project: Project) -> None:
    project.allow(str(project.plugin(on_play="hang")), seconds=2)
    project.write('plugin "Hall"')
    assert not project.build()
    assert [found.code for found in project.mistakes] == ["E0916"]
    assert "2 s" in project.mistakes[0].message


def test_a_failed_plugin_is_tried_again(project: Project) -> None:
    project.plugin(on_load="crash")
    project.write('plugin "Hall"')
    assert not project.build()
    assert [found.code for found in project.mistakes] == ["E0913"]
    project.plugin()
    assert project.build()


def test_only_the_user_allows_a_plugin(project: Project) -> None:
    project.write('plugin "Hall"')
    assert project.build()
    project.allow("Room")
    assert not project.build()
    assert [found.code for found in project.mistakes] == ["E0911"]
    assert '`plugins = ["Room", "Hall"]`' in project.mistakes[0].help


def test_a_slip_in_a_name_is_no_plugin_to_allow(project: Project) -> None:
    project.write('plugin "Hal"')
    assert not project.build()
    assert [(found.code, found.help) for found in project.mistakes] == [("E0912", "did you mean `Hall`?")]


def test_what_changes_in_a_chain_is_told_and_nothing_else(project: Project) -> None:
    def told(chain: str) -> set[str]:
        project.write(chain)
        assert project.build(only=None)
        return {reason.partition(", through ")[0] for reason in project.reasons}

    told("highpass 300Hz")
    assert told('highpass 300Hz; plugin "Hall" { output-gain -6dB }') == {
        '`plugin "Hall" { output-gain -6dB }` is new (song.song:8)'
    }
    assert told('plugin "Hall" { output-gain -6dB }; highpass 300Hz') == {"it is made in another way"}
    assert told('plugin "Hall" { output-gain -6dB }') == {"`highpass 300Hz` is gone (song.song:8)"}
    assert told("bell 1kHz -3dB") == {
        '`bell 1kHz -3dB` is new (song.song:8); `plugin "Hall" { output-gain -6dB }` is gone (song.song:8)'
    }


def test_a_plugin_inside_the_project_does_not_run(project: Project) -> None:
    inside = project.root / "Hall.vst3"
    project.bundle.rename(inside)
    project.allow(str(inside))
    project.write('plugin "Hall"')
    assert not project.build()
    assert [found.code for found in project.mistakes] == ["E0912"]
