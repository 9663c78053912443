"""Names for what a file leaves unnamed: words of the language, each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ...compiler.arrangement.play import HARMONIES


def word(text: str) -> str:
    """A text as a name: `Violino I (solo)` is `violino-i-solo`; empty where nothing of it can stand in a name."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)).lstrip("-0123456789")[:24].strip("-")


def distinct(wanted: Iterable[str]) -> list[str]:
    """Each name once: a second `piano` is `piano-2`."""
    names: dict[str, None] = {}
    for name in wanted:
        free, number = name, 1
        while free in names:
            number += 1
            free = f"{name}-{number}"
        names[free] = None
    return list(names)


def line_of(track: str) -> str:
    """The line of a track: its name, unless `play` would take that for something else."""
    return f"{track}-line" if track in HARMONIES else track
