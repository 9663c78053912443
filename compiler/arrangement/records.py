"""The arrangement as checked values: tracks, what each plays, and where it plays something else."""

from __future__ import annotations

from dataclasses import field
from fractions import Fraction

from .. import plan
from ..composition.records import NoteLine
from ..frozen import dataclass
from ..source import Span
from ..syntax import Place
from .played import Played
from .rules import Rule


@dataclass(frozen=True, slots=True)
class Play:
    """One `play` statement.

    `what` is `line`, `rhythm`, `chords`, `roots`, `bass`, `arpeggio` or `template`. `name` is that of the line or
    rhythm, the direction of the arpeggio, or the word before a template's row. `rhythm` names the rhythm that chords,
    roots or a bass follow, empty for one note a chord. `low` and `high` are MIDI notes. Two that differ only in where
    they stand are equal; what their rows say is compared as wording."""

    what: str
    name: str
    span: Span = field(compare=False)
    octave: int | None = None
    voicing: str = "close"
    low: int | None = None
    high: int | None = None
    rhythm: str = ""
    unit: Fraction | None = None
    rows: tuple[NoteLine, ...] = field(default=(), compare=False)
    walk: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A rhythm that takes the place of what is played in every `every`th bar of a section."""

    rhythm: str
    every: int
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """What a track or an override says; None or empty where it says nothing. `dynamic` and `dynamic_end` are
    velocities, unequal for a crescendo over the place. `doubles` are octaves up or down at which all is played
    again. `density` is the share of its onsets that is played. `strum` is in seconds. `groove` is a name and how much
    of it. With `pedal` notes ring until the harmony changes."""

    plays: tuple[Play, ...] | None = None
    rest: bool | None = None
    fills: tuple[Fill, ...] | None = None
    dynamic: float | None = None
    dynamic_end: float | None = None
    doubles: tuple[int, ...] | None = None
    articulation: str | None = None
    transpose: int | None = None
    density: Fraction | None = None
    strum: float | None = None
    groove: tuple[str, float] | None = None
    pedal: bool | None = None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """`in chorus.2 { … }`: what is played otherwise at a place."""

    place: Place
    part: Part
    span: Span


@dataclass(frozen=True, slots=True)
class Track:
    """`played` is what it is played on. `span` is the name, `instrument_span` the statement that says what plays it."""

    name: str
    played: Played
    part: Part
    overrides: tuple[Override, ...]
    span: Span
    instrument_span: Span

    @property
    def instrument(self) -> plan.Instrument | None:
        """None for a track that plays only what is recorded."""
        return self.played.instrument

    @property
    def pieces(self) -> tuple[str, ...]:
        """The drum pieces it has, none for a pitched one."""
        return self.played.pieces


@dataclass(frozen=True, slots=True)
class Arrangement:
    tracks: tuple[Track, ...]
    span: Span

    def track(self, name: str) -> Track | None:
        return next((track for track in self.tracks if track.name == name), None)
