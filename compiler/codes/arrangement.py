"""Mistakes in arranging and takes (E05, W05)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = ()
