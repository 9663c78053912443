"""Colour: saturation, clipping and other effects that add what was not there."""

from __future__ import annotations

from ..setting import Kind, Setting
from .spec import EffectSpec, choice, mix, table

_DRIVE = Setting("drive", Kind.LEVEL, 6.0, 0.0, 48.0, "gain into the curve", bare=True, automatable=True)
_OUTPUT = Setting("output", Kind.LEVEL, 0.0, -48.0, 24.0, "gain after it", automatable=True)

COLOUR = table(
    EffectSpec(
        "saturation",
        "Warms and thickens by bending the waveform (oversampled); quiet sounds keep their level.",
        (
            choice(
                "type",
                "soft (tanh), tube (even harmonics too), hard (clipped) or fold (folded back)",
                "soft",
                "tube",
                "hard",
                "fold",
            ),
            _DRIVE,
            _OUTPUT,
            mix(),
        ),
        "saturation tube drive 9dB mix 60%",
        ("colour",),
    ),
)
