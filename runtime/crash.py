"""A bug of ours: one line for the user, the traceback in a file that can be sent."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from ..compiler.version import VERSION


def report(bug: BaseException, words: Sequence[str]) -> str:
    """Writes the traceback to a log file and gives the line that says so."""
    text = f"songc {VERSION}: songc {' '.join(words)}\n\n" + "".join(traceback.format_exception(bug))
    summary = f"this is a bug in songc ({type(bug).__name__}: {bug})"
    try:
        with tempfile.NamedTemporaryFile("w", prefix="songc-crash-", suffix=".log", delete=False) as log:
            log.write(text)
    except OSError:
        return f"{summary}; no log could be written"
    return f"{summary}; please report it with {Path(log.name)}"
