"""Windows of pitch and voice effects: spectra need whole grains, a phase vocoder whole stretches."""

from __future__ import annotations

from ....compiler.plan import Effect
from ...window import Window
from ..reading import number
from ..settle import gain_frames, section_frames
from ..tables import FORMANT_FRAME, PITCH_BLOCK, PITCH_JOIN, PITCH_RUN_IN, VOCODER_LOW_HZ, vocoder_q


def pitch(effect: Effect, rate: int) -> Window:
    """Every stretch of the fixed grid that a frame may lie in, with its run-in and run-out."""
    if number(effect, "amount") == 0.0 or number(effect, "mix") == 0.0:
        return Window()
    return Window(PITCH_BLOCK + PITCH_JOIN + PITCH_RUN_IN, PITCH_BLOCK + PITCH_JOIN + PITCH_RUN_IN)


def formant(effect: Effect, rate: int) -> Window:
    if number(effect, "amount") == 0.0:
        return Window()
    return Window(FORMANT_FRAME, FORMANT_FRAME)


def vocoder(effect: Effect, rate: int) -> Window:
    """Two sections a band, narrower the more bands there are; then the level's way."""
    rings = 2 * section_frames(VOCODER_LOW_HZ, vocoder_q(round(number(effect, "bands"))), rate)
    return Window(2 * rings + gain_frames(number(effect, "release"), 60.0, rate))
