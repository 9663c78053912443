"""The report: what a finished record is, in figures. The same record gives the same report, however it was built."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..compiler.plan import Plan
from ..compiler.version import VERSION
from .contents import digest_of, stamp_of
from .finish import Mastered
from .publish import publish
from .record import Deliverable, Standing
from .request import Request

SCHEMA = 1


def report_of(
    request: Request, plan: Plan, mastered: Mastered | None, deliverables: list[Deliverable]
) -> dict[str, Any]:
    """What `report.json` holds. Levels of silence are null; times are in seconds."""
    folder = request.project.output.relative_to(request.project.root).as_posix() + "/"
    report: dict[str, Any] = {
        "schema": SCHEMA,
        "songc": VERSION,
        "song": request.project.song,
        "variant": request.variant,
        "only": request.only,
        "tags": dict(plan.finish.tags),
        "sample_rate": plan.rate,
        "length_seconds": plan.frames / plan.rate,
        "sections": [
            {"name": name, "start_seconds": start / plan.rate, "end_seconds": end / plan.rate}
            for name, start, end in plan.sections
        ],
        "deliverables": [
            {"path": each.path.removeprefix(folder), "format": each.format, "sha256": each.sha256}
            for each in deliverables
        ],
    }
    if mastered is not None:
        report["master"] = {
            "asked_loudness_lufs": mastered.asked_lufs,
            "ceiling_dbtp": plan.finish.ceiling_dbtp,
            "gain_into_limiter_db": mastered.gains.taken_db,
            "problem": mastered.problem or None,
        } | {name: _rounded(value) for name, value in asdict(mastered.measures).items()}
        report["master"]["spectrum_dbfs"] = bands(mastered.spectrum)
        if mastered.match_db:
            report["master"]["match_db"] = bands(mastered.match_db)
    return report


def publish_report(request: Request, report: dict[str, Any]) -> Standing:
    """Puts the report beside the deliverables, and gives where it stands. One that says this already is left alone."""
    path = _path(request)
    text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    stamp = stamp_of(path)
    if not _says(path, text):
        _, stamp = publish(path, lambda temporary: temporary.write_text(text, "utf-8"))
    return path.relative_to(request.project.root).as_posix(), stamp


def reported(request: Request) -> tuple[Deliverable, ...]:
    """The files of the last build as its report tells them, where they stand as it left them: for a project that has
    lost its store."""
    if request.only is not None:
        return ()
    output, found = request.project.output, []
    try:
        for each in json.loads(_path(request).read_bytes())["deliverables"]:
            path = output / each["path"]
            if ".." not in path.parts and path.is_relative_to(output) and digest_of(path) == each["sha256"]:
                name = path.relative_to(request.project.root).as_posix()
                found.append(Deliverable(name, each["format"], each["sha256"], "", stamp_of(path)))
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(found)


def _path(request: Request) -> Path:
    return request.project.output / (f"report-{request.variant}.json" if request.variant else "report.json")


def bands(levels: Sequence[float]) -> dict[str, float | None]:
    """Levels by the nominal centre of their third of an octave, in Hz."""
    from .mastering.spectrum import NOMINAL

    return {f"{centre:g}": _tenths(level) for centre, level in zip(NOMINAL, levels, strict=True)}


def _tenths(level: float) -> float | None:
    return round(level, 1) if math.isfinite(level) else None


def _says(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False


def _rounded(value: float) -> float | None:
    if isinstance(value, int):
        return value
    return round(value, 3) if math.isfinite(value) else None
