"""Drum machines and electronic kits."""

from __future__ import annotations

from .drums import MACHINE_PERCUSSION, PERCUSSION, cymbal, hat, sine_drum, square_cymbal, square_hat
from .layers import Modes, Noise, Tone
from .preset import Kit, Stroke

EIGHT_O_EIGHT = Kit(
    "808",
    "Deep sine kick, snappy noise and ringing metal.",
    ("electronic", "hip-hop"),
    "room 0%, drive 10%, width 60%, variation 20%",
    {
        **MACHINE_PERCUSSION,
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
        "hat": square_hat(0.07, -3.0),
        "pedalhat": square_hat(0.05, -5.0),
        "openhat": square_hat(0.75, -4.0),
        "tom-high": sine_drum(178.0, 0.25, 0.36, sweep=1.25, hiss=0.1),
        "tom-mid": sine_drum(131.0, 0.0, 0.42, sweep=1.25, hiss=0.1),
        "tom-low": sine_drum(93.0, -0.25, 0.5, sweep=1.25, hiss=0.1),
        "floor-tom": sine_drum(72.0, -0.35, 0.6, sweep=1.25, hiss=0.1),
        "crash": square_cymbal(3200.0, 0.6, 2.2, -1.0, 0.2, hiss=0.22),
        "crash-2": square_cymbal(2600.0, 0.8, 2.8, -1.0, -0.2, hiss=0.2),
        "ride": square_cymbal(4800.0, 0.5, 1.6, -4.0, -0.2),
        "splash": square_cymbal(5200.0, 0.3, 0.7, -2.0, 0.2, hiss=0.15),
        "china": square_cymbal(2000.0, 0.9, 1.2, -4.0, 0.3),
    },
)

NINE_O_NINE = Kit(
    "909",
    "Hard kick, bright snare and sampled hats: house and techno.",
    ("electronic", "house", "techno"),
    "room 8%, drive 25%, width 60%, variation 20%",
    {
        **MACHINE_PERCUSSION,
        "kick": Stroke(
            (
                Tone(51.0, 0.5, 0.95, sweep=4.6, sweep_seconds=0.017, bend=1.5, shape=0.55, soft=0.1),
                Noise(1500.0, 9000.0, 0.009, 0.55, width=0.0, soft=0.3),
            ),
            room=0.1,
        ),
        "snare": Stroke(
            (
                Tone(186.0, 0.16, 0.5, sweep=1.9, sweep_seconds=0.012, shape=0.3),
                Tone(332.0, 0.1, 0.3, sweep=1.6, sweep_seconds=0.01),
                Noise(1100.0, 14000.0, 0.2, 0.6, tail=0.1, tail_decay=0.35, soft=0.3),
            ),
            room=0.3,
        ),
        "hat": hat(0.05, 0.1, 0.09, -4.0, top=17500.0),
        "pedalhat": hat(0.04, 0.1, 0.07, -7.0, top=17500.0),
        "openhat": hat(0.38, 0.4, 0.6, -6.0, top=17500.0),
        "tom-high": sine_drum(192.0, 0.25, 0.4, sweep=1.7, hiss=0.16),
        "tom-mid": sine_drum(140.0, 0.0, 0.48, sweep=1.7, hiss=0.16),
        "tom-low": sine_drum(98.0, -0.25, 0.56, sweep=1.7, hiss=0.16),
        "floor-tom": sine_drum(76.0, -0.35, 0.65, sweep=1.7, hiss=0.16),
        "crash": cymbal(350.0, 2.2, -6.0, 0.2, wash=0.7, ping=0.5),
        "crash-2": cymbal(300.0, 2.6, -6.0, -0.2, wash=0.7, ping=0.5),
        "ride": cymbal(470.0, 1.5, -9.0, -0.2, wash=0.2, ping=1.2),
        "splash": cymbal(560.0, 0.8, -7.0, 0.2, wash=0.5, ping=0.4),
        "china": cymbal(260.0, 1.2, -7.0, 0.3, wash=0.75, ping=0.3),
    },
    room_seconds=0.25,
    room_size=0.6,
)

ELECTRONIC = Kit(
    "electronic",
    "Tight modern drums: a punch, a crack, a tick.",
    ("electronic", "pop", "trap"),
    "room 15%, drive 35%, width 90%, variation 25%",
    {
        **MACHINE_PERCUSSION,
        "kick": Stroke(
            (
                Tone(45.0, 0.55, 0.95, sweep=6.5, sweep_seconds=0.009, bend=3.0, shape=0.6, soft=0.1),
                Tone(88.0, 0.12, 0.25, sweep=2.2, sweep_seconds=0.01),
                Noise(3500.0, 13000.0, 0.006, 0.8, width=0.3, soft=0.4),
            ),
            room=0.05,
        ),
        "snare": Stroke(
            (
                Tone(208.0, 0.11, 0.55, sweep=2.4, sweep_seconds=0.006, shape=0.5),
                Noise(1800.0, 15500.0, 0.13, 0.7, tail=0.15, tail_decay=0.3, soft=0.3, width=0.8),
                Noise(850.0, 3600.0, 0.1, 0.5, q=1.8, bursts=3, spacing=0.009, soft=0.3),
            ),
            room=0.4,
        ),
        "clap": Stroke(
            (
                Noise(1100.0, 7000.0, 0.16, 0.95, q=1.4, bursts=5, spacing=0.008, tail=0.2, tail_decay=0.45, width=1.0),
                Noise(4000.0, 15000.0, 0.05, 0.3, width=1.0),
            ),
            room=0.5,
        ),
        "hat": Stroke(
            (
                Noise(9000.0, 18500.0, 0.035, 0.9, steep=True, soft=0.4),
                Modes(5400.0, (1.0, 1.34, 1.79, 2.21), 0.05, 0.15),
            ),
            level_db=-3.0,
            pan=0.2,
            room=0.05,
        ),
        "pedalhat": Stroke((Noise(8000.0, 17000.0, 0.025, 0.8, steep=True, soft=0.4),), level_db=-5.0, pan=0.2),
        "openhat": Stroke(
            (
                Noise(7500.0, 18500.0, 0.24, 0.7, tail=0.4, tail_decay=0.45, steep=True, soft=0.4),
                Modes(5400.0, (1.0, 1.34, 1.79, 2.21), 0.3, 0.1),
            ),
            level_db=-5.0,
            pan=0.2,
            room=0.1,
        ),
        "tom-high": sine_drum(220.0, 0.35, 0.35, sweep=2.2, hiss=0.05),
        "tom-mid": sine_drum(160.0, 0.0, 0.4, sweep=2.2, hiss=0.05),
        "tom-low": sine_drum(112.0, -0.35, 0.5, sweep=2.2, hiss=0.05),
        "floor-tom": sine_drum(80.0, -0.45, 0.6, sweep=2.2, hiss=0.05),
        "crash": cymbal(420.0, 2.0, -6.0, 0.3, wash=0.9, ping=0.3, top=17500.0),
        "crash-2": cymbal(360.0, 2.4, -6.0, -0.3, wash=0.9, ping=0.3, top=17500.0),
        "ride": cymbal(540.0, 1.3, -9.0, -0.25, wash=0.25, ping=1.0, top=15000.0),
        "splash": cymbal(640.0, 0.6, -7.0, 0.2, wash=0.6, ping=0.3),
        "china": cymbal(300.0, 1.1, -7.0, 0.4, wash=0.9, ping=0.3),
        "snap": PERCUSSION["snap"],
        "rim": PERCUSSION["rim"],
    },
    room_seconds=0.3,
    room_size=0.8,
    room_damping=0.3,
)
