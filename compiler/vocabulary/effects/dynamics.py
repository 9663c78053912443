"""Dynamics: effects whose gain follows a level. Levels are peak levels of the sound's envelope in dBFS."""

from __future__ import annotations

from ..setting import Kind, Setting
from .spec import EffectSpec, attack, frequency, mix, release, table, threshold

_KNEE = Setting("knee", Kind.LEVEL, 6.0, 0.0, 36.0, "width of the bend around the threshold", automatable=True)


def _hold(default: float) -> Setting:
    return Setting("hold", Kind.TIME, default, 0.0, 2.0, "how long it stays open after the level falls")


def _range(default: float) -> Setting:
    return Setting("range", Kind.LEVEL, default, -120.0, 0.0, "the most it turns down", automatable=True)


def _threshold_of(band: str) -> Setting:
    return Setting(
        f"{band}-threshold",
        Kind.LEVEL,
        -24.0,
        -90.0,
        0.0,
        f"level of the {band}s above which it works",
        automatable=True,
    )


def _gain_of(band: str) -> Setting:
    return Setting(f"{band}-gain", Kind.LEVEL, 0.0, -24.0, 24.0, f"gain of the {band}s after it", automatable=True)


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
    EffectSpec(
        "expander",
        "Turns down what is quieter than a threshold, the more the quieter.",
        (
            threshold(-40.0, "level below which it works"),
            Setting(
                "ratio",
                Kind.RATIO,
                2.0,
                1.0,
                20.0,
                "output over input below the threshold",
                bare=True,
                automatable=True,
            ),
            attack(0.002),
            release(0.15),
            _range(-40.0),
            _KNEE,
        ),
        "expander threshold -45dB ratio 2:1 range -20dB",
        ("dynamics",),
        takes_key=True,
    ),
    EffectSpec(
        "de-esser",
        "Turns down the highs while they hiss.",
        (
            frequency(6500.0, "from where the highs are heard and turned down", low=1000.0, high=16000.0),
            threshold(-32.0, "level of the highs from which it works"),
            Setting("range", Kind.LEVEL, -8.0, -36.0, 0.0, "the most it turns them down", bare=True, automatable=True),
            Setting(
                "ratio",
                Kind.RATIO,
                4.0,
                1.0,
                100.0,
                "input over output of the highs above the threshold",
                bare=True,
                automatable=True,
            ),
            attack(0.001),
            release(0.06),
        ),
        "de-esser 6.5kHz threshold -30dB range -8dB",
        ("dynamics", "equaliser"),
    ),
    EffectSpec(
        "transient",
        "Lifts or softens the beginnings and the tails of sounds, whatever their level.",
        (
            Setting("attack", Kind.LEVEL, 0.0, -24.0, 24.0, "gain of beginnings", automatable=True),
            Setting("sustain", Kind.LEVEL, 0.0, -24.0, 24.0, "gain of tails", automatable=True),
            Setting("length", Kind.TIME, 0.03, 0.005, 0.2, "how long a beginning lasts"),
        ),
        "transient attack +4dB sustain -3dB",
        ("dynamics",),
    ),
    EffectSpec(
        "multiband",
        "Compresses lows, mids and highs apart, split without turning phases.",
        (
            Setting("low-crossover", Kind.FREQUENCY, 160.0, 40.0, 1000.0, "between lows and mids"),
            Setting("high-crossover", Kind.FREQUENCY, 3500.0, 1000.0, 16000.0, "between mids and highs"),
            *(_threshold_of(band) for band in ("low", "mid", "high")),
            Setting(
                "ratio",
                Kind.RATIO,
                2.0,
                1.0,
                100.0,
                "input over output above the thresholds",
                bare=True,
                automatable=True,
            ),
            attack(0.02),
            release(0.15),
            _KNEE,
            *(_gain_of(band) for band in ("low", "mid", "high")),
            mix(),
        ),
        "multiband ratio 2:1 low-threshold -20dB high-threshold -28dB",
        ("dynamics", "mastering"),
    ),
)
