"""What comes first under watch: the edit, then what follows the place last edited or played, then the rest."""

from __future__ import annotations

import os
from pathlib import Path

from songc.runtime.focus import Focus, _path, played
from songc.runtime.project import Project

ALL = frozenset(range(8))


def ranked(focus: Focus) -> list[int]:
    return sorted(range(8), key=lambda cell: (focus.order(cell), cell))


def test_the_edit_comes_first_then_what_follows_its_place(tmp_path: Path) -> None:
    project, focus = Project(tmp_path, "demo.song"), Focus()
    focus.turn(project, ALL, 8, 5.0)
    assert ranked(focus) == [0, 1, 2, 3, 4, 5, 6, 7]
    focus.turn(project, frozenset({3, 6}), 8, 5.0)
    assert ranked(focus) == [3, 6, 4, 5, 7, 0, 1, 2]
    focus.turn(project, ALL, 8, 5.0)
    assert ranked(focus) == [3, 4, 5, 6, 7, 0, 1, 2], "an edit of all the song begins where the last one was"
    focus.turn(project, frozenset(), 8, 5.0)
    assert ranked(focus) == [3, 4, 5, 6, 7, 0, 1, 2]


def test_the_cells_about_the_place_are_near(tmp_path: Path) -> None:
    project, focus = Project(tmp_path, "demo.song"), Focus()
    assert focus.near == range(4)
    focus.turn(project, frozenset({30, 31}), 80, 5.0)
    focus.turn(project, frozenset(range(80)), 80, 5.0)
    assert focus.near == range(26, 34)


def test_what_was_played_since_the_last_edit_is_the_place(tmp_path: Path) -> None:
    project, focus = Project(tmp_path, "demo.song"), Focus()
    focus.turn(project, frozenset({3}), 8, 5.0)
    played(project, 26.0)
    focus.turn(project, ALL, 8, 5.0)
    assert ranked(focus) == [5, 6, 7, 0, 1, 2, 3, 4]
    focus.turn(project, frozenset({1}), 8, 5.0)
    focus.turn(project, ALL, 8, 5.0)
    assert ranked(focus) == [1, 2, 3, 4, 5, 6, 7, 0], "it is heard of once"


def test_a_note_of_playing_that_cannot_be_read_is_the_beginning(tmp_path: Path) -> None:
    project, focus = Project(tmp_path, "demo.song"), Focus()
    played(project, 26.0)
    _path(project).write_text("{")
    os.utime(_path(project), ns=(1, 1))
    focus.turn(project, ALL, 8, 5.0)
    assert ranked(focus) == [0, 1, 2, 3, 4, 5, 6, 7]
