"""Focus: which cells of a song come first when it is built under watch. Those that the last save changed, then those
after the place last edited or played, then the rest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .contents import MISSING, Stamp, stamp_of
from .project import EnvironmentLack, Project
from .record import path_of, write_json

# A cell's first sound takes what reverbs heard before it and what the limiter hears after it; and whoever edits a place
# goes on there.
NEAR_CELLS: Final = 4


@dataclass
class Focus:
    """What a musician is at: the cells of the last edit, and the cell of the place last edited or played. `heard` is
    the stamp of what playing last left."""

    edited: frozenset[int] = frozenset()
    place: int = 0
    heard: Stamp = MISSING

    @property
    def near(self) -> range:
        """The cells about the place."""
        return range(max(self.place - NEAR_CELLS, 0), self.place + NEAR_CELLS)

    def order(self, cell: int) -> float:
        """Cells of lower order come first."""
        return 2.0 * (cell not in self.edited) + (cell < self.place)

    def turn(self, project: Project, edited: frozenset[int], cells: int, cell_seconds: float) -> None:
        """Takes in an edit of a song of so many cells, and what was played since the one before. An edit of all the
        song says nothing of a place."""
        path = _path(project)
        stamp = stamp_of(path)
        if stamp != self.heard:
            self.heard = stamp
            self.place = int(_seconds(path) // cell_seconds)
        self.edited = edited
        if 0 < len(edited) < cells:
            self.place = min(edited)


def played(project: Project, seconds: float) -> None:
    """Notes that a song was played from there, for whoever watches it."""
    try:
        write_json(_path(project), {"seconds": seconds})
    except EnvironmentLack:
        return  # it was heard all the same


def _path(project: Project) -> Path:
    return path_of(project).with_suffix(".played")


def _seconds(path: Path) -> float:
    try:
        return max(0.0, float(json.loads(path.read_bytes())["seconds"]))
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0
