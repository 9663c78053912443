"""Mistakes in the text and its grammar (E01, W01)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = ()
