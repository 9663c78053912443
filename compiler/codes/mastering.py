"""Mistakes in mastering and expectations (E07, W07)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = ()
