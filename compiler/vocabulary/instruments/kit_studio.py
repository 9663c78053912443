"""The studio kit: acoustic drums, close microphones and a room."""

from __future__ import annotations

from .layers import Modes, Noise, Tone
from .preset import Kit, Stroke

_MEMBRANE = (1.0, 1.59, 2.14, 2.3, 2.65, 2.92, 3.16, 3.5, 3.6, 4.06)  # ideal circular membrane


def _tom(hertz: float, pan: float, decay: float) -> Stroke:
    return Stroke(
        (
            Tone(hertz, decay, 0.75, sweep=1.45, sweep_seconds=0.03, bend=1.2, shape=0.15, soft=0.5),
            Modes(hertz * 1.02, _MEMBRANE[1:], 0.5 * decay, 0.22, damping=0.8, tilt=0.5, scatter=0.3),
            Noise(900.0, 9000.0, 0.025, 0.55, soft=0.9),
            Noise(120.0, 900.0, 0.16, 0.12, soft=0.6),
        ),
        level_db=-3.0,
        pan=pan,
        room=0.35,
    )


def _hat(decay: float, tail: float, tail_decay: float, level: float) -> Stroke:
    return Stroke(
        (
            Modes(
                410.0,
                (1.0, 1.48, 2.55, 3.9, 5.6),
                1.6 * max(decay, tail_decay),
                0.11,
                damping=0.1,
                tilt=-0.7,
                count=90,
                top=16500.0,
                spread=1.6,
                scatter=0.5,
                soft=0.9,
            ),
            Noise(7500.0, 18500.0, decay, 0.42, tail=tail, tail_decay=tail_decay, soft=0.4, steep=True),
            Noise(3000.0, 9000.0, 0.012, 0.3, soft=0.8),
        ),
        level_db=level,
        pan=0.32,
        room=0.12,
    )


def _cymbal(
    hertz: float, decay: float, level: float, pan: float, *, wash: float, ping: float, top: float = 16000.0
) -> Stroke:
    return Stroke(
        (
            Modes(
                hertz,
                (1.0, 1.42, 1.87, 2.41, 2.96, 3.47),
                1.6 * decay,
                0.3,
                damping=0.35,
                tilt=-0.45,
                count=160,
                top=top,
                spread=1.8,
                scatter=0.5,
                attack=0.003,
                soft=0.7,
            ),
            Noise(4200.0, 15000.0, 0.35 * decay, wash, attack=0.03, tail=0.3, tail_decay=decay, soft=0.6),
            Noise(2500.0, 11000.0, 0.02, ping, soft=0.8),
        ),
        level_db=level,
        pan=pan,
        room=0.15,
    )


def _conga(hertz: float, decay: float, pan: float, slap: float) -> Stroke:
    return Stroke(
        (
            Tone(hertz, decay, 0.7, sweep=1.15, sweep_seconds=0.012, soft=0.4),
            Modes(hertz, (1.51, 2.05, 2.47, 3.1, 4.2), 0.35 * decay, 0.3, damping=0.7, scatter=0.3),
            Noise(900.0, 7000.0, 0.025, slap, soft=0.8),
        ),
        level_db=-3.0,
        pan=pan,
        room=0.3,
    )


