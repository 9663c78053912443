"""Mistakes in notation rows and bars (E03, W03)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = ()
