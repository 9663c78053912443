"""A plugin in a process of its own: what goes in and comes out, and every way in which it can fail."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from songc.runtime.plugins import child, host
from songc.runtime.plugins.child import PluginFailed, examine, processed
from songc.runtime.plugins.protocol import BLOCK, CONTROL

from .pretended import Parameter
from .studio import Project, pretend

RATE = 48000
NOISE = np.random.default_rng(4).uniform(-0.5, 0.5, (2, 3 * BLOCK + 777)).astype(np.float32)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    pretend(monkeypatch)
    return Project(tmp_path)


def run(
    bundle: Path,
    parameters: Sequence[tuple[str, float | str]] = (),
    files: Sequence[dict[str, str]] = (),
    automated: dict[str, Any] | None = None,
    seconds: float = 30,
) -> Any:
    moved = automated or {}
    request = {
        "path": str(bundle),
        "plugin": "",
        "rate": RATE,
        "files": files,
        "parameters": parameters,
        "automated": list(moved),
    }
    return processed(request, NOISE, list(moved.values()), seconds)


def test_a_plugin_says_what_it_is(project: Project) -> None:
    facts = examine(str(project.plugin()), "", 30)
    assert facts["instrument"] is False
    assert facts["programs"] == ["Plain", "Quiet Hall"]
    assert facts["program_key"] == "program"
    known = {each["key"]: each for each in facts["parameters"]}
    assert list(known) == ["output_db", "width", "mode", "quality"]
    assert known["output_db"] | {"value": 0.0} == {
        "key": "output_db",
        "name": "Output Gain",
        "unit": "dB",
        "low": -60.0,
        "high": 12.0,
        "value": 0.0,
        "choices": [],
        "choice": "",
        "is_share": False,
        "automatable": True,
    }
    assert known["mode"]["choices"] == ["Clean", "Warm Tube", "1/4 D"]
    assert not known["quality"]["automatable"]


@pytest.mark.parametrize("latency", [0, 100, BLOCK, BLOCK + 1])
def test_sound_comes_out_where_it_went_in(project: Project, latency: int) -> None:
    out = run(project.plugin(gain_db=-6.0, latency=latency))
    assert out.shape == NOISE.shape
    np.testing.assert_allclose(out, NOISE * 10 ** (-6 / 20), atol=1e-6)


@pytest.mark.parametrize("grown", [7, 300, 3 * BLOCK])
def test_a_latency_that_depends_on_how_it_is_set_is_made_up_for(project: Project, grown: int) -> None:
    out = run(project.plugin(latency=100, grown=grown))
    np.testing.assert_allclose(out, NOISE, atol=1e-6)


@pytest.mark.parametrize("level_db", [-3.0, -12.34, 11.97])
def test_a_figure_is_set_as_exactly_as_the_plugin_reads_it(project: Project, level_db: float) -> None:
    out = run(project.plugin(), [("output_db", level_db)])
    np.testing.assert_allclose(out, NOISE * 10 ** (level_db / 20), rtol=1e-6)


def test_a_figure_that_the_plugin_misreads_is_set_by_steps() -> None:
    quality = Parameter("Quality", low=1.0, high=4.0)
    assert quality.get_raw_value_for_text("3.0") == 0.0
    assert host._raw(quality, 3.0) == 0.667


def test_parameters_are_set_in_their_own_units(project: Project) -> None:
    out = run(project.plugin(), [("output_db", -12.0), ("mode", "Warm Tube")])
    np.testing.assert_allclose(out, NOISE * 10 ** (-12 / 20) * 2, atol=1e-5)


def test_a_preset_is_set_before_what_the_song_writes(project: Project) -> None:
    quiet = run(project.plugin(), [("program", "Quiet Hall")])
    np.testing.assert_allclose(quiet, NOISE * 0.1, atol=1e-5)
    written = run(project.plugin(), [("program", "Quiet Hall"), ("output_db", -40.0)])
    np.testing.assert_allclose(written, NOISE * 0.01, atol=1e-6)


def test_a_state_is_loaded_from_its_file(project: Project, tmp_path: Path) -> None:
    state = tmp_path / "hall.state"
    state.write_bytes(b"state -18 ")
    out = run(project.plugin(), files=[{"kind": "state", "path": str(state)}])
    np.testing.assert_allclose(out, NOISE * 10 ** (-18 / 20), atol=1e-5)


def test_a_parameter_moves_by_control_blocks(project: Project) -> None:
    levels = np.linspace(0.0, -24.0, NOISE.shape[1])
    out = run(project.plugin(latency=50), automated={"output_db": levels})
    held = levels[np.arange(NOISE.shape[1]) // CONTROL * CONTROL]
    np.testing.assert_allclose(out, NOISE * 10 ** (held / 20), atol=1e-4)


def test_the_same_in_is_the_same_out(project: Project) -> None:
    bundle = project.plugin(gain_db=-3.0, latency=33)
    assert np.array_equal(run(bundle), run(bundle))


def test_a_plugin_that_prints_is_not_in_the_way(project: Project) -> None:
    out = run(project.plugin(on_load="print", on_play="print"))
    np.testing.assert_allclose(out, NOISE, atol=1e-6)


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        ({"on_load": "crash"}, r"crashed \(SIGSEGV\)"),
        ({"on_play": "crash"}, r"crashed \(SIGSEGV\)"),
        ({"on_load": "raise"}, "gave up: no licence was found"),
        ({"on_play": "raise"}, "gave up: no licence was found"),
        ({"on_play": "nan"}, "no sound"),
    ],
)
def test_what_fails_says_how(project: Project, ways: dict[str, str], said: str) -> None:
    with pytest.raises(PluginFailed, match=said):
        run(project.plugin(**ways))


@pytest.mark.parametrize("when", ["on_load", "on_play"])
def test_a_plugin_that_hangs_is_ended(project: Project, when: str) -> None:
    with pytest.raises(PluginFailed, match="gave no answer for 2 s"):
        run(project.plugin(**{when: "hang"}), seconds=2)


def test_a_preset_is_loaded_from_its_file(project: Project, tmp_path: Path) -> None:
    preset = tmp_path / "hall.vstpreset"
    preset.write_bytes(b"VST3 state -18 ")
    out = run(project.plugin(), files=[{"kind": "preset", "path": str(preset)}])
    np.testing.assert_allclose(out, NOISE * 10 ** (-18 / 20), atol=1e-5)


@pytest.mark.parametrize("kind", ["state", "preset"])
def test_a_file_of_something_else_is_refused(project: Project, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "cake"
    file.write_bytes(b"a cake recipe")
    with pytest.raises(PluginFailed, match=f"`cake` is no {kind} of this plugin$"):
        run(project.plugin(), files=[{"kind": kind, "path": str(file)}])


def test_the_state_that_it_has_already_is_no_mistake(project: Project, tmp_path: Path) -> None:
    state = tmp_path / "hall.state"
    state.write_bytes(b"state 0.000 ")
    out = run(project.plugin(), files=[{"kind": "state", "path": str(state)}])
    np.testing.assert_allclose(out, NOISE, atol=1e-6)


def test_nothing_of_a_host_is_left(project: Project) -> None:
    with child.child(30) as running:
        running.ask({"do": "examine", "path": str(project.plugin()), "plugin": "", "seconds": 30})
    assert running.process.poll() is not None


def test_the_project_is_not_on_the_way_to_what_a_host_imports() -> None:
    assert "-P" in child.COMMAND
