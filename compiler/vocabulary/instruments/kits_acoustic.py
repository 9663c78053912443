"""Acoustic kits: drums in rooms."""

from __future__ import annotations

from .drums import PERCUSSION, cymbal, hat, tom
from .layers import Modes, Noise, Tone
from .preset import Kit, Stroke

_BELL = Stroke(
    (
        Modes(640.0, (1.0, 1.51, 2.23, 2.98, 3.86, 4.91, 6.3, 8.1), 1.5, 0.22, damping=0.3, tilt=-0.5, scatter=0.2),
        Noise(3000.0, 9000.0, 0.015, 0.3, soft=0.8),
    ),
    level_db=-8.0,
    pan=-0.35,
    room=0.15,
)
_CYMBALS = {
    "hat": hat(0.06, 0.3, 0.16, -6.0),
    "pedalhat": hat(0.05, 0.2, 0.1, -9.0),
    "openhat": hat(0.5, 0.5, 1.2, -8.0),
    "crash": cymbal(310.0, 2.8, -6.0, 0.4, wash=0.6, ping=0.4),
    "crash-2": cymbal(262.0, 3.3, -6.0, -0.45, wash=0.55, ping=0.4),
    "ride": cymbal(390.0, 1.7, -9.0, -0.35, wash=0.12, ping=1.4, top=13000.0),
    "bell": _BELL,
    "splash": cymbal(520.0, 1.0, -7.0, 0.2, wash=0.5, ping=0.4),
    "china": cymbal(235.0, 1.5, -6.0, 0.5, wash=0.75, ping=0.3, top=12000.0),
}
_TOMS = {
    "tom-high": tom(168.0, 0.3, 0.55),
    "tom-mid": tom(128.0, 0.0, 0.65),
    "tom-low": tom(98.0, -0.3, 0.8),
    "floor-tom": tom(74.0, -0.45, 0.95),
}

STUDIO = Kit(
    "studio",
    "A maple kit, close microphones and a good room.",
    ("acoustic", "pop"),
    "drive 25%, room 40%",
    {
        **PERCUSSION,
        **_CYMBALS,
        **_TOMS,
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
    },
)

ROCK = Kit(
    "rock",
    "Big drums, struck hard, in a big room.",
    ("acoustic", "rock"),
    "drive 45%, room 70%",
    {
        **PERCUSSION,
        **_CYMBALS,
        "tom-high": tom(142.0, 0.35, 0.8, stick=0.8),
        "tom-mid": tom(108.0, 0.0, 0.9, stick=0.8),
        "tom-low": tom(84.0, -0.35, 1.0, stick=0.8),
        "floor-tom": tom(64.0, -0.5, 1.2, stick=0.8),
        "kick": Stroke(
            (
                Tone(47.0, 0.4, 0.95, sweep=4.2, sweep_seconds=0.012, bend=2.5, shape=0.7, soft=0.3),
                Modes(88.0, (1.0, 1.9, 2.6, 3.7), 0.14, 0.2, damping=0.5, tilt=0.5),
                Noise(2600.0, 9500.0, 0.022, 1.5, soft=0.8),
                Noise(60.0, 400.0, 0.08, 0.3, soft=0.5),
            ),
            room=0.15,
        ),
        "snare": Stroke(
            (
                Tone(168.0, 0.2, 0.6, sweep=1.8, sweep_seconds=0.008, shape=0.4, soft=0.4),
                Modes(171.0, (1.0, 1.57, 1.79, 2.33, 2.87, 3.42, 4.1), 0.36, 0.42, damping=0.5, tilt=0.4, scatter=0.3),
                Noise(1300.0, 10000.0, 0.24, 0.55, tail=0.15, tail_decay=0.5, q=0.8, soft=0.5),
                Noise(4500.0, 15000.0, 0.03, 0.6, soft=0.8),
            ),
            level_db=-3.0,
            pan=-0.04,
            room=0.6,
        ),
    },
    room_seconds=0.9,
    room_size=2.1,
    room_damping=0.35,
)

