"""The 808: the analogue drum machine of hip-hop."""

from __future__ import annotations

from .layers import Modes, Noise, Squares, Tone
from .preset import Kit, Stroke

_METAL = (205.3, 304.4, 369.6, 522.7, 540.0, 800.0)


def _tom(hertz: float, pan: float, decay: float) -> Stroke:
    return Stroke(
        (
            Tone(hertz, decay, 0.8, sweep=1.25, sweep_seconds=0.04, soft=0.2),
            Noise(300.0, 2500.0, 0.12, 0.1, soft=0.3),
        ),
        pan=pan,
    )


def _conga(hertz: float, pan: float, decay: float = 0.32) -> Stroke:
    return Stroke((Tone(hertz, decay, 0.8, sweep=1.12, sweep_seconds=0.02),), pan=pan)


def _hat(decay: float, level: float) -> Stroke:
    return Stroke(
        (Squares(_METAL, 7200.0, 15000.0, decay, 1.5, q=1.4), Noise(8000.0, 15000.0, 0.5 * decay, 0.12)),
        level_db=level,
        pan=0.15,
    )


EIGHT_O_EIGHT = Kit(
    "808",
    "Deep sine kick, snappy noise and ringing metal.",
    ("electronic", "hip-hop"),
    "room 0%, drive 10%, width 60%, variation 20%",
    {
        "kick": Stroke(
            (
                Tone(49.0, 1.35, 0.95, sweep=2.7, sweep_seconds=0.008, bend=1.0, shape=0.2, soft=0.1),
                Noise(900.0, 5000.0, 0.006, 0.25, width=0.0),
            ),
        ),
        "snare": Stroke(
            (
                Tone(182.0, 0.19, 0.55, sweep=1.25, sweep_seconds=0.01),
                Tone(331.0, 0.12, 0.35, sweep=1.15, sweep_seconds=0.008),
                Noise(1600.0, 12000.0, 0.24, 0.55, q=0.9, soft=0.3),
            ),
        ),
        "rim": Stroke((Modes(1667.0, (0.273, 1.0, 1.48), 0.04, 0.9, tilt=0.0, scatter=0.0),), pan=-0.1),
        "clap": Stroke(
            (Noise(850.0, 3200.0, 0.13, 1.1, q=2.2, bursts=4, spacing=0.01, tail=0.16, tail_decay=0.4, soft=0.2),),
            pan=0.05,
        ),
        "snap": Stroke((Noise(1700.0, 4000.0, 0.045, 1.1, q=2.5, bursts=2, spacing=0.007),), pan=-0.1),
        "hat": _hat(0.07, -4.0),
        "pedalhat": _hat(0.05, -6.0),
        "openhat": _hat(0.75, -4.0),
        "tom-high": _tom(178.0, 0.25, 0.36),
        "tom-mid": _tom(131.0, 0.0, 0.42),
        "tom-low": _tom(93.0, -0.25, 0.5),
        "floor-tom": _tom(72.0, -0.35, 0.6),
        "crash": Stroke(
            (
                Squares(_METAL, 3200.0, 14000.0, 0.6, 0.8, tail=0.35, tail_decay=2.2),
                Noise(6000.0, 15000.0, 1.3, 0.16),
            ),
            level_db=-4.0,
            pan=0.2,
        ),
        "crash-2": Stroke(
            (
                Squares(_METAL, 2600.0, 12000.0, 0.8, 0.8, tail=0.4, tail_decay=2.8),
                Noise(5000.0, 14000.0, 1.6, 0.14),
            ),
            level_db=-4.0,
            pan=-0.2,
        ),
        "ride": Stroke(
            (Squares(_METAL, 4800.0, 12000.0, 0.5, 0.9, tail=0.3, tail_decay=1.6),), level_db=-7.0, pan=-0.2
        ),
        "bell": Stroke((Squares((540.0, 800.0, 1216.0), 1000.0, 6000.0, 0.7, 0.7),), level_db=-6.0, pan=-0.2),
        "splash": Stroke((Squares(_METAL, 5200.0, 15000.0, 0.6, 1.1),), level_db=-5.0, pan=0.2),
        "china": Stroke((Squares(_METAL, 2000.0, 9000.0, 0.9, 0.9),), level_db=-6.0, pan=0.3),
        "shaker": Stroke((Noise(6000.0, 14000.0, 0.05, 0.5, attack=0.01),), level_db=-4.0, pan=0.3),
        "tambourine": Stroke((Noise(7000.0, 15000.0, 0.12, 0.5, bursts=2, spacing=0.012),), level_db=-4.0, pan=-0.3),
        "cowbell": Stroke(
            (Squares((540.0, 800.0), 700.0, 3500.0, 0.09, 1.1, q=1.8, tail=0.3, tail_decay=0.55),), level_db=-3.0
        ),
        "woodblock": Stroke((Modes(1100.0, (1.0, 2.3), 0.06, 0.9, scatter=0.0),), pan=0.2),
        "claves": Stroke((Modes(2500.0, (1.0,), 0.09, 0.9, scatter=0.0),), pan=-0.2),
        "triangle": Stroke((Modes(1450.0, (1.0, 2.4, 3.5, 4.9), 2.0, 0.4, tilt=-0.1),), level_db=-8.0, pan=0.4),
        "conga-low": _conga(183.0, -0.2),
        "conga-high": _conga(262.0, 0.2),
        "conga-slap": _conga(392.0, 0.2, 0.16),
        "bongo-low": _conga(330.0, -0.25, 0.2),
        "bongo-high": _conga(440.0, 0.25, 0.16),
        "timbale": _conga(355.0, 0.15, 0.4),
        "guiro": Stroke((Noise(2500.0, 8000.0, 0.04, 0.6, bursts=10, spacing=0.014, q=1.6),), pan=-0.3),
    },
)
