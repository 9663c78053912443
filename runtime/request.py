"""A request: what one build is asked to make."""

from __future__ import annotations

from typing import NamedTuple

from .config import Config
from .project import Project


class Request(NamedTuple):
    """`only` stops at a track or a stage; `variant` is one that the song declares; `locked` holds what shapes
    the sound to songc.lock."""

    project: Project
    config: Config
    only: str | None = None
    variant: str | None = None
    locked: bool = False

    @property
    def asked(self) -> str:
        """All of the request that shapes the deliverables, as canonical text."""
        held = " locked" if self.locked else ""
        return f"rate={self.config.sample_rate} only={self.only or ''} variant={self.variant or ''}{held}"

    @property
    def what(self) -> str:
        """What tells this request's record from those of the song's other builds. Names have no `+`."""
        return (self.variant or "") + (f"+{self.only}" if self.only else "")