BRUSH = Kit(
    "brush",
    "Brushes on a small kit: breath and wood.",
    ("acoustic", "jazz", "soft"),
    "drive 5%, room 45%",
    {
        **PERCUSSION,
        **_CYMBALS,
        "hat": hat(0.045, 0.2, 0.12, -9.0, top=13000.0, stick=0.08),
        "pedalhat": hat(0.06, 0.3, 0.14, -8.0, top=13000.0, stick=0.12),
        "openhat": hat(0.4, 0.5, 0.9, -11.0, top=13000.0, stick=0.08),
        "ride": cymbal(410.0, 2.0, -9.0, -0.35, wash=0.22, ping=0.5, top=11500.0),
        "crash": cymbal(340.0, 2.6, -9.0, 0.4, wash=0.8, ping=0.05),
        "tom-high": tom(182.0, 0.3, 0.45, stick=0.25, level=-4.0),
        "tom-mid": tom(142.0, 0.0, 0.55, stick=0.25, level=-4.0),
        "tom-low": tom(112.0, -0.3, 0.65, stick=0.25, level=-4.0),
        "floor-tom": tom(86.0, -0.45, 0.8, stick=0.25, level=-4.0),
        "kick": Stroke(
            (
                Tone(62.0, 0.34, 0.7, sweep=1.9, sweep_seconds=0.016, bend=1.0, shape=0.1, soft=0.5),
                Modes(110.0, (1.0, 1.7, 2.4), 0.2, 0.18, damping=0.6, tilt=0.6),
                Noise(300.0, 2200.0, 0.025, 0.35, soft=0.9),
            ),
            room=0.25,
        ),
        "snare": Stroke(
            (
                Modes(205.0, (1.0, 1.57, 1.79, 2.33, 2.87), 0.16, 0.16, damping=0.7, tilt=0.7, scatter=0.3, soft=0.8),
                Noise(1400.0, 9500.0, 0.13, 0.55, attack=0.014, tail=0.25, tail_decay=0.32, soft=0.5),
                Noise(2800.0, 12000.0, 0.04, 0.3, attack=0.003, soft=0.7),
            ),
            pan=-0.04,
            room=0.5,
        ),
    },
    room_seconds=0.55,
    room_size=1.2,
)

LO_FI = Kit(
    "lo-fi",
    "A dusty old record of a drummer.",
    ("lo-fi", "hip-hop"),
    "drive 75%, room 25%, tone 5.2kHz, width 35%, kick-tune -1st, snare-tune -2st",
    {
        **PERCUSSION,
        **_CYMBALS,
        **_TOMS,
        "hat": hat(0.05, 0.15, 0.1, -5.0, top=9000.0),
        "pedalhat": hat(0.04, 0.15, 0.08, -8.0, top=9000.0),
        "openhat": hat(0.3, 0.4, 0.5, -7.0, top=9000.0),
        "kick": Stroke(
            (
                Tone(58.0, 0.3, 0.95, sweep=2.6, sweep_seconds=0.014, bend=3.0, shape=0.8, soft=0.3),
                Noise(500.0, 3500.0, 0.02, 0.5, soft=0.8),
                Noise(60.0, 600.0, 0.09, 0.35, soft=0.5),
            ),
            room=0.2,
        ),
        "snare": Stroke(
            (
                Tone(205.0, 0.12, 0.5, sweep=1.5, sweep_seconds=0.008, shape=0.5),
                Modes(210.0, (1.0, 1.6, 2.2, 2.9), 0.14, 0.35, damping=0.6, tilt=0.4),
                Noise(900.0, 7000.0, 0.14, 0.65, tail=0.1, tail_decay=0.3, q=0.9, soft=0.4),
            ),
            pan=0.04,
            room=0.35,
        ),
    },
    room_seconds=0.3,
    room_size=0.7,
    room_damping=0.7,
)
