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
    EffectSpec(
        "clipper",
        "Cuts peaks off at a ceiling (oversampled), leaving what is below it untouched.",
        (
            Setting(
                "ceiling",
                Kind.LEVEL,
                -1.0,
                -36.0,
                0.0,
                "the highest level it lets through",
                bare=True,
                automatable=True,
            ),
            Setting("softness", Kind.PROPORTION, 0.2, 0.0, 1.0, "how far below the ceiling it begins to bend"),
        ),
        "clipper -1dB softness 20%",
        ("colour", "mastering"),
    ),
    EffectSpec(
        "exciter",
        "Adds harmonics of the highs to them.",
        (
            Setting("frequency", Kind.FREQUENCY, 3500.0, 500.0, 12000.0, "from where the highs are taken", bare=True),
            Setting("drive", Kind.LEVEL, 12.0, 0.0, 36.0, "gain into the curve"),
            Setting("amount", Kind.LEVEL, -12.0, -120.0, 6.0, "level of what is added", bare=True, automatable=True),
        ),
        "exciter 4kHz amount -14dB",
        ("colour", "mastering"),
    ),
    EffectSpec(
        "tape",
        "Sounds as from a tape machine: bent, rounded at both ends, wavering.",
        (
            choice("speed", "of the tape: the slower, the darker and warmer", "fast", "medium", "slow"),
            _DRIVE,
            Setting("wow", Kind.PROPORTION, 0.15, 0.0, 1.0, "slow wavering of the pitch"),
            Setting("flutter", Kind.PROPORTION, 0.1, 0.0, 1.0, "quick wavering of the pitch"),
            _OUTPUT,
            mix(),
        ),
        "tape medium drive 6dB wow 20%",
        ("colour",),
    ),
    EffectSpec(
        "bitcrush",
        "Lowers word length and sample rate, for the dirt of it.",
        (
            Setting("bits", Kind.BITS, 8.0, 1.0, 24.0, "word length", bare=True),
            Setting(
                "rate", Kind.FREQUENCY, 192000.0, 200.0, 192000.0, "sample rate, where below the song's", bare=True
            ),
            mix(),
        ),
        "bitcrush 8bit rate 11kHz mix 50%",
        ("colour", "lo-fi"),
    ),
    EffectSpec(
        "amp",
        "Plays the sound through a guitar amplifier without its cabinet.",
        (
            choice("type", "channel of the amplifier", "crunch", "clean", "lead"),
            Setting("gain", Kind.PROPORTION, 0.5, 0.0, 1.0, "how hard it is driven", bare=True, automatable=True),
            Setting("bass", Kind.LEVEL, 0.0, -15.0, 15.0, "shelf at 120 Hz after the distortion", automatable=True),
            Setting("middle", Kind.LEVEL, 0.0, -15.0, 15.0, "bell at 650 Hz", automatable=True),
            Setting("treble", Kind.LEVEL, 0.0, -15.0, 15.0, "shelf at 2.5 kHz", automatable=True),
            _OUTPUT,
        ),
        "amp crunch 60% middle +3dB",
        ("colour", "guitar"),
    ),
    EffectSpec(
        "cabinet",
        "Plays the sound through a loudspeaker.",
        (
            choice("type", "which loudspeaker", "open", "closed", "bass", "radio", "telephone"),
            mix(),
        ),
        "cabinet closed",
        ("colour", "guitar", "filter"),
    ),
)
