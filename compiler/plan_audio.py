"""Steps of the plan that work on recorded audio. Data only; times are in frames unless said. The first input of each is
the sound that it changes."""

from __future__ import annotations

from dataclasses import replace

from .frozen import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A recording made `ratio` times as long and `semitones` higher."""

    ratio: float
    semitones: float = 0.0


@dataclass(frozen=True, slots=True)
class Strip:
    """What stays under `threshold_db` (peak, dBFS) is silent, from `hold` after it was last over it until `before` it
    is next."""

    threshold_db: float
    hold: int
    before: int


@dataclass(frozen=True, slots=True)
class FindOnsets:
    """How much begins at each moment: a curve for `Snap`."""


@dataclass(frozen=True, slots=True)
class Grid:
    """From `start` to `stop`, onsets are pulled to the nearest of `points` by `strength` 0..1."""

    start: int
    stop: int
    points: tuple[int, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class Snap:
    """Quantized audio: what begins at an onset moves with it. The second input is the sound's `FindOnsets`. Of grids
    that meet, the later one holds."""

    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class FindPitch:
    """The pitch of a voice at each moment: a curve for `Tune`."""


@dataclass(frozen=True, slots=True)
class Melody:
    """From `start` to `stop`, a voice is drawn to one of `pitches` (semitones over c, in any octave) by `strength`
    0..1, with a time constant of `speed_seconds`."""

    start: int
    stop: int
    pitches: tuple[float, ...]
    strength: float
    speed_seconds: float


@dataclass(frozen=True, slots=True)
class Tune:
    """Pitch correction. The second input is the sound's `FindPitch`. Of melodies that meet, the later one holds."""

    melodies: tuple[Melody, ...]


@dataclass(frozen=True, slots=True)
class Align:
    """Phrases moved by at most `within` to fall together with those of the second input."""

    within: int


@dataclass(frozen=True, slots=True)
class Join:
    """From `at` on, input `take` is what plays. The crossfade before it lasts `cross` frames and ends there, or up to
    `search` frames before, where the join is heard least."""

    take: int
    at: int
    cross: int
    search: int
    shape: str

    @property
    def reach(self) -> int:
        """How far before `at` it may begin."""
        return self.cross + self.search


@dataclass(frozen=True, slots=True)
class Comp:
    """Takes, the inputs, of which `first` plays up to the first join. The reaches of joins do not overlap."""

    first: int
    joins: tuple[Join, ...]

    def local(self, start: int, frames: int) -> Comp:
        """What a cell of `frames` frames from `start` on can tell of it, counted from there."""
        first, joins = self.first, []
        for join in self.joins:
            if join.at <= start:
                first = join.take
            elif join.at - join.reach < start + frames:
                joins.append(replace(join, at=join.at - start))
        return Comp(first, tuple(joins))


# How far outside a cell the borders of parts are told, in frames.
_SIGHT = 1 << 16


@dataclass(frozen=True, slots=True)
class Part:
    """From `start` to `stop`, by so much."""

    start: int
    stop: int
    amount: float


def _local(parts: tuple[Part, ...], start: int, frames: int) -> tuple[Part, ...]:
    """The parts that a cell can see, counted from its first frame."""
    seen = (
        Part(max(part.start - start, -_SIGHT), min(part.stop - start, frames + _SIGHT), part.amount) for part in parts
    )
    return tuple(part for part in seen if part.start < part.stop)


@dataclass(frozen=True, slots=True)
class Declick:
    """Clicks are mended, found with a sensitivity of 0..1. Of parts that meet, the later one holds."""

    parts: tuple[Part, ...]

    def local(self, start: int, frames: int) -> Declick:
        """What a cell can tell of it, counted from its first frame."""
        return Declick(_local(self.parts, start, frames))


@dataclass(frozen=True, slots=True)
class Breaths:
    """Breaths by so many decibels louder. The second input is the sound's `FindPitch`. Of parts that meet, the later
    one holds."""

    parts: tuple[Part, ...]

    def local(self, start: int, frames: int) -> Breaths:
        """What a cell can tell of it, counted from its first frame."""
        return Breaths(_local(self.parts, start, frames))


AudioStep = Stretch | Strip | FindOnsets | Snap | FindPitch | Tune | Align | Comp | Declick | Breaths
