"""From beats and seconds to frames."""

from __future__ import annotations

from fractions import Fraction

from ..form.lengths import Length
from ..form.timeline import Timeline
from ..frozen import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    timeline: Timeline
    rate: int

    def frame(self, beats: Fraction) -> int:
        """The frame nearest to a beat."""
        return self.timeline.frame(beats, self.rate)

    def frames(self, seconds: float) -> int:
        """The frames nearest to a time."""
        return round(seconds * self.rate)

    def frames_after(self, length: Length, start: Fraction) -> int:
        """How many frames a length lasts from a beat on."""
        return self.frames(length.seconds_after(self.timeline, start))

    def frames_before(self, length: Length, end: Fraction) -> int:
        """How many frames a length lasts that ends at a beat."""
        return self.frames(length.seconds_before(self.timeline, end))
