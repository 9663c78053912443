"""From text to a plan. Each stage is pure: no audio, no clock, no files but through `files.Files`.

    parse         text to syntax, statement by statement (`parse`, `tree`, `rows`)
    modules       what `use` brings in, what a variant says otherwise (`modules`, `variants`)
    song          six stages, checked and resolved (`composition`, `arrangement`, `takes`, `edits`, `mix`, `master`)
    score         the notes that sound, in beats, each with its place in the source (`arrangement.compose`)
    plan          signals and what each is made of, in frames (`performance`, `planning`)

Mistakes of the user are `Diagnostic` values; one run finds those of every stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .compiled import Compiled
    from .files import Files

__all__ = ["compile_song"]


def compile_song(
    path: str | Path,
    *,
    files: Files | None = None,
    variant: str | None = None,
    rate: int = 48000,
    planned: bool = True,
) -> Compiled:
    """Compiles the song at `path`, relative to the project that `files` opens; without `files`, a path on the disk.
    `variant` names one of the song's variants, `rate` is the sample rate in Hz. All mistakes are found before the
    plan is made: `planned=False` leaves it out. Never raises on what a song says."""
    from pathlib import Path

    from .files import FolderFiles, find_root
    from .pipeline import compile_in

    if files is None:
        place = Path(path).absolute()
        root = find_root(place)
        files, path = FolderFiles(root), place.relative_to(root).as_posix()
    return compile_in(str(path), files, variant, rate, planned)
