"""Drums and cymbals that several kits share, made to measure."""

from __future__ import annotations

from collections.abc import Mapping

from .layers import Modes, Noise, Squares, Tone
from .preset import Stroke

_MEMBRANE = (1.59, 2.14, 2.3, 2.65, 2.92, 3.16, 3.5, 3.6, 4.06)  # a circular membrane's modes over its first


def tom(hertz: float, pan: float, decay: float, *, stick: float = 0.55, level: float = -3.0) -> Stroke:
    """An acoustic tom: the falling tone of its head, the head's modes, the stick, the air."""
    return Stroke(
        (
            Tone(hertz, decay, 0.75, sweep=1.45, sweep_seconds=0.03, bend=1.2, shape=0.15, soft=0.5),
            Modes(hertz * 1.02, _MEMBRANE, 0.5 * decay, 0.22, damping=0.8, tilt=0.5, scatter=0.3),
            Noise(900.0, 9000.0, 0.025, stick, soft=0.9),
            Noise(120.0, 900.0, 0.16, 0.12, soft=0.6),
        ),
        level_db=level,
        pan=pan,
        room=0.35,
    )


def hat(
    decay: float, tail: float, tail_decay: float, level: float, *, top: float = 16500.0, stick: float = 0.3
) -> Stroke:
    """A hi-hat: dense modes of the metal, and the sizzle between the two cymbals."""
    metal = Modes(
        *(410.0, (1.0, 1.48, 2.55, 3.9, 5.6), 1.6 * max(decay, tail_decay), 0.11),
        damping=0.1,
        tilt=-0.7,
        count=90,
        top=top,
        spread=1.6,
        scatter=0.5,
        soft=0.9,
    )
    sizzle = Noise(
        *(7500.0, min(18500.0, 1.12 * top), decay, 0.42), tail=tail, tail_decay=tail_decay, soft=0.4, steep=True
    )
    return Stroke((metal, sizzle, Noise(3000.0, 9000.0, 0.012, stick, soft=0.8)), level_db=level, pan=0.32, room=0.12)


def cymbal(
    hertz: float, decay: float, level: float, pan: float, *, wash: float, ping: float, top: float = 16000.0
) -> Stroke:
    """A cymbal: hundreds of modes that start together, a wash that builds up after the stroke, the stick's ping."""
    metal = Modes(
        *(hertz, (1.0, 1.42, 1.87, 2.41, 2.96, 3.47), 1.6 * decay, 0.3),
        damping=0.35,
        tilt=-0.45,
        count=160,
        top=top,
        spread=1.8,
        scatter=0.5,
        attack=0.003,
        soft=0.7,
    )
    rush = Noise(4200.0, 0.94 * top, 0.35 * decay, wash, attack=0.03, tail=0.3, tail_decay=decay, soft=0.6)
    stick = Noise(2500.0, 11000.0, 0.02, ping, soft=0.8)
    return Stroke((metal, rush, stick), level_db=level, pan=pan, room=0.15)


def hand_drum(hertz: float, decay: float, pan: float, slap: float, head: float = 0.7) -> Stroke:
    """A conga or a bongo: the head's tone, its modes, the hand."""
    return Stroke(
        (
            Tone(hertz, decay, head, sweep=1.15, sweep_seconds=0.012, soft=0.4),
            Modes(
                hertz, (1.51, 2.05, 2.47, 3.1, 4.2), 0.35 * decay, 0.43 * head + 0.3 * slap, damping=0.7, scatter=0.3
            ),
            Noise(900.0, 7000.0, 0.025, slap, soft=0.8),
        ),
        level_db=-3.0,
        pan=pan,
        room=0.3,
    )


PERCUSSION: Mapping[str, Stroke] = {
    "rim": Stroke(
        (
            Modes(470.0, (1.0, 2.12, 3.55, 4.87, 6.9), 0.055, 0.5, damping=0.3, tilt=0.0, scatter=0.2),
            Noise(2500.0, 10000.0, 0.014, 0.7, soft=0.7),
        ),
        level_db=-2.0,
        pan=-0.04,
        room=0.4,
    ),
    "clap": Stroke(
        (Noise(900.0, 5500.0, 0.14, 0.8, q=1.2, bursts=4, spacing=0.011, tail=0.1, tail_decay=0.35, soft=0.5),),
        pan=0.1,
        room=0.5,
    ),
    "snap": Stroke(
        (
            Noise(1800.0, 5200.0, 0.05, 0.9, q=2.0, bursts=2, spacing=0.006, soft=0.5),
            Modes(2100.0, (1.0, 1.4), 0.03, 0.3),
        ),
        pan=-0.1,
        room=0.5,
    ),
    "shaker": Stroke(
        (Noise(5200.0, 12500.0, 0.07, 0.5, attack=0.014, tail=0.15, tail_decay=0.12, soft=0.4),),
        level_db=-1.0,
        pan=0.45,
        room=0.2,
    ),
    "tambourine": Stroke(
        (
            Modes(5200.0, (1.0, 1.19, 1.37, 1.62, 1.88, 2.2, 2.51), 0.22, 0.4, damping=0.3, tilt=0.0, scatter=0.6),
            Noise(6200.0, 15000.0, 0.11, 0.35, bursts=3, spacing=0.012, tail=0.2, tail_decay=0.25, soft=0.4),
        ),
        level_db=-5.0,
        pan=-0.4,
        room=0.25,
    ),
    "cowbell": Stroke(
        (
            Modes(562.0, (1.0, 1.504, 2.71, 3.64, 4.72), 0.28, 0.55, damping=0.4, tilt=0.3),
            Noise(2000.0, 8000.0, 0.01, 0.3),
        ),
        level_db=-6.0,
        pan=0.2,
        room=0.3,
    ),
    "woodblock": Stroke(
        (Modes(980.0, (1.0, 2.58, 4.2), 0.09, 0.8, tilt=0.5), Noise(2000.0, 7000.0, 0.008, 0.3)), pan=0.3, room=0.4
    ),
    "claves": Stroke(
        (Modes(2480.0, (1.0, 2.74), 0.13, 0.8, tilt=0.8), Noise(3000.0, 9000.0, 0.006, 0.2)), pan=-0.3, room=0.4
    ),
    "triangle": Stroke(
        (Modes(1310.0, (1.0, 2.36, 3.44, 4.73, 6.2, 7.9), 3.2, 0.4, damping=0.25, tilt=-0.2, scatter=0.3),),
        level_db=-8.0,
        pan=0.5,
        room=0.3,
    ),
    "conga-low": hand_drum(172.0, 0.42, 0.2, 0.2),
    "conga-high": hand_drum(228.0, 0.36, 0.28, 0.22),
    "conga-slap": hand_drum(480.0, 0.05, 0.28, 1.3, head=0.3),
    "bongo-low": hand_drum(305.0, 0.22, -0.2, 0.3),
    "bongo-high": hand_drum(410.0, 0.18, -0.28, 0.35),
    "timbale": Stroke(
        (
            Modes(345.0, (1.0, 1.6, 2.15, 2.9, 3.7, 5.1, 7.2), 0.5, 0.5, damping=0.5, tilt=0.25, scatter=0.3),
            Noise(3000.0, 10000.0, 0.02, 0.35, soft=0.8),
        ),
        level_db=-2.0,
        pan=0.25,
        room=0.35,
    ),
    "guiro": Stroke((Noise(2200.0, 7000.0, 0.05, 0.6, bursts=12, spacing=0.013, q=1.5),), pan=-0.3, room=0.3),
}

