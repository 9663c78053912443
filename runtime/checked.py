"""What checking a song found, and a record of it, so that checking again what did not change loads no compiler.

Only a song without errors leaves a record, since errors may come of what is no input: a plugin, a bank of sounds that
this machine lacks. It is written where there is a store already: checking leaves nothing in a folder that was never
built. A record is trusted as that of a build is (`record`), by the very same songc.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import record
from .contents import Stamp, stamp_of
from .project import EnvironmentLack, Project

if TYPE_CHECKING:
    from ..compiler.diagnostics import Diagnostic
    from ..compiler.source import Source

Found = tuple[tuple["Diagnostic", ...], dict[str, "Source"]]

_SONGC = Path(__file__).parents[1]
_PARTS = ("compiler", "grammar")  # of songc, that say what is a mistake


def check(project: Project, rate: int) -> Found:
    """The mistakes of a song at `rate` Hz, and the texts that they stand in."""
    place = project.records / "checks" / record.path_of(project).name
    asked = f"check rate={rate}"
    known = record.load(place)
    if known is not None and record.fresh(known, project, asked):
        return _again(project, known)
    from ..compiler import compile_song
    from .inputs import DiskFiles

    began = time.time_ns()
    songc = _songc()
    files = DiskFiles(project.root)
    compiled = compile_song(project.song, files=files, rate=rate, planned=False)
    if compiled.score is not None and project.store.is_dir():
        standing = (*songc, *files.standing)
        told = tuple(map(_plain, compiled.diagnostics))
        with suppress(EnvironmentLack):  # what was found is told all the same
            record.save(place, record.Record(asked, began, tuple(files.seen.values()), (), {}, told, standing))
    return compiled.diagnostics, compiled.sources


def _songc() -> tuple[tuple[str, Stamp], ...]:
    """The folders of songc that say what is a mistake, and what is in them."""
    found = []
    for part in _PARTS:
        for folder, _, names in os.walk(_SONGC / part):
            found += [f"{folder}/{name}" for name in names if not name.endswith(".pyc")]
    return tuple((path, stamp_of(Path(path))) for path in found)


def _again(project: Project, known: record.Record) -> Found:
    """What a record holds. Texts are read where there is something to tell of them."""
    if not known.warnings:
        return (), {}
    from ..compiler.diagnostics import Diagnostic
    from ..compiler.source import Source, Span

    found = tuple(
        Diagnostic(
            told["code"],
            told["message"],
            Span(*told["span"]),
            told["label"],
            told["help"],
            tuple((Span(*span), note) for span, note in told["related"]),
        )
        for told in known.warnings
    )
    paths = {span.file for each in found for span in (each.span, *(span for span, _ in each.related))}
    texts = ((path, project.root / path) for path in sorted(paths))
    return found, {path: Source(path, place.read_bytes().decode()) for path, place in texts if place.is_file()}


def _plain(found: Diagnostic) -> dict[str, Any]:
    def place(span: Any) -> tuple[str, int, int]:
        return span.file, span.start, span.end

    return {
        "code": found.code,
        "message": found.message,
        "span": place(found.span),
        "label": found.label,
        "help": found.help,
        "related": [(place(span), note) for span, note in found.related],
    }
