"""What a song compiles to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .frozen import dataclass

if TYPE_CHECKING:
    from .diagnostics import Diagnostic
    from .plan import Plan
    from .score import Score
    from .song import Song
    from .source import Source


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a song compiles to. `song`, `score` and `plan` are None when it has errors, `plan` also when none was asked
    for. `diagnostics` stand in order of their places, those of the song's own file first; `sources` hold every text by
    its path; `inputs` are all files looked for, missing ones included; `variants` are the names of those that the song
    declares."""

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
