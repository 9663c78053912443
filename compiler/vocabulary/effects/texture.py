"""Texture: sound of its own."""

from __future__ import annotations

from ..setting import Kind, Setting
from .spec import EffectSpec, table

TEXTURE = table(
    EffectSpec(
        "hiss",
        "Adds the hiss of a tape, all through the song.",
        (
            Setting("level", Kind.LEVEL, -66.0, -120.0, -12.0, "RMS level of the hiss", bare=True, automatable=True),
            Setting("tone", Kind.FREQUENCY, 8000.0, 500.0, 22000.0, "where its highs end", bare=True),
        ),
        "hiss -66dB",
        ("texture", "lo-fi", "stereo"),
    ),
)
