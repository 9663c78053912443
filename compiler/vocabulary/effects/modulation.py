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
            Setting("delay", Kind.TIME, 0.012, 0.001, 0.05, "mean delay of the copies", automatable=True),
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
    EffectSpec(
        "vibrato",
        "Lets the pitch waver.",
        (
            rate(5.0, low=0.1),
            Setting("depth", Kind.PITCH, 0.25, 0.0, 2.0, "furthest the pitch goes", bare=True, automatable=True),
        ),
        "vibrato rate 5Hz depth 20cents",
        ("modulation", "pitch"),
    ),
    EffectSpec(
        "flanger",
        "Sweeps a comb of notches through the sound.",
        (
            rate(0.25),
            depth(0.8),
            Setting("delay", Kind.TIME, 0.003, 0.0005, 0.02, "mean delay of the copy", automatable=True),
            Setting("feedback", Kind.PROPORTION, 0.4, -0.9, 0.9, "how much of the copy goes round again"),
            Setting("width", Kind.PROPORTION, 0.5, 0.0, 1.0, "how far the sides are apart in phase"),
            mix(0.5),
        ),
        "flanger rate 0.2Hz depth 80% feedback 50%",
        ("modulation",),
    ),
    EffectSpec(
        "phaser",
        "Sweeps notches through the sound with all-pass filters.",
        (
            rate(0.4),
            depth(0.7),
            Setting("frequency", Kind.FREQUENCY, 800.0, 100.0, 5000.0, "middle of the sweep", automatable=True),
            Setting("stages", Kind.NUMBER, 6.0, 2.0, 12.0, "all-pass filters, two a notch"),
            Setting("feedback", Kind.PROPORTION, 0.3, -0.9, 0.9, "how much goes round again"),
            Setting("width", Kind.PROPORTION, 0.25, 0.0, 1.0, "how far the sides are apart in phase"),
            mix(0.5),
        ),
        "phaser rate 0.4Hz depth 70% stages 6",
        ("modulation",),
    ),
    EffectSpec(
        "rotary",
        "Turns the sound in a cabinet with a rotating horn and drum.",
        (
            choice("speed", "of the rotors", "slow", "fast"),
            Setting("crossover", Kind.FREQUENCY, 800.0, 200.0, 3000.0, "between drum and horn"),
            depth(0.7, "how near the microphones stand"),
            mix(),
        ),
        "rotary fast depth 80%",
        ("modulation", "stereo"),
    ),
    EffectSpec(
        "ring-mod",
        "Multiplies the sound with a sine.",
        (
            Setting(
                "frequency",
                Kind.FREQUENCY,
                220.0,
                0.5,
                10000.0,
                "of the sine",
                bare=True,
                automatable=True,
                turning=True,
            ),
            mix(),
        ),
        "ring-mod 220Hz mix 50%",
        ("modulation", "lo-fi"),
    ),
    EffectSpec(
        "frequency-shift",
        "Moves every frequency up or down by the same number of hertz.",
        (
            Setting(
                "amount", Kind.FREQUENCY, 5.0, -2000.0, 2000.0, "how far", bare=True, automatable=True, turning=True
            ),
            mix(),
        ),
        "frequency-shift 3Hz mix 50%",
        ("modulation", "pitch"),
    ),
)
