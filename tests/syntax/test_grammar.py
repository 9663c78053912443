"""The grammar's parser is kept between processes, and nothing can go wrong with that."""

from __future__ import annotations

from pathlib import Path

import pytest

from songc.grammar import GRAMMAR, make, saved

SMALL = 'file: "x"*\n' + "".join(
    f'{start}: "x"\n'
    for start in ("item", "statement", "note_row", "note_bar", "chord_row", "chord_bar", "step_row", "step_bar")
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(saved, "folder", lambda: tmp_path / "songc")
    return tmp_path / "songc"


def test_a_saved_parser_reads_as_a_new_one(folder: Path) -> None:
    grammar = GRAMMAR.read_text(encoding="utf-8")
    assert saved.load(grammar) is None
    new = saved.save(grammar, make(grammar))
    again = saved.load(grammar)
    assert again is not None
    song = 'mix { track bass { gain -4dB; verse.1:5..8 "x" c3..c5 } }'
    assert again.parse(song, start="file") == new.parse(song, start="file")
    assert [path.name for path in folder.iterdir()] == [next(folder.iterdir()).name]


def test_another_grammar_is_another_parser(folder: Path) -> None:
    saved.save(SMALL, make(SMALL))
    assert saved.load(SMALL + "\n") is None


@pytest.mark.parametrize("damage", [b"", b"not a pickle", None])
def test_a_damaged_file_is_a_miss(folder: Path, damage: bytes | None) -> None:
    saved.save(SMALL, make(SMALL))
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-40] if damage is None else damage)
    assert saved.load(SMALL) is None


def test_a_folder_that_others_may_write_is_not_trusted(folder: Path) -> None:
    saved.save(SMALL, make(SMALL))
    folder.chmod(0o777)
    assert saved.load(SMALL) is None


def test_without_a_folder_the_parser_still_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    for folder in (None, blocked / "songc"):
        monkeypatch.setattr(saved, "folder", lambda folder=folder: folder)
        assert saved.save(SMALL, make(SMALL)).parse("x", start="item") is not None
        assert saved.load(SMALL) is None
