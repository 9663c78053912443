"""Stereo and gain: effects that weigh the channels."""

from __future__ import annotations

from ..setting import Kind, Setting
from .spec import EffectSpec, choice, table

STEREO = table(
    EffectSpec(
        "width",
        "Narrows or widens the stereo image: 0 % is mono, 100 % as it was, 200 % only the sides doubled.",
        (Setting("amount", Kind.PROPORTION, 1.0, 0.0, 2.0, "level of the sides", bare=True, automatable=True),),
        "width 130%",
        ("stereo",),
    ),
    EffectSpec(
        "trim",
        "Changes the level between effects.",
        (Setting("gain", Kind.LEVEL, 0.0, -120.0, 36.0, "change of level", bare=True, automatable=True),),
        "trim -6dB",
        ("gain",),
    ),
    EffectSpec(
        "mid-side",
        "Weighs the middle of the image against its sides.",
        (
            Setting("mid", Kind.LEVEL, 0.0, -120.0, 24.0, "gain of what both channels share", automatable=True),
            Setting("side", Kind.LEVEL, 0.0, -120.0, 24.0, "gain of what they differ in", automatable=True),
        ),
        "mid-side mid -1dB side +1.5dB",
        ("stereo", "mastering"),
    ),
    EffectSpec(
        "mono-below",
        "Joins both channels below a frequency.",
        (Setting("frequency", Kind.FREQUENCY, 120.0, 20.0, 1000.0, "corner, 12 dB/oct", bare=True, automatable=True),),
        "mono-below 120Hz",
        ("stereo", "mastering"),
    ),
    EffectSpec(
        "haas",
        "Places a sound by letting one side come later.",
        (
            choice("side", "which side comes later", "right", "left"),
            Setting("time", Kind.TIME, 0.012, 0.0, 0.05, "how much later", bare=True),
        ),
        "haas right 12ms",
        ("stereo",),
    ),
    EffectSpec(
        "polarity",
        "Turns the waveform over.",
        (choice("side", "which channels", "both", "left", "right"),),
        "polarity both",
        ("gain", "stereo"),
    ),
    EffectSpec(
        "nudge",
        "Moves the sound a little earlier or later, to align microphones.",
        (Setting("time", Kind.TIME, 0.0, -0.1, 0.1, "later, or earlier when negative", bare=True),),
        "nudge -1.5ms",
        ("gain",),
    ),
)
