"""Filters and equalisers."""

from __future__ import annotations

from ..setting import Kind, Setting
from .spec import EffectSpec, attack, choice, frequency, mix, release, table, threshold

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
    EffectSpec(
        "bandpass",
        "Keeps what lies around a frequency and takes away the rest.",
        (frequency(1000.0, "centre"), _q(1.0, "narrowness: centre over bandwidth")),
        "bandpass 1.2kHz q 2",
        ("filter",),
    ),
    EffectSpec(
        "notch",
        "Takes away one frequency, such as mains hum.",
        (frequency(50.0, "what is taken away"), _q(8.0, "narrowness: centre over bandwidth")),
        "notch 50Hz q 10",
        ("filter",),
    ),
    EffectSpec(
        "tilt",
        "Turns the whole spectrum about a frequency: brighter above and darker below, or the other way.",
        (frequency(700.0, "where nothing changes"), _gain("highs over lows, half of it to either side")),
        "tilt 700Hz +2dB",
        ("equaliser", "mastering"),
    ),
    EffectSpec(
        "linear-eq",
        "Equalises with linear phase: the magnitude of a bell, shelf or filter without its delays.",
        (
            choice("type", "shape", "bell", "high-shelf", "low-shelf", "highpass", "lowpass"),
            Setting("frequency", Kind.FREQUENCY, 1000.0, 20.0, 22000.0, "centre or corner", bare=True),
            Setting("gain", Kind.LEVEL, 0.0, -18.0, 18.0, "boost or cut of a bell or shelf", bare=True),
            Setting("q", Kind.NUMBER, 1.0, 0.1, 6.0, "narrowness of a bell: centre over bandwidth"),
            Setting("slope", Kind.SLOPE, 24.0, 12.0, 48.0, "steepness of a filter in steps of 12 dB/oct", bare=True),
        ),
        "linear-eq bell 3kHz +1.5dB q 0.7",
        ("equaliser", "mastering"),
    ),
    EffectSpec(
        "dynamic-bell",
        "Boosts or cuts around a frequency while that band is loud.",
        (
            frequency(300.0, "centre"),
            _gain("boost or cut at its fullest"),
            _q(1.0, "narrowness: centre over bandwidth"),
            threshold(-30.0, "level of the band from which it works"),
            Setting(
                "ratio",
                Kind.RATIO,
                2.0,
                1.0,
                100.0,
                "input over output of the band above the threshold",
                bare=True,
                automatable=True,
            ),
            attack(0.01),
            release(0.12),
        ),
        "dynamic-bell 300Hz -6dB threshold -28dB",
        ("equaliser", "dynamics"),
        takes_key=True,
    ),
    EffectSpec(
        "auto-wah",
        "Opens a resonant filter as the sound gets louder.",
        (
            frequency(300.0, "where the filter rests", high=8000.0),
            Setting("range", Kind.NUMBER, 3.0, -5.0, 5.0, "octaves it moves at full level", automatable=True),
            Setting("resonance", Kind.LEVEL, 9.0, 0.0, 24.0, "lift at the corner", bare=True, automatable=True),
            attack(0.01),
            release(0.15),
            mix(),
        ),
        "auto-wah 300Hz range 3 resonance 12dB",
        ("filter", "dynamics"),
        takes_key=True,
    ),
    EffectSpec(
        "ladder",
        "Filters as a transistor ladder does, driven and resonant (pedalboard, oversampled).",
        (
            choice(
                "type",
                "which side it keeps, and how steeply",
                "lowpass24",
                "lowpass12",
                "highpass24",
                "highpass12",
                "bandpass24",
                "bandpass12",
            ),
            Setting("frequency", Kind.FREQUENCY, 1200.0, 20.0, 18000.0, "corner", bare=True),
            Setting("resonance", Kind.PROPORTION, 0.3, 0.0, 0.95, "peak at the corner", bare=True),
            Setting("drive", Kind.LEVEL, 0.0, 0.0, 24.0, "gain into the ladder", bare=True),
        ),
        "ladder lowpass24 900Hz resonance 40% drive 6dB",
        ("filter", "colour"),
    ),
)
