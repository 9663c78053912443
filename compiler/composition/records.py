"""The composition as checked values: names bound, lengths counted, rows read."""

from __future__ import annotations

from fractions import Fraction

from ..frozen import dataclass
from ..rows.records import ChordRow, NoteRow, StepRow
from ..source import Span
from ..theory import Key, Meter


@dataclass(frozen=True, slots=True)
class Tempo:
    """Quarter notes a minute at the start and the end of what it stands for; equal unless the tempo moves (`92 -> 96
    bpm`)."""

    start: Fraction
    end: Fraction
    span: Span


@dataclass(frozen=True, slots=True)
class Swing:
    """The first of each pair of `unit`s (in quarter notes) takes `amount` of the pair: 1/2 is straight, 2/3 a triplet
    shuffle."""

    unit: Fraction
    amount: Fraction


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note row where it stands. `span` is the row's; offsets of its notes count from its start. `ending` is the
    pass it is for (`1st:`), 0 for every pass. Its `broken` bars (0-based) could not be read whole, so their beats are
    not counted."""

    row: NoteRow
    span: Span
    ending: int = 0
    broken: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChordLine:
    """A chord row where it stands, as `NoteLine`."""

    row: ChordRow
    span: Span
    ending: int = 0
    broken: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StepLine:
    row: StepRow
    span: Span


@dataclass(frozen=True, slots=True)
class Motif:
    """A phrase to be quoted with `@name`. Without an octave or a unit of its own it takes those of the line that
    quotes it. `parameters` name what a call passes in."""

    name: str
    octave: int | None
    unit: Fraction | None
    degrees: bool
    parameters: tuple[str, ...]
    rows: tuple[NoteLine, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Lane:
    """One drum piece's steps, or the steps of a rhythm without pieces (`piece` empty). `cycle` is the length of the
    lane in quarter notes where it is not the rhythm's own (polymeter)."""

    piece: str
    rows: tuple[StepLine, ...]
    cycle: Fraction | None
    span: Span


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Lanes of steps over `bars` bars."""

    name: str
    bars: int
    lanes: tuple[Lane, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """A written part. `octave` is that of notes without one, `unit` (in whole notes) the duration of a bar's first
    note without one, `pickup` (in quarter notes) the length of a first bar that sounds before the section begins."""

    name: str
    octave: int
    unit: Fraction
    degrees: bool
    repeat: bool
    pickup: Fraction
    rows: tuple[NoteLine, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Lyrics:
    """The words of a line: syllables in the order of its notes, `_` where a syllable is held over one more."""

    line: str
    syllables: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the form with its own music. `None` takes the composition's value."""

    name: str
    bars: int
    tempo: Tempo | None
    meter: Meter | None
    key: Key | None
    swing: Swing | None
    chords: tuple[ChordLine, ...]
    lines: tuple[Line, ...]
    rhythms: tuple[Rhythm, ...]
    lyrics: tuple[Lyrics, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class FormItem:
    """One passage of the form: a section, played `semitones` higher than written. A name that no section has stays in
    the form (it has been reported)."""

    section: str
    semitones: int
    span: Span


@dataclass(frozen=True, slots=True)
class Composition:
    tempo: Tempo
    meter: Meter
    key: Key
    swing: Swing | None
    chords: tuple[ChordLine, ...]
    motifs: tuple[Motif, ...]
    rhythms: tuple[Rhythm, ...]
    lines: tuple[Line, ...]
    lyrics: tuple[Lyrics, ...]
    sections: tuple[Section, ...]
    form: tuple[FormItem, ...]
    span: Span

    def section(self, name: str) -> Section | None:
        return next((section for section in self.sections if section.name == name), None)
