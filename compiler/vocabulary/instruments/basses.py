"""Basses."""

from __future__ import annotations

from .preset import Preset

BASSES = (
    Preset(
        *("round-bass", "subtractive", "Deep and round, sits under anything.", ("bass", "warm"), 24, 60, 0.0),
        """wave saw, wave-2 square, mix 35%, sub 55%, filter lowpass24, cutoff 420Hz, resonance 18%, key-track 35%,
        contour 22st, filter-decay 280ms, filter-sustain 25%, attack 4ms, decay 900ms, sustain 75%, release 120ms,
        drive 25%, width 10%, glide 50ms""",
    ),
)
