"""From text to a plan. Each stage is pure: no audio, no clock, no files but through `files.Files`.

    parse         text to syntax, statement by statement (`parse`, `tree`, `rows`)
    modules       what `use` brings in, what a variant says otherwise (`modules`, `variants`)
    song          six stages, checked and resolved (`composition`, `arrangement`, `takes`, `edits`, `mix`, `master`)
    score         the notes that sound, in beats, each with its place in the source (`arrangement.compose`)
    plan          signals and what each is made of, in frames (`performance`, `planning`)

Mistakes of the user are `Diagnostic` values; one run finds those of every stage.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .diagnostics import Diagnostic
from .source import Source

if TYPE_CHECKING:
    from .files import Files
    from .plan import Plan
    from .score import Score
    from .song import Song

__all__ = ["Compiled", "compile_song"]


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a song compiles to. `song`, `score` and `plan` are None when it has errors. `diagnostics` stand in order
    of their places, those of the song's own file first; `sources` hold every text by its path; `inputs` are all files
    looked for, missing ones included; `variants` are the names of those that the song declares."""

    song: Song | None
    score: Score | None
    plan: Plan | None
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, Source]
    inputs: tuple[str, ...]
    variants: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return self.plan is not None


def compile_song(
    path: str | Path, *, files: Files | None = None, variant: str | None = None, rate: int = 48000
) -> Compiled:
    """Compiles the song at `path`, relative to the project that `files` opens; without `files`, a path on the disk.
    `variant` names one of the song's variants, `rate` is the sample rate in Hz. Never raises on what a song says."""
    from .files import FolderFiles, find_root
    from .pipeline import compile_in

    if files is None:
        place = Path(path).absolute()
        root = find_root(place)
        files, path = FolderFiles(root), place.relative_to(root).as_posix()
    return compile_in(str(path), files, variant, rate)
