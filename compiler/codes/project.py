"""Mistakes in the project around a song (E09, W09)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = (
    Code(
        "E0901",
        "a variant that there is not",
        "`--variant` names one of the song's `variant` blocks.",
    ),
)
