"""Nothing to do: the whole of a build whose inputs and deliverables stand as the last build left them.

Imports neither numpy nor lark nor audio: a stat of each file, and the record's figures once more. The records on
this way are named tuples, since `dataclasses` alone would take an eighth of the time.
"""

from __future__ import annotations

import time

from . import record
from .events import Delivered, Done, Listener, Reminded
from .request import Request


def nothing_to_do(request: Request, listener: Listener) -> bool:
    """Tells the last build's results again when a new one would do nothing; gives whether that was so."""
    started = time.perf_counter()
    known = record.load(record.path_of(request.project, request.what))
    if known is None or not record.fresh(known, request.project, request.asked):
        return False
    for warning in known.warnings:
        listener(Reminded(warning))
    for made in known.deliverables:
        listener(Delivered(shown_path(request, made.path), made.format, made.sha256, changed=False))
    chunks = known.done["chunks_ran"] + known.done["chunks_cached"]
    figures = known.done | {"seconds": time.perf_counter() - started, "chunks_ran": 0, "chunks_cached": chunks}
    listener(Done(**figures))
    return True


def shown_path(request: Request, path: str) -> str:
    """A project-relative path as it is named from the current folder."""
    import os

    return os.path.relpath(request.project.root / path)
