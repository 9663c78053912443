"""Mistakes in the project around a song (E09, W09)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = (
    Code(
        "E0901",
        "a variant that there is not",
        "`--variant` names one of the song's `variant` blocks.",
    ),
    Code(
        "E0902",
        "something is not as songc.lock says",
        "`songc build --locked` holds what shapes the sound to songc.lock: takes and samples by their bytes, "
        "libraries, effects and instruments by their versions. Put back what was locked, or accept what is here with "
        "`songc lock`.",
    ),
    Code(
        "E0903",
        "a songc.lock that cannot be used",
        "The file is missing, has no lines for the song, or was merged so that one item has two values. `songc lock` "
        "writes it from what is here.",
    ),
)
