"""Mistakes in files that a song names (E08, W08)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = ()
