"""Stereo and gain: effects that weigh the channels."""

from __future__ import annotations

from ..setting import Kind, Setting
from .spec import EffectSpec, table

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
)
