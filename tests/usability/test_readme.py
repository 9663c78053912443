"""The README is followed from its first song to its last command, in an empty folder, as a reader would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from songc.compiler import compile_song
from songc.compiler.format import format_text
from songc.runtime.main import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.M | re.S)
PICTURE = ROOT / ".github" / "first-light.svg"

WAITS_FOR_A_PERSON = ("songc watch", "songc play")


def test_the_gate_s_two_commands_come_first() -> None:
    """.ci/run executes the first two blocks of shell, which hold one command each."""
    shell = [text for language, text in BLOCKS if language == "sh"]
    assert "pip install" in shell[0] and shell[1].strip().endswith("pytest")
    assert shell[0].count("\n") == shell[1].count("\n") == 1


def test_the_song_has_no_mistakes_at_any_stage_of_its_growth(tmp_path: Path) -> None:
    song = tmp_path / "first-light.song"
    stages = [text for language, text in BLOCKS if language == "song"]
    assert len(stages) == 6
    for count in range(1, len(stages) + 1):
        text = "\n".join(stages[:count])
        assert format_text(text) == text
        song.write_text(text, "utf-8")
        compiled = compile_song(song)
        assert [each.message for each in compiled.diagnostics] == []


def test_the_picture_is_of_this_song(tmp_path: Path) -> None:
    """What it shows; the look of pictures is held elsewhere. `songc plot first-light.song` makes it anew."""
    (tmp_path / "first-light.song").write_text("\n".join(text for language, text in BLOCKS if language == "song"))
    assert main(["plot", str(tmp_path), "-o", str(tmp_path / "now.svg")]) == 0
    assert _shown(PICTURE) == _shown(tmp_path / "now.svg")
    assert f"](.github/{PICTURE.name})" in README and PICTURE.stat().st_size < 60_000


def _shown(picture: Path) -> list[str]:
    """Its title and its words: names of tracks and sections, chords, bars."""
    return re.findall(r"<(?:title|text)[^>]*>([^<]*)<", picture.read_text("utf-8"))


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder for the song, and an environment with `songc` in it."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "songc"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m songc.runtime "$@"\n')
    program.chmod(0o755)
    folder = tmp_path / "first-light"
    folder.mkdir()
    who = {f"GIT_{role}_{what}": "t@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SONGC_", "GIT_"))}
    yield folder, kept | who | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}


def test_every_command_does_what_it_says(shell: tuple[Path, dict[str, str]]) -> None:
    folder, environment = shell
    song = folder / "first-light.song"
    ran: list[str] = []
    out = ""
    for language, text in BLOCKS[2:]:
        if language == "song":
            with song.open("a", encoding="utf-8") as file:
                file.write("\n" * song.exists() + text)
            continue
        if "songc diff" in text:
            assert "      | d:1              |\n" in song.read_text()
            song.write_text(song.read_text().replace("      | d:1              |\n", "      | d:2 e            |\n"))
        if "songc build --locked" in text:
            assert "lock" in "".join(ran)
        for line in text.splitlines():
            command = line.partition("#")[0].strip()
            if command.startswith(WAITS_FOR_A_PERSON):
                continue
            done = subprocess.run(
                ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=300
            )
            assert done.returncode == 0, (command, done.stdout + done.stderr)
            ran.append(command)
            out += done.stdout
    assert "verse, lead, bar 4: d:1 -> d:2 e" in out
    made = ("build/first-light/first-light.wav", "build/first-light/first-light-instrumental.wav", "songc.lock")
    made += ("build/first-light/score.svg", "ideas/tune.song", ".github/workflows/songc.yml", "build/first-light/stems")
    assert [name for name in made if not (folder / name).exists()] == []
    (remix,) = (folder / "remix").glob("*.song")
    assert compile_song(remix).diagnostics == ()
    assert len(ran) >= 20


def test_the_tour_from_python_runs(tmp_path: Path) -> None:
    program = ROOT / "examples" / "from-python" / "tour.py"
    assert program.relative_to(ROOT).as_posix() in README
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SONGC_")}
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=tmp_path,
        env=environment | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "lead: 14 notes" in done.stdout and "E0307: bar 1 of `melody`" in done.stdout
    soft, glass = re.findall(r"(?m)^(?:soft|glass)-lead: (\w+)", done.stdout)
    assert soft != glass and "-14.0 LUFS" in done.stdout
