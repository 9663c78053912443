"""What a finished file sounds like when it is played: its true peak after decoding."""

from __future__ import annotations

from pathlib import Path

_FRAMES_AT_ONCE = 1 << 18


def true_peak_dbtp(path: Path) -> float:
    """The true peak of an audio file, read piece by piece. Minus infinity for silence."""
    import numpy as np
    import soundfile

    from ..mastering.truepeak import REACH, decibels, true_peak_within

    largest = 0.0
    kept = np.zeros((2, 2 * REACH), np.float32)
    with soundfile.SoundFile(str(path)) as file:
        while True:
            block = file.read(_FRAMES_AT_ONCE, dtype="float32", always_2d=True).T
            last = block.shape[1] == 0
            heard = np.concatenate((kept, np.zeros((2, 2 * REACH), np.float32) if last else block), axis=1)
            largest = max(largest, true_peak_within(heard, first=REACH, frames=heard.shape[1] - 2 * REACH))
            if last:
                return decibels(largest)
            kept = heard[:, -2 * REACH :]
