"""A song as the commands read it that make no sound: compiled, or its mistakes told. (No command itself.)"""

from __future__ import annotations

from typing import NamedTuple

from ...compiler import compile_song
from ...compiler.plan import Plan
from ...compiler.score import Score
from ...compiler.song import Song
from ...compiler.source import Source
from .. import config
from ..inputs import DiskFiles
from ..project import Project
from ..terminal.frames import tell


class Written(NamedTuple):
    """A song without mistakes; `variants` are the names of those that it declares."""

    song: Song
    score: Score
    plan: Plan
    sources: dict[str, Source]
    variants: tuple[str, ...]


def compiled_or_told(project: Project, variant: str | None, files: DiskFiles | None = None) -> Written | None:
    """The project's song; None when it has mistakes, which standard error is told. `files` are those read before."""
    rate = config.load(project.root).sample_rate
    found = compile_song(project.song, files=files or DiskFiles(project.root), variant=variant, rate=rate)
    if found.song is None or found.score is None or found.plan is None:
        tell(found.diagnostics, found.sources)
        return None
    return Written(found.song, found.score, found.plan, found.sources, found.variants)
