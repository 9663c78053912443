"""What rows say: the records of note rows, chord rows and step rows, as written.

Durations are exact fractions of a whole note; `at` is (start, end) in characters of the row's text.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from ..frozen import dataclass

At = tuple[int, int]

# Note rows ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pitch:
    """A letter `a`..`g`, its alteration in semitones (`#` +1, `b` -1), and its octave if written (scientific)."""

    letter: str
    alteration: int
    octave: int | None
    at: At


@dataclass(frozen=True, slots=True)
class Degree:
    """A scale degree from 1, its alteration in semitones, and octaves up (each `'`) or down (each `,`)."""

    number: int
    alteration: int
    octaves: int
    at: At


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands after a note. `kind` is `staccato`, `accent`, `tenuto`, `marcato`; `dynamic` (value `mf`); `hairpin`
    (value `p<f`); or a setting in braces: `bend` in cents, `velocity` and `chance` in 0..1."""

    kind: str
    value: str | Fraction
    at: At


@dataclass(frozen=True, slots=True)
class Note:
    """One note, or notes that sound together. `duration` None: that of the element before it in the bar, or the line's
    unit."""

    pitches: tuple[Pitch | Degree, ...]
    duration: Fraction | None
    tie: bool
    marks: tuple[Mark, ...]
    at: At


@dataclass(frozen=True, slots=True)
class Rest:
    duration: Fraction | None
    at: At


@dataclass(frozen=True, slots=True)
class Group:
    """`[…]:4`: the elements share the duration; each weighs one unless `weights` (parallel to `elements`) says
    otherwise."""

    elements: tuple[Element, ...]
    weights: tuple[Fraction, ...]
    duration: Fraction | None
    marks: tuple[Mark, ...]
    at: At


@dataclass(frozen=True, slots=True)
class Legato:
    """`(…)`: slurred; the elements stand in the bar as they would without it."""

    elements: tuple[Element, ...]
    marks: tuple[Mark, ...]
    at: At


@dataclass(frozen=True, slots=True)
class MotifCall:
    """`@name(arguments).transform(argument)…`: arguments as written."""

    name: str
    arguments: tuple[str, ...]
    transforms: tuple[tuple[str, tuple[str, ...]], ...]
    at: At


Element = Note | Rest | Group | Legato | MotifCall


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `repeats_previous` is `%` alone in its bar."""

    elements: tuple[Element, ...]
    repeats_previous: bool
    at: At


@dataclass(frozen=True)
class NoteRow:
    """Bars in order; `repeats` are (first bar, end bar, times) of `|: … :|*n` over `bars`, 0-based, end exclusive."""

    bars: tuple[Bar, ...]
    repeats: tuple[tuple[int, int, int], ...]

    @cached_property
    def calls(self) -> tuple[MotifCall, ...]:
        """The motifs that it quotes, in groups and slurs too."""
        found = []
        pending = [element for bar in reversed(self.bars) for element in reversed(bar.elements)]
        while pending:
            element = pending.pop()
            if isinstance(element, Group | Legato):
                pending += reversed(element.elements)
            elif isinstance(element, MotifCall):
                found.append(element)
        return tuple(found)


# Chord rows -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChordSymbol:
    """A chord as spelled (`Dm9`, `V7/V`, `N.C.`); `harmony.py` reads the spelling. `beats` if a duration follows."""

    spelling: str
    beats: Fraction | None
    at: At


@dataclass(frozen=True, slots=True)
class ChordBar:
    chords: tuple[ChordSymbol, ...]
    repeats_previous: bool
    at: At


@dataclass(frozen=True, slots=True)
class ChordRow:
    bars: tuple[ChordBar, ...]
    repeats: tuple[tuple[int, int, int], ...]


# Step rows ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepMark:
    """One step. `kind` is `hit`, `accent`, `ghost`, `rest`, `hold`, `roll`, `flam`; `velocity` 1..9 where a digit is
    written, else 0; `chance` in 0..1 where `?` follows, else None (a bare `?` is 1/2)."""

    kind: str
    velocity: int
    chance: Fraction | None
    at: At


@dataclass(frozen=True, slots=True)
class StepRow:
    """The steps of each bar; bars are divided by the number of their steps. `euclid(…)` is already spelled out. Inner
    bar lines are for the eye where the row's `bars` holds one entry; the reader of the rhythm decides how many bars a
    row spans."""

    bars: tuple[tuple[StepMark, ...], ...]
    at: At
