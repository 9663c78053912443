"""The door to the outside: paths, inputs, the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from songc.compiler import compile_song
from songc.compiler.files import project_path

from .studio import ARRANGEMENT, COMPOSITION, compiled


@pytest.mark.parametrize(
    ("written", "beside", "path"),
    [
        ("a.wav", "song.song", "a.wav"),
        ("takes/a.wav", "songs/one.song", "songs/takes/a.wav"),
        ("../a.wav", "songs/one.song", "a.wav"),
        ("./x/../a.wav", "song.song", "a.wav"),
        ("../a.wav", "song.song", None),
        ("a/../../b.wav", "song.song", None),
        ("/etc/passwd", "song.song", None),
        ("~/a.wav", "song.song", None),
        ("C:/a.wav", "song.song", None),
        ("a\\b.wav", "song.song", None),
        ("", "song.song", None),
        ("..", "a/song.song", None),
    ],
)
def test_paths_stay_in_the_project(written: str, beside: str, path: str | None) -> None:
    assert project_path(written, beside) == path


def test_inputs_hold_what_is_missing() -> None:
    song = 'use "lib/kits.song" as kits\nuse "gone.song" as gone\n' + COMPOSITION + ARRANGEMENT
    song += 'takes { track vocals { take 1 { file "takes/no.wav" at verse.1 } } }'
    assert compiled(song).inputs == ("gone.song", "lib/kits.song", "song.song", "takes/no.wav")


def test_a_song_on_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "songs"
    folder.mkdir()
    (tmp_path / "songc.toml").write_text("")
    (tmp_path / "kits.song").write_text("mix { chain warm { highpass 40Hz } }")
    path = folder / "one.song"
    path.write_text(
        'use "../kits.song" as kits\n' + COMPOSITION + ARRANGEMENT + "mix { track bass { chain kits.warm } }"
    )
    result = compile_song(path)
    assert result.diagnostics == ()
    assert result.inputs == ("kits.song", "songs/one.song")
    assert result.plan is not None


def test_a_path_out_of_the_project_is_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "secret.song").write_text("mix { chain warm { highpass 40Hz } }")
    folder = tmp_path / "song"
    folder.mkdir()
    (folder / "songc.toml").write_text("")
    (folder / "one.song").write_text('use "../secret.song" as secret\n')
    result = compile_song(folder / "one.song")
    assert [found.code for found in result.diagnostics] == ["E0801"]
    assert result.inputs == ("one.song",)


def test_the_compiler_imports_no_sound_libraries() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from songc.compiler import compile_song; from songc.compiler.files import MemoryFiles\n"
        "assert 'lark' not in sys.modules\n"
        f"result = compile_song('a.song', files=MemoryFiles({{'a.song': {COMPOSITION + ARRANGEMENT!r}}}))\n"
        "assert result.plan is not None, result.diagnostics\n"
        "assert not {'numpy', 'soundfile', 'pedalboard', 'numba', 'scipy'} & set(sys.modules), 'heavy'\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
