"""Dynamics: effects whose gain follows a level. Levels are peak levels of the sound's envelope in dBFS."""

from __future__ import annotations

from ..setting import Kind, Setting
from .spec import EffectSpec, attack, mix, release, table, threshold

_KNEE = Setting("knee", Kind.LEVEL, 6.0, 0.0, 36.0, "width of the bend around the threshold")


def _hold(default: float) -> Setting:
    return Setting("hold", Kind.TIME, default, 0.0, 2.0, "how long it stays open after the level falls")


def _range(default: float) -> Setting:
    return Setting("range", Kind.LEVEL, default, -120.0, 0.0, "the most it turns down", automatable=True)


DYNAMICS = table(
    EffectSpec(
        "compressor",
        "Turns down what is louder than a threshold, both channels alike.",
        (
            threshold(-18.0, "level above which it works"),
            Setting(
                "ratio",
                Kind.RATIO,
                3.0,
                1.0,
                100.0,
                "input over output above the threshold",
                bare=True,
                automatable=True,
            ),
            attack(0.01),
            release(0.12),
            _KNEE,
            Setting("makeup", Kind.LEVEL, 0.0, -24.0, 36.0, "gain after the compression", automatable=True),
            mix(),
            Setting("lookahead", Kind.TIME, 0.0, 0.0, 0.1, "how far ahead it listens"),
        ),
        "compressor threshold -20dB ratio 3:1 attack 8ms release 90ms",
        ("dynamics",),
        takes_key=True,
    ),
    EffectSpec(
        "gate",
        "Shuts while the level is below a threshold.",
        (
            threshold(-40.0, "level above which it opens"),
            attack(0.001),
            _hold(0.02),
            release(0.1),
            _range(-80.0),
            Setting("lookahead", Kind.TIME, 0.0, 0.0, 0.1, "how far ahead it listens"),
        ),
        "gate threshold -42dB release 80ms",
        ("dynamics",),
        takes_key=True,
    ),
    EffectSpec(
        "sidechain",
        "Ducks the sound while another one plays.",
        (
            Setting(
                "amount",
                Kind.LEVEL,
                -6.0,
                -60.0,
                0.0,
                "gain while the other sound is above the threshold",
                bare=True,
                automatable=True,
            ),
            threshold(-30.0, "level of the other sound from which it ducks"),
            attack(0.005),
            _hold(0.0),
            release(0.12),
        ),
        "sidechain drums amount -6dB release 120ms",
        ("dynamics",),
        takes_key=True,
        needs_key=True,
    ),
)
