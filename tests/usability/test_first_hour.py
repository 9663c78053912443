"""Beginning: templates, help, completions, doctor."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from songc.compiler import compile_song
from songc.compiler.format import format_text
from songc.runtime.commands import COMMANDS
from songc.runtime.completions import script
from songc.runtime.templates import FOLDER, TEMPLATES, begin

from .conftest import Run

SONGS = sorted(FOLDER.glob("*/**/*.song"))


@pytest.mark.parametrize("path", SONGS, ids=lambda path: path.stem)
def test_templates_are_in_the_formatter_s_spelling(path: Path) -> None:
    text = path.read_text("utf-8")
    assert format_text(text) == text


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_new_project_has_no_mistakes(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "Night Drive"
    made = begin(TEMPLATES[name], folder)
    songs = [folder / path for path in made if path.suffix == ".song" and path.parent.name != "lib"]
    assert songs and all((folder / path).is_file() for path in made)
    for song in songs:
        compiled = compile_song(song)
        assert [each.message for each in compiled.diagnostics] == []
        assert compiled.plan is not None and compiled.plan.frames > 30 * compiled.plan.rate
        assert compiled.song is not None and len(compiled.song.expectations) == 3
    if TEMPLATES[name].song:
        assert songs[0].name == "night-drive.song"
        assert 'song "Night Drive"' in songs[0].read_text("utf-8")
    assert "build/" in (folder / ".gitignore").read_text("utf-8")


def test_new_tells_what_to_do_next(songc: Run, tmp_path: Path) -> None:
    done = songc("new", "my-tune")
    assert done.returncode == 0
    assert "cd my-tune" in done.stdout and "songc build" in done.stdout
    assert songc("check", cwd=tmp_path / "my-tune").returncode == 0


def test_codes_are_found_as_people_write_them(songc: Run) -> None:
    told = songc("explain", "E0307").stdout
    assert told.startswith("E0307: ")
    assert (
        songc("explain", "307").stdout == songc("explain", "e307").stdout == songc("explain", "[E0307]").stdout == told
    )
    assert songc("explain", "W204").stdout.startswith("W0204: ")
    assert songc("explain", "E9999").returncode == 2


def test_new_leaves_a_folder_with_files_alone(songc: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "lyrics.txt").write_text("la la")
    done = songc("new", "mine")
    assert done.returncode == 2 and "is not empty (it holds lyrics.txt)" in done.stderr
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["lyrics.txt"]


def test_mistyped_commands_and_flags_are_answered_with_their_neighbours(songc: Run) -> None:
    done = songc("biuld")
    assert done.returncode == 2 and "did you mean `build`?" in done.stderr
    done = songc("build", "--onyl", "bass")
    assert done.returncode == 2 and "did you mean `--only`?" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_helps_with_an_example(songc: Run) -> None:
    from songc.runtime.commands import parser_of

    for name in COMMANDS:
        help = parser_of(name).format_help()
        assert f"songc {name}" in help.partition("options:")[0].replace("usage: songc", ""), name
    assert songc("help", "build").stdout == songc("build", "--help").stdout != ""


def test_start_up_loads_nothing_heavy() -> None:
    probe = """
import sys
from songc.runtime.main import main
try:
    main(["--help"])
except SystemExit:
    pass
heavy = {"numpy", "lark", "soundfile", "numba", "json", "mido"}
print(*sorted(heavy & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert "songc COMMAND --help" in done.stdout and done.stderr.strip() == ""


def test_doctor_says_what_is_here(songc: Run) -> None:
    done = songc("doctor", "--json")
    findings = {each["name"]: each for each in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 0
    assert all(each["schema"] == 1 and each["event"] == "finding" for each in findings.values())
    assert findings["numpy"]["ok"] and findings["python"]["found"].startswith("3.")
    assert all(each["ok"] for each in findings.values() if each["necessary"])


def test_doctor_leaves_with_4_when_something_necessary_lacks(tmp_path: Path) -> None:
    probe = "import sys; sys.modules['lark'] = None\nfrom songc.runtime.main import main\nsys.exit(main(['doctor']))"
    done = subprocess.run([sys.executable, "-c", probe], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 4
    line = next(line for line in done.stdout.splitlines() if " lark " in line)
    assert line.startswith("needed") and "does not load" in line
    assert "1 necessary thing missing" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_know_every_command_and_parse(shell: str) -> None:
    text = script(shell)
    assert all(name in text for name in COMMANDS)
    assert "dry-run" in text
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=text, text=True, check=True)


def test_bash_completes_commands_and_flags() -> None:
    probe = script("bash") + (
        '\nCOMP_WORDS=(songc bu); COMP_CWORD=1; _songc; echo "${COMPREPLY[*]}"'
        '\nCOMP_WORDS=(songc build --dry); COMP_CWORD=2; _songc; echo "${COMPREPLY[*]}"'
        '\nCOMP_WORDS=(songc build --color ""); COMP_CWORD=3; _songc; echo "${COMPREPLY[*]}"'
        '\nCOMP_WORDS=(songc effects compr); COMP_CWORD=2; _songc; echo "${COMPREPLY[*]}"'
        '\nCOMP_WORDS=(songc explain E0307); COMP_CWORD=2; _songc; echo "${COMPREPLY[*]}"'
    )
    done = subprocess.run(["bash", "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["build", "--dry-run", "auto always never", "compressor", "E0307"]
