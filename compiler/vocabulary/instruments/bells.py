"""Bells and mallets."""

from __future__ import annotations

from .preset import Preset

BELLS = (
    Preset(
        *(
            "vibraphone",
            "modal",
            "Soft mallets on aluminium bars, the motor turning.",
            ("mallets", "jazz"),
            53,
            89,
            0.0,
        ),
        """material vibraphone, decay 5s, damping 50%, hardness 35%, position 30%, knock 8%, tremolo 35%,
        tremolo-rate 4.6Hz, release 250ms, detune 0.6cents, width 50%, key-scale 60%""",
    ),
)
