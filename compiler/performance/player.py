"""The player: how one note strays from what is written, in time, level, length and pitch.

A stray is the player's drift and the moment's own, which the notes of a chord mostly share. The drift is a sum of
wanders, each of them as wide as the one before and half as fast, from a beat to sixteen bars, so that its spectrum
falls as 1/f, as that of people does (Hennig et al., The Nature and Perception of Fluctuations in Human Musical Rhythms,
2011). The squares of the parts' shares sum to one, so that the whole has the deviation asked for.
"""

from __future__ import annotations

import math

from ..form.timeline import Timeline
from ..frozen import dataclass
from ..score import ScoreNote
from .chance import Source, drift, moment

_OWN = 0.2  # of the variance, what is the moment's
_DRIFTS = (1, 2, 4, 8, 16, 32, 64)  # quarters of a bar from knot to knot
_SLOW = math.sqrt((1 - _OWN) / len(_DRIFTS))
_HAND = 0.25  # of the moment's own stray, what each note of a chord has for itself
_LATEST_STRUM = 0.5  # of the note's length
_METER = 0.05  # velocity between the strongest and the weakest place of a bar


@dataclass(frozen=True, slots=True)
class Humanize:
    """How far a player strays, as standard deviations: `timing` in seconds, `velocity` and `length` as shares,
    `tuning` in semitones."""

    timing: float = 0.0
    velocity: float = 0.0
    length: float = 0.0
    tuning: float = 0.0


STEADY = Humanize()


@dataclass(frozen=True, slots=True)
class Player:
    """One note in the hands of the player of a take."""

    source: Source
    humanize: Humanize
    timeline: Timeline
    note: ScoreNote

    def late(self) -> float:
        """Seconds behind the beat as the part is meant."""
        beats = self.note.late_beats
        groove = beats * 60 / self.timeline.tempo(self.note.start_beats) if beats else 0.0
        return groove + self.note.late_seconds

    def onset(self) -> float:
        """Seconds late (early when negative)."""
        return self.humanize.timing * self._stray("timing") if self.humanize.timing else 0.0

    def strum(self, length: float) -> float:
        """Seconds after the chord's first note, from its lowest note up; from its highest down when the strum is
        negative."""
        if not self.note.strum_seconds or self.note.chord < 2:
            return 0.0
        rank = self.note.strum / (self.note.chord - 1)
        share = rank if self.note.strum_seconds > 0 else 1 - rank
        return min(abs(self.note.strum_seconds), _LATEST_STRUM * length) * share

    def velocity(self) -> float:
        """The written level, weighted by the meter, and as the player strays. A velocity that is written out stays."""
        if self.note.exact:
            return self.note.velocity
        weighted = self.note.velocity
        if not self.note.performed:
            passage, _, offset = self.timeline.place_of(self.note.start_beats)
            weighted *= 1.0 + _METER * (passage.meter.weight(offset) - 0.5)
        return (
            weighted * (1.0 + self.humanize.velocity * self._stray("velocity")) if self.humanize.velocity else weighted
        )

    def length(self) -> float:
        """The factor of the written length."""
        stray = self.humanize.length * self._stray("length") if self.humanize.length else 0.0
        return max(0.1, 1.0 + stray)

    def tuning(self) -> float:
        """Semitones sharp."""
        return self.humanize.tuning * self._stray("tuning") if self.humanize.tuning and not self.note.piece else 0.0

    def _stray(self, what: str) -> float:
        passage, bar, offset = self.timeline.place_of(self.note.start_beats)
        quarters = 4 * (bar + float(offset / passage.meter.length))
        seed, track, take, place = self.source
        slow = drift(Source(seed, track, take, ""), passage.name, _DRIFTS, what).at(quarters)
        shared = moment(Source(seed, track, take, place.partition("#")[0]), what)
        own = math.sqrt(1 - _HAND**2) * shared + _HAND * self.source.normal(what)
        return _SLOW * slow + math.sqrt(_OWN) * own
