"""Hooks and workflows: what they run is run here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Run

ROOT = Path(__file__).parents[2]

MODULE = "mix {\n  chain warm { highpass 80Hz }\n}\n"
SONG = """\
use "lib/sound.song" as sound

song "Small" { seed 1 }

composition {
  tempo 240 bpm
  section a 1 bar {
    line lead { | c:4 d e f | }
  }
}

arrangement {
  track lead { instrument synth "glass-lead";  play lead }
}

mix {
  track lead { chain sound.warm }
}

master { tail 1s }

expect { length between 1s and 3s }
"""


@pytest.fixture
def repository(tmp_path: Path, songc: Run) -> Path:
    """Two songs and a module, not committed yet."""
    folder = tmp_path / "songs"
    (folder / "lib").mkdir(parents=True)
    (folder / "lib" / "sound.song").write_text(MODULE)
    for name in ("one.song", "two more.song"):
        (folder / name).write_text(SONG)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    songc("fmt", ".", "lib", cwd=folder)
    return folder


def hooks() -> dict[str, str]:
    """The hooks' ids and what they run."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    found = dict(re.findall(r"- id: (\S+)\n(?:  .*\n)*?  entry: (.*)\n", text))
    assert len(found) == text.count("- id:")
    return found


def test_hooks_pass_good_songs_and_stop_bad_ones(repository: Path, songc: Run) -> None:
    assert set(hooks()) == {"songc-fmt", "songc-check"}
    files = ["one.song", "two more.song", "lib/sound.song"]
    bad = {"songc-fmt": SONG.replace("  tempo", "       tempo"), "songc-check": SONG.replace("d e f", "d e f g")}
    for name, entry in hooks().items():
        words = entry.split()
        assert words[0] == "songc"
        done = songc(*words[1:], *files, cwd=repository)
        assert done.returncode == 0, done.stdout + done.stderr
        (repository / "one.song").write_text(bad[name])
        assert songc(*words[1:], *files, cwd=repository).returncode == 1
        songc("fmt", cwd=repository)
        (repository / "one.song").write_text((repository / "two more.song").read_text())


def test_the_workflow_does_in_this_repository_what_it_says(repository: Path, songc: Run, tmp_path: Path) -> None:
    assert songc("lock", cwd=repository).returncode == 0  # no project file: each song's folder is its project
    done = songc("git-setup", "--ci", "github", cwd=repository)
    assert done.returncode == 0 and "written" in done.stdout, done.stderr
    text = (repository / ".github" / "workflows" / "songc.yml").read_text("utf-8")
    assert 'song: ["one.song", "two more.song"]\n' in text  # what others use is no record of its own
    commands = [line for line in re.findall(r"- run: (.*)", text) if "pip install" not in line]
    assert [re.search(r"songc (\w+)", line)[1] for line in commands] == ["fmt", "check", "build", "test"]  # type: ignore[index]
    assert any(line.endswith("--locked") for line in commands)
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "songc"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m songc.runtime "$@"\n')
    program.chmod(0o755)
    environment = os.environ | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["git", "add", "."], cwd=repository, check=True)
    for line in commands:
        script = line.replace("${{ matrix.song }}", "two more.song")
        run = subprocess.run(["bash", "-c", script], cwd=repository, env=environment, capture_output=True, text=True)
        assert run.returncode == 0, (script, run.stdout + run.stderr)
    assert (repository / "build" / "two more" / "two more.wav").is_file()


def test_a_workflow_that_is_there_stays(repository: Path, songc: Run) -> None:
    songc("git-setup", "--ci", "github", cwd=repository)
    place = repository / ".github" / "workflows" / "songc.yml"
    assert "--locked" not in place.read_text()
    place.write_text("mine")
    assert "as it was" in songc("git-setup", "--ci", "github", cwd=repository).stdout
    assert place.read_text() == "mine"
