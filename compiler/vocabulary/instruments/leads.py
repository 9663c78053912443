"""Leads."""

from __future__ import annotations

from .preset import Preset

LEADS = (
    Preset(
        *("glass-lead", "subtractive", "Clear and bright, sings with a late vibrato.", ("lead", "bright"), 48, 96, 0.0),
        """wave glass, wave-2 triangle, mix 45%, interval 12st, voices 2, detune 10cents, drift 2cents, filter lowpass,
        cutoff 2.6kHz, resonance 20%, key-track 80%, contour 18st, filter-decay 600ms, filter-sustain 40%, attack 12ms,
        decay 800ms, sustain 75%, release 350ms, vibrato 16cents, vibrato-rate 5.4Hz, vibrato-delay 350ms, glide 70ms,
        width 60%""",
    ),
)
