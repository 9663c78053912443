"""Accents: how much louder an accented note is."""

from __future__ import annotations

ACCENT, MARCATO = 0.13, 0.18  # of full velocity: about one dynamic, and one and a half


def accented(velocity: float, accent: bool, articulation: str) -> float:
    """A velocity raised by an accent or a marcato."""
    raised = ACCENT if accent or articulation == "accent" else 0.0
    return min(velocity + max(raised, MARCATO if articulation == "marcato" else 0.0), 1.0)
