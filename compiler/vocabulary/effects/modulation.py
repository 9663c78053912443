"""Modulation: effects moved by a low-frequency oscillator, whose phase comes from the song's time."""

from __future__ import annotations

from ..setting import Kind, Setting
from .spec import EffectSpec, choice, depth, mix, rate, table

_SHAPE = choice("shape", "waveform of the modulation", "sine", "triangle", "square")

MODULATION = table(
    EffectSpec(
        "chorus",
        "Thickens with copies whose pitch wavers.",
        (
            rate(0.6),
            depth(0.4),
            Setting("delay", Kind.TIME, 0.012, 0.001, 0.05, "mean delay of the copies"),
            Setting("voices", Kind.NUMBER, 3.0, 1.0, 8.0, "how many copies"),
            Setting("width", Kind.PROPORTION, 1.0, 0.0, 1.0, "how far the copies spread"),
            mix(0.4),
        ),
        "chorus rate 0.6Hz depth 40%",
        ("modulation",),
        full_on_bus=True,
    ),
    EffectSpec(
        "tremolo",
        "Moves the level up and down.",
        (rate(5.0), depth(0.5), _SHAPE),
        "tremolo rate 5Hz depth 60%",
        ("modulation",),
    ),
    EffectSpec(
        "auto-pan",
        "Moves the sound between left and right at constant power.",
        (rate(0.5), depth(0.6), _SHAPE),
        "auto-pan rate 0.5Hz depth 60%",
        ("modulation", "stereo"),
    ),
)
