"""Space: echoes and rooms."""

from __future__ import annotations

from ..setting import Kind, Setting
from .spec import EffectSpec, choice, mix, table

_WIDTH = Setting("width", Kind.PROPORTION, 1.0, 0.0, 1.0, "stereo width of what is added")

SPACE = table(
    EffectSpec(
        "delay",
        "Repeats the sound, the repeats fading and darkening.",
        (
            choice("type", "stereo: each side repeats itself; ping-pong: repeats change sides", "stereo", "ping-pong"),
            Setting(
                "time",
                Kind.TIME,
                0.375,
                0.001,
                4.0,
                "time between repeats: 375ms, 1/8, 1 beats",
                bare=True,
                automatable=True,
            ),
            Setting(
                "feedback",
                Kind.PROPORTION,
                0.35,
                0.0,
                0.9,
                "level of each repeat over the one before",
                automatable=True,
            ),
            Setting("low-cut", Kind.FREQUENCY, 100.0, 10.0, 2000.0, "takes the lows from the repeats"),
            Setting("high-cut", Kind.FREQUENCY, 6000.0, 200.0, 22000.0, "takes the highs from the repeats"),
            mix(0.25),
        ),
        "delay ping-pong time 1/8 feedback 40% mix 20%",
        ("space", "delay"),
        full_on_bus=True,
    ),
    EffectSpec(
        "reverb",
        "Puts the sound into a space.",
        (
            choice("type", "kind of space", "hall", "room", "plate"),
            Setting(
                "size",
                Kind.PROPORTION,
                0.5,
                0.0,
                1.0,
                "how large the space is; without `decay`, also how long it sounds",
            ),
            Setting("decay", Kind.TIME, 0.0, 0.0, 20.0, "time to fall by 60 dB at 1 kHz; 0 s follows the size"),
            Setting("damping", Kind.PROPORTION, 0.4, 0.0, 1.0, "how much sooner the highs die away"),
            Setting("predelay", Kind.TIME, 0.012, 0.0, 0.5, "time before the space answers"),
            _WIDTH,
            mix(0.25),
        ),
        "reverb hall size 70% damping 40%",
        ("space", "reverb"),
        full_on_bus=True,
    ),
    EffectSpec(
        "spring",
        "Sends the sound through a spring tank, boing and all.",
        (
            Setting("decay", Kind.TIME, 2.2, 0.3, 8.0, "time to fall by 60 dB at 1 kHz", bare=True),
            Setting(
                "tension", Kind.PROPORTION, 0.5, 0.0, 1.0, "how tight the springs are: the looser, the longer the chirp"
            ),
            mix(0.3),
        ),
        "spring decay 2s mix 25%",
        ("space", "reverb", "guitar"),
        full_on_bus=True,
    ),
    EffectSpec(
        "convolution",
        "Puts the sound into a recorded space, or through recorded gear, by an impulse response.",
        (
            Setting("file", Kind.TEXT, "", help="the impulse response, mono or stereo", bare=True),
            choice("level", "even: noise keeps its power; own: as loud as the file says", "even", "own"),
            Setting("predelay", Kind.TIME, 0.0, 0.0, 0.5, "time before the space answers", bare=True),
            mix(0.25),
        ),
        'convolution "impulses/church.wav" mix 30%',
        ("space", "reverb"),
        full_on_bus=True,
        takes_file=True,
    ),
)
