"""What effects are made of: the numbers that both their windows and their sound need. Frames are at 48 kHz unless
said."""

from __future__ import annotations

import math

# Corner of the filter that takes away the offset a lopsided curve makes.
DC_CORNER_HZ = 10.0

# Frames on either side of a sample that oversampling reads.
OVERSAMPLING_REACH = 64

# Tape by speed: the head bump's frequency and gain, and where the highs end (3 dB down).
TAPES = {"fast": (50.0, 1.0, 19000.0), "medium": (65.0, 1.6, 13500.0), "slow": (95.0, 2.4, 8500.0)}
# The furthest that wow and flutter together move the tape.
WOW_FRAMES = 120.0

# The lowest corner in an amplifier.
AMP_LOWEST_HZ = 30.0
# Amplifier channels: gain in dB at 0 % and 100 %, split over two stages, and the corner of the input's low cut.
AMPS = {"clean": (0.0, 24.0, 40.0), "crunch": (10.0, 44.0, 80.0), "lead": (24.0, 66.0, 120.0)}

# Loudspeakers as filters: shape, frequency, q, gain.
CABINETS: dict[str, tuple[tuple[str, float, float, float], ...]] = {
    "open": (
        ("highpass", 85.0, 0.8, 0.0),
        ("bell", 130.0, 1.2, 2.5),
        ("bell", 420.0, 0.9, -3.0),
        ("bell", 2600.0, 1.2, 5.0),
        ("lowpass", 5200.0, 1.1, 0.0),
        ("lowpass", 6000.0, 0.6, 0.0),
    ),
    "closed": (
        ("highpass", 70.0, 1.1, 0.0),
        ("bell", 110.0, 1.4, 4.0),
        ("bell", 380.0, 1.0, -4.0),
        ("bell", 3000.0, 1.4, 6.0),
        ("bell", 1500.0, 2.0, -2.0),
        ("lowpass", 4600.0, 1.2, 0.0),
        ("lowpass", 5000.0, 0.7, 0.0),
    ),
    "bass": (
        ("highpass", 42.0, 1.0, 0.0),
        ("bell", 80.0, 1.2, 3.0),
        ("bell", 600.0, 0.8, -3.0),
        ("bell", 1800.0, 1.0, 2.0),
        ("lowpass", 3800.0, 0.9, 0.0),
    ),
    "radio": (
        ("highpass", 260.0, 1.0, 0.0),
        ("bell", 1100.0, 0.8, 6.0),
        ("lowpass", 4200.0, 1.0, 0.0),
        ("lowpass", 5000.0, 0.7, 0.0),
    ),
    "telephone": (
        ("highpass", 300.0, 0.54, 0.0),
        ("highpass", 300.0, 1.31, 0.0),
        ("lowpass", 3400.0, 0.54, 0.0),
        ("lowpass", 3400.0, 1.31, 0.0),
    ),
}

# Rotors: turns a second of horn and drum, slow and fast; and how far the horn's mouth moves towards a microphone and
# back.
ROTORS = {"slow": (0.83, 0.67), "fast": (6.7, 5.8)}
ROTOR_FRAMES = 16.0

# Formants: frames of a grain, at any rate; grains overlap fourfold.
FORMANT_FRAME = 2048

# Pitch: stretches of a fixed grid in frames of the song at any rate, the crossfade that joins them, and what runs in
# before each.
PITCH_BLOCK = 1 << 17
PITCH_JOIN = 4096
PITCH_RUN_IN = 1 << 14

# Vocoder bands, evenly spaced in octaves.
VOCODER_LOW_HZ = 90.0
VOCODER_HIGH_HZ = 11000.0


def vocoder_q(bands: int) -> float:
    """Centre over bandwidth of bands that touch."""
    half = math.log(VOCODER_HIGH_HZ / VOCODER_LOW_HZ) / (2.0 * max(bands - 1, 1))
    return 0.5 / math.sinh(half)
