"""The sound of a version: figures of its record and of its stems.

Old versions are built in a folder of their own over the project's store, so that they cost what they do not share, and
their figures are kept."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from ..config import Config
from ..events import Listener
from ..project import Project
from ..record import fresh, load, path_of, write_json
from ..request import Request
from .revisions import HERE, extract

Figures = dict[str, Any]  # length_seconds, master and tracks, each with loudness_lufs and true_peak_dbtp


def known_figures(project: Project, config: Config, revision: str) -> Figures | None:
    """The figures of a version that was built; None when it was not, or has changed since."""
    request = Request(project, config)
    if revision == HERE:
        known = load(path_of(project))
        if known is None or not fresh(known, project, request.asked):
            return None
        return _figures(project)
    try:
        figures: Figures = json.loads(_kept(project, revision).read_bytes())
    except (OSError, ValueError):
        return None
    return figures


def built_figures(project: Project, config: Config, revision: str, listener: Listener) -> Figures | None:
    """The figures of a version, built if need be; None when it has mistakes."""
    known = known_figures(project, config, revision)
    if known is not None:
        return known
    if revision == HERE:
        return _figures(project) if _build(Request(project, config), listener) else None
    with tempfile.TemporaryDirectory(prefix="songc-") as folder:
        extract(project, revision, Path(folder))
        past = Project(Path(folder), project.song, project.store)
        if not past.song_path.is_file() or not _build(Request(past, config), listener):
            return None
        figures = _figures(past)
    write_json(_kept(project, revision), figures)
    return figures


def _build(request: Request, listener: Listener) -> bool:
    from ..building import build_in
    from ..studio import open_studio

    with open_studio(request) as studio:
        return build_in(studio, listener) is not None


def _kept(project: Project, revision: str) -> Path:
    stem = project.song.removesuffix(".song").replace("/", "--")
    return project.records / "history" / f"{stem}@{revision[:16]}.json"


def _figures(project: Project) -> Figures:
    report = json.loads((project.output / "report.json").read_bytes())
    stems = [each["path"] for each in report["deliverables"] if each["path"].startswith("stems/")]
    master = report.get("master", {})
    return {
        "length_seconds": report["length_seconds"],
        "master": {
            "loudness_lufs": master.get("integrated_lufs"),
            "true_peak_dbtp": master.get("true_peak_dbtp"),
            "range_lu": master.get("range_lu"),
        },
        "tracks": {Path(stem).stem: _measured(project.output / stem) for stem in stems},
    }


def _measured(path: Path) -> dict[str, float | None]:
    from ..measured import measured

    figures = measured(path)
    return {name: figures[name] for name in ("loudness_lufs", "true_peak_dbtp")}