_METAL = (205.3, 304.4, 369.6, 522.7, 540.0, 800.0)  # the six oscillators behind an analogue machine's cymbals


def square_hat(decay: float, level: float) -> Stroke:
    """An analogue machine's hi-hat: six square waves above 7 kHz."""
    return Stroke(
        (Squares(_METAL, 7200.0, 15000.0, decay, 1.5, q=1.4), Noise(8000.0, 15000.0, 0.5 * decay, 0.12)),
        level_db=level,
        pan=0.15,
    )


def square_cymbal(low: float, decay: float, tail_decay: float, level: float, pan: float, hiss: float = 0.0) -> Stroke:
    """An analogue machine's cymbal: the same six, lower and longer, with hiss."""
    metal = Squares(_METAL, low, 14000.0, decay, 1.2, tail=0.35, tail_decay=tail_decay)
    noise = Noise(6000.0, 15000.0, 0.6 * tail_decay, max(hiss, 0.01))
    return Stroke((metal, noise), level_db=level, pan=pan)


def sine_drum(hertz: float, pan: float, decay: float = 0.32, *, sweep: float = 1.15, hiss: float = 0.0) -> Stroke:
    """An analogue machine's tom or conga: one sine that falls a little."""
    tone = Tone(hertz, decay, 0.8, sweep=sweep, sweep_seconds=0.03, soft=0.2)
    return Stroke((tone, Noise(300.0, 2500.0, 0.12, max(hiss, 0.01), soft=0.3)), pan=pan)


MACHINE_PERCUSSION: Mapping[str, Stroke] = {
    "rim": Stroke((Modes(1667.0, (0.273, 1.0, 1.48), 0.04, 0.9, tilt=0.0, scatter=0.0),), pan=-0.1),
    "clap": Stroke(
        (Noise(850.0, 3200.0, 0.13, 1.1, q=2.2, bursts=4, spacing=0.01, tail=0.16, tail_decay=0.4, soft=0.2),), pan=0.05
    ),
    "snap": Stroke((Noise(1700.0, 4000.0, 0.045, 1.1, q=2.5, bursts=2, spacing=0.007),), pan=-0.1),
    "shaker": Stroke((Noise(6000.0, 14000.0, 0.05, 0.7, attack=0.01),), level_db=-3.0, pan=0.3),
    "tambourine": Stroke((Noise(7000.0, 15000.0, 0.12, 0.7, bursts=2, spacing=0.012),), level_db=-3.0, pan=-0.3),
    "cowbell": Stroke(
        (Squares((540.0, 800.0), 700.0, 3500.0, 0.09, 1.0, q=1.8, tail=0.3, tail_decay=0.55),), level_db=-5.0
    ),
    "woodblock": Stroke((Modes(1100.0, (1.0, 2.3), 0.06, 0.9, scatter=0.0),), pan=0.2),
    "claves": Stroke((Modes(2500.0, (1.0,), 0.09, 0.9, scatter=0.0),), pan=-0.2),
    "triangle": Stroke((Modes(1450.0, (1.0, 2.4, 3.5, 4.9), 2.0, 0.4, tilt=-0.1),), level_db=-8.0, pan=0.4),
    "conga-low": sine_drum(183.0, -0.2),
    "conga-high": sine_drum(262.0, 0.2),
    "conga-slap": sine_drum(392.0, 0.2, 0.16),
    "bongo-low": sine_drum(330.0, -0.25, 0.2),
    "bongo-high": sine_drum(440.0, 0.25, 0.16),
    "timbale": sine_drum(355.0, 0.15, 0.4, sweep=1.3),
    "guiro": Stroke((Noise(2500.0, 8000.0, 0.04, 0.6, bursts=10, spacing=0.014, q=1.6),), pan=-0.3),
    "bell": Stroke((Squares((540.0, 800.0, 1216.0), 1000.0, 6000.0, 0.7, 0.7),), level_db=-6.0, pan=-0.2),
}
