"""What stands on a terminal of 80 and of 120 columns: whole words, nothing cleared, colours only where wanted."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from songc.runtime.commands import COMMANDS, overview, parser_of
from songc.runtime.events import Progress
from songc.runtime.main import _complain
from songc.runtime.terminal.progress import drawn
from songc.runtime.terminal.tables import hanging, table

from .terminal import COLOUR, on_terminal, standing, too_long

SONG = """\
song "Small" { seed 1 }

composition {
  tempo 240 bpm
  section opening 1 bar { line lead { | c:4 d e f | } }
  section closing 1 bar { line lead { | g:4 a g e | } }
  form opening closing opening
}

arrangement {
  track lead { instrument synth "glass-lead";  play lead }
  track second-lead { instrument synth "soft-lead";  play lead }
  track third-lead { instrument synth "saw-lead";  play lead }
}

master { tail 1s;  stems wav 16bit }

expect {
  length between 1s and 20s
  second-lead above third-lead by -40dB in opening
}
"""
MISTAKES = SONG.replace("d e f |", "d e f g a b c5 d5 |").replace('"saw-lead"', '"saw-leda"')
CLEARING = re.compile(r"\x1b\[\d*J|\x1b\[[\d;]*[Hf]|\x1bc|\x1b\[\?\d+[hl]")

SHOWN = (
    ("why",),
    ("why", "second-lead"),
    ("graph",),
    ("test",),
    ("build",),
    ("build", "-n"),
    ("build", "--onyl", "third-lead"),
    ("build", "--only", "a-track-that-no-one-has-ever-written-into-this-song"),
    ("diff",),
    ("doctor",),
    ("instruments",),
    ("instruments", "round-bass"),
    ("instruments", "gm"),
    ("instruments", "studio"),
    ("instruments", "kit"),
    ("instruments", "jazz"),
    ("effects",),
    ("effects", "linear-eq"),
    ("explain",),
    ("explain", "E0307"),
    ("schema",),
    ("plugins",),
    ("cache", "stats"),
    ("measure", "build/small/small.wav"),
    ("new", "elsewhere", "--from", "albun"),
    ("check", "mistakes/mistakes.song"),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built on a narrow terminal, with colours."""
    folder = tmp_path_factory.mktemp("terminal") / "small"
    (folder / "mistakes").mkdir(parents=True)
    (folder / "small.song").write_text(SONG)
    (folder / "mistakes" / "mistakes.song").write_text(MISTAKES)
    code, written = on_terminal("build", cwd=folder, columns=80)
    assert code == 0, written
    assert COLOUR.search(written) and not CLEARING.search(written)
    assert too_long(standing(written), 80) == []
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "Small")):
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words], cwd=folder, check=True)
    (folder / "small.song").write_text(SONG.replace("| g:4 a g e |", "| g:4 a g c |").replace("tail 1s", "tail 2s"))
    assert on_terminal("build", cwd=folder, columns=80)[0] == 0
    return folder


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_lines_end_within_the_terminal(words: tuple[str, ...], columns: int, project: Path) -> None:
    _, written = on_terminal(*words, cwd=project, columns=columns)
    lines = standing(written)
    assert lines and too_long(lines, columns) == []
    assert not CLEARING.search(written)


def test_colours_are_left_out_where_they_are_not_wanted(project: Path) -> None:
    for words in (("check", "mistakes/mistakes.song"), ("build",)):
        assert COLOUR.search(on_terminal(*words, cwd=project, columns=80)[1])
        assert not COLOUR.search(on_terminal(*words, cwd=project, columns=80, environment={"NO_COLOR": "1"})[1])
        assert not COLOUR.search(on_terminal(*words, cwd=project, columns=80, environment={"TERM": "dumb"})[1])
    assert "\x1b" not in on_terminal("build", "--color", "never", cwd=project, columns=80)[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_80_columns(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert [line for line in parser_of(name).format_help().splitlines() if len(line) > 80] == []


def test_the_overview_fits_80_columns() -> None:
    assert [line for line in overview().splitlines() if len(line) > 80] == []


def test_the_progress_line_tells_as_much_as_fits() -> None:
    progress = Progress("mix", "strip:bass", done=57, total=228, kept=12)
    whole = drawn(progress, 3.0, 100, color=False)
    assert whole.startswith("━" * 5 + "─" * 15 + " mix")
    assert whole.endswith("strip:bass     57/228 chunks, 12 kept, 9 s left")
    assert COLOUR.sub("", drawn(progress, 3.0, 100, color=True)) == whole
    for columns in range(40, 100):
        line = drawn(progress, 3.0, columns, color=False)
        assert len(line) < columns and whole.startswith(line)


def test_the_time_left_is_not_guessed_from_nothing() -> None:
    assert "left" not in drawn(Progress("takes", "take:bass.1", 1, 228, 0), 3.0, 100, color=False)
    assert "chunks" in drawn(Progress("takes", "take:bass.1", 0, 0, 0), 0.0, 100, color=False)


def test_the_last_cell_of_a_row_goes_on_below_itself() -> None:
    rows = [("one", "1", "a cell of words that is too long for the room"), ("three", "3", "a short one")]
    assert table(rows, None) == ["one    1  " + rows[0][2], "three  3  a short one"]
    assert table(rows, 40, indent=2) == [
        "  one    1  a cell of words that is too",
        "            long for the room",
        "  three  3  a short one",
    ]
    assert table([], 40) == []


def test_text_that_finds_no_room_beside_its_head_stands_below_it() -> None:
    assert hanging("  the head of it: ", "words that go on `and are quoted` to the end", 36) == [
        "  the head of it:",
        "      words that go on",
        "      `and are quoted` to the end",
    ]


def test_a_complaint_takes_the_place_of_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stderr", Terminal("━━━── mix  3/9 chunks"))
    sys.stderr.seek(0, io.SEEK_END)
    _complain("the disk is full")
    assert standing(sys.stderr.getvalue()) == ["songc: the disk is full"]  # type: ignore[attr-defined]
