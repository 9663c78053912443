"""Plucked strings."""

from __future__ import annotations

from .preset import Preset

PLUCKED = (
    Preset(
        *("steel-string", "string", "Acoustic guitar with steel strings.", ("guitar", "plucked"), 40, 88, 0.0),
        """decay 5s, damping 45%, position 16%, hardness 65%, stiffness 12%, scrape 15%, strings 2, detune 1.5cents,
        body 60%, body-tone 105Hz, release 120ms, width 50%""",
    ),
)
