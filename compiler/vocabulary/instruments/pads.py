"""Pads."""

from __future__ import annotations

from .preset import Preset

PADS = (
    Preset(
        *("warm-pad", "subtractive", "Slow, wide and soft, always moving a little.", ("pad", "warm"), 36, 84, 0.0),
        """wave saw, wave-2 pulse, mix 40%, pulse 40%, pulse-sweep 20%, pulse-rate 0.3Hz, voices 4, detune 22cents,
        drift 5cents, filter lowpass24, cutoff 900Hz, resonance 10%, key-track 50%, contour 14st, filter-attack 1.2s,
        filter-decay 2s, filter-sustain 60%, wobble 5st, wobble-rate 0.17Hz, attack 600ms, decay 2s, sustain 85%,
        release 1.4s, width 90%, sub 15%""",
    ),
)
