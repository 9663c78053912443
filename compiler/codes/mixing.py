"""Mistakes in edits and the mix (E06, W06)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = ()
