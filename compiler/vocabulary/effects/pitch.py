"""Pitch and voice."""

from __future__ import annotations

from ..setting import Kind, Setting
from .spec import EffectSpec, mix, table

PITCH = table(
    EffectSpec(
        "pitch",
        "Shifts the pitch and keeps the time.",
        (
            Setting("amount", Kind.PITCH, 0.0, -24.0, 24.0, "how far", bare=True),
            mix(),
        ),
        "pitch -12st mix 40%",
        ("pitch",),
    ),
    EffectSpec(
        "formant",
        "Moves the resonances of a voice and leaves its pitch: larger or smaller throats.",
        (Setting("amount", Kind.PITCH, 0.0, -12.0, 12.0, "how far", bare=True),),
        "formant -2st",
        ("pitch", "voice"),
    ),
    EffectSpec(
        "vocoder",
        "Lets another sound, such as a voice, speak through this one.",
        (
            Setting("bands", Kind.NUMBER, 20.0, 4.0, 40.0, "how finely the spectrum is copied"),
            Setting("release", Kind.TIME, 0.03, 0.005, 0.5, "how quickly the bands follow: 90 % of the way"),
            mix(),
        ),
        "vocoder vocals bands 24",
        ("pitch", "voice"),
        takes_key=True,
        needs_key=True,
    ),
)