STUDIO = Kit(
    "studio",
    "A maple kit, close microphones and a good room.",
    ("acoustic",),
    "drive 25%, room 40%",
    {
        "kick": Stroke(
            (
                Tone(54.0, 0.36, 0.95, sweep=3.6, sweep_seconds=0.011, bend=2.0, shape=0.45, soft=0.4),
                Modes(98.0, (1.0, 1.9, 2.6, 3.7), 0.16, 0.22, damping=0.5, tilt=0.5),
                Noise(1800.0, 8500.0, 0.02, 1.0, soft=0.9),
                Noise(60.0, 500.0, 0.07, 0.25, soft=0.5),
            ),
            room=0.12,
        ),
        "snare": Stroke(
            (
                Tone(186.0, 0.15, 0.5, sweep=1.7, sweep_seconds=0.007, shape=0.2, soft=0.4),
                Modes(188.0, (1.0, 1.57, 1.79, 2.33, 2.87, 3.42, 4.1), 0.24, 0.34, damping=0.6, tilt=0.45, scatter=0.3),
                Noise(1500.0, 11000.0, 0.19, 0.5, tail=0.12, tail_decay=0.4, q=0.8, soft=0.5),
                Noise(4500.0, 15000.0, 0.028, 0.5, soft=0.8),
                Noise(180.0, 900.0, 0.05, 0.25, soft=0.6),
            ),
            pan=-0.04,
            room=0.4,
        ),
        "rim": Stroke(
            (
                Modes(470.0, (1.0, 2.12, 3.55, 4.87, 6.9), 0.055, 0.6, damping=0.3, tilt=0.1, scatter=0.2),
                Noise(2500.0, 9000.0, 0.012, 0.45, soft=0.7),
            ),
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
        "hat": _hat(0.06, 0.3, 0.16, -6.0),
        "pedalhat": _hat(0.05, 0.2, 0.1, -9.0),
        "openhat": _hat(0.5, 0.5, 1.2, -8.0),
        "tom-high": _tom(168.0, 0.3, 0.5),
        "tom-mid": _tom(128.0, 0.0, 0.6),
        "tom-low": _tom(98.0, -0.3, 0.7),
        "floor-tom": _tom(74.0, -0.45, 0.85),
        "crash": _cymbal(310.0, 2.8, -6.0, 0.4, wash=0.6, ping=0.4),
        "crash-2": _cymbal(262.0, 3.3, -6.0, -0.45, wash=0.55, ping=0.4),
        "ride": _cymbal(390.0, 1.7, -9.0, -0.35, wash=0.12, ping=1.4, top=13000.0),
        "bell": Stroke(
            (
                Modes(
                    640.0, (1.0, 1.51, 2.23, 2.98, 3.86, 4.91, 6.3, 8.1), 1.5, 0.22, damping=0.3, tilt=-0.5, scatter=0.2
                ),
                Noise(3000.0, 9000.0, 0.015, 0.3, soft=0.8),
            ),
            level_db=-8.0,
            pan=-0.35,
            room=0.15,
        ),
        "splash": _cymbal(520.0, 0.9, -5.0, 0.2, wash=0.5, ping=0.4),
        "china": _cymbal(235.0, 1.3, -5.0, 0.5, wash=0.75, ping=0.3, top=12000.0),
        "shaker": Stroke(
            (Noise(5200.0, 12500.0, 0.07, 0.5, attack=0.014, tail=0.15, tail_decay=0.12, soft=0.4),),
            level_db=-3.0,
            pan=0.45,
            room=0.2,
        ),
        "tambourine": Stroke(
            (
                Modes(5200.0, (1.0, 1.19, 1.37, 1.62, 1.88, 2.2, 2.51), 0.22, 0.4, damping=0.3, tilt=0.0, scatter=0.6),
                Noise(6200.0, 15000.0, 0.11, 0.35, bursts=3, spacing=0.012, tail=0.2, tail_decay=0.25, soft=0.4),
            ),
            level_db=-4.0,
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
        "conga-low": _conga(172.0, 0.42, 0.2, 0.2),
        "conga-high": _conga(228.0, 0.36, 0.28, 0.22),
        "conga-slap": _conga(262.0, 0.07, 0.28, 1.6),
        "bongo-low": _conga(305.0, 0.22, -0.2, 0.3),
        "bongo-high": _conga(410.0, 0.18, -0.28, 0.35),
        "timbale": Stroke(
            (
                Modes(345.0, (1.0, 1.6, 2.15, 2.9, 3.7, 5.1, 7.2), 0.5, 0.5, damping=0.5, tilt=0.25, scatter=0.3),
                Noise(3000.0, 10000.0, 0.02, 0.35, soft=0.8),
            ),
            pan=0.25,
            room=0.35,
        ),
        "guiro": Stroke((Noise(2200.0, 7000.0, 0.05, 0.6, bursts=12, spacing=0.013, q=1.5),), pan=-0.3, room=0.3),
    },
)
