"""From a plan to a finished record. `build` is what other programs need; the command line is in `main`.

Nothing is loaded before it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from .events import Listener

__all__ = ["build"]


def build(
    path: str | Path | None = None,
    *,
    only: str | None = None,
    variant: str | None = None,
    jobs: int | None = None,
    listener: Listener | None = None,
) -> dict[str, Any] | None:
    """Builds a song (a file, or a folder with one; default: the current folder) as `songc build` does, and gives the
    report that `report.json` holds, or None when the song has errors; `listener` hears of them, and of all that the
    command line tells (`events`). `only` stops at a track or a stage, `variant` is one that the song declares.

    Raises `project.UsageError`, `project.EnvironmentLack` and `building.BuildFailed`."""
    from . import config
    from .building import build_in
    from .project import locate
    from .request import Request
    from .studio import open_studio

    project = locate(path)
    request = Request(project, config.load(project.root, jobs=jobs), only, variant)
    with open_studio(request) as studio:
        return build_in(studio, listener or (lambda event: None))
