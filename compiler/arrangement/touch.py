"""Touch: how dynamics, accents and articulations become velocity and length."""

from __future__ import annotations

from fractions import Fraction

from ..composition.events import DYNAMICS, Event
from ..composition.strokes import HIT
from ..form.timeline import Stretch
from ..frozen import dataclass
from .accents import accented
from .records import Part

DEFAULT = DYNAMICS["mf"]


@dataclass(frozen=True, slots=True)
class Touch:
    """How a part is played over a stretch of the song: its dynamics, and its articulation where notes have none."""

    stretch: Stretch
    start: float
    end: float
    articulation: str

    def level(self, beats: Fraction) -> float:
        """The dynamic at a beat: linear from the start of the stretch to its end."""
        if self.start == self.end:
            return self.start
        span = self.stretch.end - self.stretch.start
        share = float((beats - self.stretch.start) / span) if span > 0 else 0.0
        return self.start + (self.end - self.start) * min(max(share, 0.0), 1.0)


def touch_of(part: Part, stretch: Stretch) -> Touch:
    start = DEFAULT if part.dynamic is None else part.dynamic
    end = start if part.dynamic_end is None else part.dynamic_end
    return Touch(stretch, start, end, part.articulation or "")


def event_level(event: Event, touch: Touch, beats: Fraction) -> float:
    """The velocity of a written note: as written, else its dynamic or the part's, raised by its accents."""
    if event.velocity is not None:
        return event.velocity
    level = touch.level(beats) if event.dynamic is None else event.dynamic
    return accented(level, event.accent, event.articulation or touch.articulation)


def event_swell(event: Event, touch: Touch, beats: Fraction) -> float:
    """How far the level grows while a written note lasts: by its hairpin, else by the part's dynamics."""
    if event.velocity is not None:
        return 0.0
    return swell(touch, beats, event.length) if event.dynamic is None else event.swell


def swell(touch: Touch, beats: Fraction, length: Fraction) -> float:
    """How far the part's dynamics grow over a note."""
    if touch.start == touch.end:
        return 0.0
    return touch.level(beats + length) - touch.level(beats)


def scaled(level: float, touch: Touch, beats: Fraction) -> float:
    """A rhythm's level at the part's dynamics: a plain hit has the part's own."""
    return accented(min(level / HIT * touch.level(beats), 1.0), False, touch.articulation)
