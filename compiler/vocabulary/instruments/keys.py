"""Keyboards."""

from __future__ import annotations

from .preset import Preset

KEYS = (
    Preset(
        *("electric-piano", "fm", "Tine piano: mellow when soft, barking when hard.", ("keys", "warm"), 28, 96, 0.0),
        """attack 2ms, decay 7s, sustain 0%, release 250ms, ratio 1, modulator 1, index 1.5, index-decay 1.6s,
        index-sustain 25%, tine 28%, tine-ratio 1, tine-modulator 14, tine-index 0.9, tine-decay 900ms, detune 3cents,
        bright 80%, tremolo 30%, tremolo-rate 4.2Hz, key-scale 50%, drive 15%""",
    ),
)
