"""Checking what did not change tells the same again, and compiles nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import songc.compiler
from songc.runtime.main import main

SONG = """use "lib/kits.song" as kits
composition {
  section verse 1 bar { line lead octave 4 { | c:1 | } }
}
arrangement {
  track lead { instrument synth "glass-lead";  play lead }
}
"""
KITS = "composition { rhythm four | x--- x--- x--- x--- | }\n"

Checked = Callable[[], tuple[int, str]]


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The songs compiled since."""
    compiled: list[str] = []
    compile_song = songc.compiler.compile_song

    def counted(path: str, **options: object) -> object:
        compiled.append(path)
        return compile_song(path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(songc.compiler, "compile_song", counted)
    return compiled


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SONGC_CACHE", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lib").mkdir()
    (tmp_path / ".songc").mkdir()
    (tmp_path / "lib" / "kits.song").write_text(KITS)
    (tmp_path / "song.song").write_text(SONG)
    (tmp_path / "songc.toml").write_text("")
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    code = main(["check", *options])
    shown = capsys.readouterr()
    return code, shown.out + shown.err


@pytest.mark.parametrize("options", [(), ("--json",), ("--github",), ("--quiet",)])
def test_the_same_is_told_again(
    options: tuple[str, ...], project: Path, compilations: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = check(capsys, *options)
    assert ("W0801" in first[1]) != ("--quiet" in options) and first[0] == 0
    assert check(capsys, *options) == first and compilations == ["song.song"]


def write(name: str, text: str) -> Callable[[Path], object]:
    return lambda project: (project / name).write_text(text)


CHANGES = {
    "the song": write("song.song", SONG.replace("c:1", "d:1")),
    "its module": write("lib/kits.song", KITS.replace("four", "five")),
    "the rate": write("songc.toml", "sample-rate = 44100\n"),
    "a lost module": lambda project: (project / "lib/kits.song").unlink(),
    "the record": lambda project: next(project.glob(".songc/builds/checks/*")).write_text("{"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_checked(
    change: str, project: Path, compilations: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    check(capsys)
    CHANGES[change](project)
    check(capsys)
    assert len(compilations) == 2


def test_errors_are_found_anew(project: Path, compilations: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (project / "song.song").write_text(SONG.replace("c:1", "c:2"))
    first = check(capsys)
    assert first[0] == 1 and check(capsys) == first and len(compilations) == 2


def test_nothing_is_left_where_nothing_was_built(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / ".songc").rmdir()
    before = sorted(project.rglob("*"))
    check(capsys)
    assert sorted(project.rglob("*")) == before
