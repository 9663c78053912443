"""The player: how one note strays from what is written, in time, level, length and pitch.

A stray is the player's drift and the moment's own, which the notes of a chord mostly share. The drift is a sum of
wanders, each of them as wide as the one before and half as fast, from a beat to sixteen bars, so that its spectrum
falls as 1/f, as that of people does (Hennig et al., The Nature and Perception of Fluctuations in Human Musical Rhythms,
2011). The squares of the parts' shares sum to one, so that the whole has the deviation asked for.
"""

from __future__ import annotations

import math
from fractions import Fraction

from ..form.timeline import NOWHERE, Spot, Timeline
from ..frozen import dataclass
from ..score import ScoreNote
from .chance import Chooser, Drift

_OWN = 0.2  # of the variance, what is the moment's
_DRIFTS = (1, 2, 4, 8, 16, 32, 64)  # quarters of a bar from knot to knot
_SLOW = math.sqrt((1 - _OWN) / len(_DRIFTS))
_MOMENTARY = math.sqrt(_OWN)
_HAND = 0.25  # of the moment's own stray, what each note of a chord has for itself
_SHARED = math.sqrt(1 - _HAND**2)
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
_UNKNOWN = Spot(NOWHERE, 0, Fraction(0), 0.0, 0.0)


class Player:
    """Who plays a take: how each note strays. What it remembers saves work and changes nothing."""

    def __init__(self, chooser: Chooser, humanize: Humanize, timeline: Timeline):
        self.chooser = chooser
        self._humanize = humanize
        self._timeline = timeline
        self._drifts: dict[tuple[str, str], Drift] = {}
        self._moments: dict[str, tuple[str, float]] = {}  # by what: the place of the last chord, and its moment
        self._beats: Fraction | None = None  # what was last looked up
        self._here = _UNKNOWN

    def late(self, note: ScoreNote) -> float:
        """Seconds behind the beat as the part is meant."""
        beats = note.late_beats
        groove = beats * 60 / self._timeline.tempo(note.start_beats) if beats else 0.0
        return groove + note.late_seconds

    def onset(self, note: ScoreNote) -> float:
        """Seconds late (early when negative)."""
        return self._humanize.timing * self._stray(note, "timing") if self._humanize.timing else 0.0

    def strum(self, note: ScoreNote, length: float) -> float:
        """Seconds after the chord's first note, from its lowest note up; from its highest down when the strum is
        negative."""
        if not note.strum_seconds or note.chord < 2:
            return 0.0
        rank = note.strum / (note.chord - 1)
        share = rank if note.strum_seconds > 0 else 1 - rank
        return min(abs(note.strum_seconds), _LATEST_STRUM * length) * share

    def velocity(self, note: ScoreNote) -> float:
        """The written level, weighted by the meter, and as the player strays. A velocity that is written out stays."""
        if note.exact:
            return note.velocity
        weighted = note.velocity
        if not note.performed:
            weighted *= 1.0 + _METER * (self._spot(note).weight - 0.5)
        width = self._humanize.velocity
        return weighted * (1.0 + width * self._stray(note, "velocity")) if width else weighted

    def length(self, note: ScoreNote) -> float:
        """The factor of the written length."""
        stray = self._humanize.length * self._stray(note, "length") if self._humanize.length else 0.0
        return max(0.1, 1.0 + stray)

    def tuning(self, note: ScoreNote) -> float:
        """Semitones sharp."""
        width = self._humanize.tuning
        return width * self._stray(note, "tuning") if width and not note.piece else 0.0

    def _stray(self, note: ScoreNote, what: str) -> float:
        spot = self._spot(note)
        passage = spot.passage.name
        drift = self._drifts.get((passage, what))
        if drift is None:
            drift = self._drifts[passage, what] = Drift(self.chooser, passage, _DRIFTS, what)
        own = _SHARED * self._moment(note.place, what) + _HAND * self.chooser.normal(note.place, what)
        return _SLOW * drift.at(spot.quarters) + _MOMENTARY * own

    def _moment(self, place: str, what: str) -> float:
        """A normal that all notes of a chord share."""
        chord = place.partition("#")[0]
        known, value = self._moments.get(what, ("", 0.0))
        if known != chord:
            value = self.chooser.normal(chord, what)
            self._moments[what] = chord, value
        return value

    def _spot(self, note: ScoreNote) -> Spot:
        """Where a note begins."""
        if note.start_beats is not self._beats:
            self._beats = note.start_beats
            self._here = self._timeline.spot(note.start_beats)
        return self._here
