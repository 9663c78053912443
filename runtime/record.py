"""The record of a song's last build: what it read, what it made, and why it ran. A build with nothing to do reads only
this.

It is trusted when it is whole, of this schema and of this songc, and asks the same of the same inputs; then every input
is looked at again (`inputs.unchanged`) and every deliverable must stand as it was left. Anything else is a build.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from ..compiler.version import VERSION
from .contents import Input, Stamp, stamp_of, unchanged
from .project import Project

SCHEMA = 2

# A file that must be as it was, by its path.
Standing = tuple[str, Stamp]


class Deliverable(NamedTuple):
    """One finished file: path relative to the project, format, sha256, the key of what it was made from, and its
    stamp."""

    path: str
    format: str
    sha256: str
    key: str
    stamp: Stamp


class Record(NamedTuple):
    """`asked` is the request in canonical text; `made_ns` the clock when the inputs were looked at; `warnings` are the
    rendered diagnostics that a build with nothing to do repeats; `done` the figures of its summary. `standing` are
    other files that must be as they were: the report, and the libraries that shape sound, these by absolute paths."""

    asked: str
    made_ns: int
    inputs: tuple[Input, ...]
    deliverables: tuple[Deliverable, ...]
    done: dict[str, Any]
    warnings: tuple[dict[str, Any], ...] = ()
    standing: tuple[Standing, ...] = ()


def path_of(project: Project, what: str = "") -> Path:
    """Where the record of a song (and of one of its variants) stands: readable in a listing, unlike for unlike
    songs."""
    stem = project.song.removesuffix(".song").replace("/", "--")
    return project.records / f"{stem}{'@' + what if what else ''}.json"


def load(path: Path) -> Record | None:
    """The record, or None when there is none that can be trusted."""
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] != SCHEMA or data["songc"] != VERSION:
            return None
        return Record(
            data["asked"],
            data["made_ns"],
            tuple(Input(name, Stamp(*stamp), digest) for name, stamp, digest in data["inputs"]),
            tuple(
                Deliverable(path, form, sha256, key, Stamp(*stamp))
                for path, form, sha256, key, stamp in data["deliverables"]
            ),
            data["done"],
            tuple(data["warnings"]),
            tuple((name, Stamp(*stamp)) for name, stamp in data["standing"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(path: Path, record: Record) -> None:
    write_json(path, {"schema": SCHEMA, "songc": VERSION} | record._asdict())


def write_json(path: Path, data: dict[str, Any]) -> None:
    """Replaces a JSON file atomically. Raises EnvironmentLack."""
    from .publish import publish

    text = json.dumps(data, separators=(",", ":"))
    publish(path, lambda temporary: temporary.write_text(text, "utf-8"))


def fresh(record: Record, project: Project, asked: str) -> bool:
    """Whether a build that asks this would do nothing."""
    return (
        record.asked == asked
        and all(unchanged(project.root, known, record.made_ns) for known in record.inputs)
        and all(stamp_of(project.root / made.path) == made.stamp for made in record.deliverables)
        and all(stamp_of(project.root / name) == stamp for name, stamp in record.standing)
    )
