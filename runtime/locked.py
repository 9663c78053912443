"""A locked build: reality held to songc.lock before anything is made."""

from __future__ import annotations

from ..compiler.compiled import Compiled
from ..compiler.diagnostics import Diagnostic
from ..compiler.plan import Plan
from ..compiler.source import Source
from . import lock
from .ingredients import ingredients
from .studio import Studio


def unlike_the_lock(studio: Studio, compiled: Compiled, plan: Plan) -> list[Diagnostic]:
    """What is not as songc.lock says, by line of it; its text joins the compilation's sources. It counts as an input of
    the build."""
    song = studio.request.project.song
    try:
        text = studio.files.read_text(lock.NAME)
    except UnicodeDecodeError:
        return [lock.not_text()]
    if text is None:
        return [lock.missing(song)]
    compiled.sources[lock.NAME] = Source(lock.NAME, text)
    lines, wrong = lock.read(text)
    items = ingredients(studio.request, plan, studio.files.seen)
    return wrong or list(lock.differences(lines, items, song))
