"""Mistakes in names (E02, W02)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = ()
