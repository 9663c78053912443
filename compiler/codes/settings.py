"""Mistakes in settings and units (E04, W04)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = ()
