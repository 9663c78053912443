"""Trims in dB that bring presets and kits to one loudness, as `python -m tests.instruments.balance` measures them."""

from __future__ import annotations

PRESET_TRIMS: dict[str, float] = {}
KIT_TRIMS: dict[str, float] = {}


def trim_db(kind: str, name: str) -> float:
    """The trim of a built-in instrument."""
    return (KIT_TRIMS if kind == "kit" else PRESET_TRIMS).get(name, 0.0)
