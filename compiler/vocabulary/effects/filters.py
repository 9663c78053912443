"""Filters and equalisers."""

from __future__ import annotations

from ..setting import Kind, Setting
from .spec import EffectSpec, choice, frequency, table

_SLOPE = Setting("slope", Kind.SLOPE, 12.0, 6.0, 48.0, "steepness in steps of 6 dB/oct (Butterworth)", bare=True)
_RESONANCE = Setting(
    "resonance",
    Kind.LEVEL,
    0.0,
    0.0,
    24.0,
    "lift at the corner over a flat response, from 12 dB/oct up",
    automatable=True,
)


def _gain(help: str = "boost or cut") -> Setting:
    return Setting("gain", Kind.LEVEL, 0.0, -36.0, 36.0, help, bare=True, automatable=True)


def _q(default: float, help: str) -> Setting:
    return Setting("q", Kind.NUMBER, default, 0.1, 30.0, help, automatable=True)


FILTERS = table(
    EffectSpec(
        "highpass",
        "Takes away what lies below a frequency, where the response is 3 dB down.",
        (frequency(80.0, "corner"), _SLOPE, _RESONANCE),
        "highpass 35Hz slope 24dB/oct",
        ("filter", "equaliser"),
    ),
    EffectSpec(
        "lowpass",
        "Takes away what lies above a frequency, where the response is 3 dB down.",
        (frequency(8000.0, "corner"), _SLOPE, _RESONANCE),
        "lowpass 9kHz",
        ("filter", "equaliser"),
    ),
    EffectSpec(
        "bell",
        "Boosts or cuts around a frequency.",
        (frequency(1000.0, "centre"), _gain(), _q(1.0, "narrowness: centre over bandwidth")),
        "bell 250Hz -3dB q 1.2",
        ("equaliser",),
    ),
    EffectSpec(
        "shelf",
        "Boosts or cuts everything above (high) or below (low) a frequency.",
        (
            choice("side", "which side is boosted or cut", "high", "low"),
            frequency(8000.0, "where half of the gain, in dB, is reached"),
            _gain(),
            _q(0.7071067811865476, "steepness, over 0.71 with a bump"),
        ),
        "shelf high 10kHz +1.5dB",
        ("equaliser",),
    ),
)
