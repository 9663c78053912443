"""What an effect is given to work on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...compiler.frozen import dataclass
from ...compiler.plan import Curve, Effect
from . import reading

Stereo = NDArray[np.float64]  # (2, n)
Track = NDArray[np.float64]  # (n,)
Value = float | Track


@dataclass(frozen=True, slots=True)
class Job:
    """One effect over one stretch of sound. `audio` is (2, n) in float64 and finite, and is never written to; its first
    frame is frame `start` of the song at `rate` Hz. `key` is what the effect listens to, if not its input; files are
    found from `root`."""

    audio: Stereo
    rate: int
    start: int
    effect: Effect
    automation: Mapping[str, Track]
    key: Stereo | None = None
    root: Path = Path()

    @property
    def frames(self) -> int:
        return int(self.audio.shape[1])

    def number(self, name: str) -> float:
        """The value of a setting that holds still while this effect renders."""
        return reading.number(self.effect, name)

    def word(self, name: str) -> str:
        return reading.word(self.effect, name)

    def value(self, name: str) -> Value:
        """A setting's value: one number, or one a frame where it is automated."""
        if name in self.automation:
            return self.automation[name]
        return self.number(name)

    def curve(self, name: str) -> Curve | None:
        """The curve of a setting that moves, from the first frame on."""
        return dict(self.effect.automation).get(name)

    def gain(self, name: str) -> Value:
        """A setting in dB as linear gain."""
        return decibels(self.value(name))

    @property
    def heard(self) -> Stereo:
        """What the effect listens to."""
        return self.audio if self.key is None else self.key

    def blend(self, wet: Stereo) -> Stereo:
        """Input and processed sound by `mix`. `wet` is used up."""
        mix = self.value("mix")
        if isinstance(mix, float):
            if mix == 1.0:
                return wet
            if mix == 0.0:
                return self.audio
        wet -= self.audio
        wet *= mix
        wet += self.audio
        return wet


def decibels(level: Value) -> Value:
    """Level in dB to linear gain; silence at -120 dB and below."""
    if isinstance(level, float):
        return 0.0 if level <= -120.0 else 10.0 ** (level / 20.0)
    gain: Track = np.exp(level * (math.log(10.0) / 20.0))
    silent = level <= -120.0
    if silent.any():
        gain[silent] = 0.0
    return gain
