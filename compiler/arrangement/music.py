"""The composition by passage: which line, rhythm or chords a passage has, read once for each section and ending, and
not again while they are worded the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from ..check import Check
from ..composition.notation import Reading, Writing, last_ending, read_written
from ..composition.progression import Progression, read_progression
from ..composition.records import ChordLine, Composition, Line, Motif, NoteLine, Rhythm, Section
from ..composition.strokes import Stroke, strokes
from ..composition.wording import NOTHING, Wording, joined, word_line, word_motifs, word_rhythm, word_rows
from ..form.timeline import Passage
from ..memory import Kept, Memory, Token, Tokens
from ..source import Span
from ..theory import C_MAJOR, Meter

Named = TypeVar("Named", Line, Rhythm)
Made = TypeVar("Made")

_TOKENS = Tokens()
_READINGS: Memory[Kept[Reading]] = Memory()
_PROGRESSIONS: Memory[Kept[Progression]] = Memory()


@dataclass
class Music:
    """What a composition offers to the players. Readings are kept, so that mistakes are found once."""

    check: Check
    composition: Composition
    motifs: Mapping[str, Motif]
    _readings: dict[tuple[str, str, int], Reading] = field(default_factory=dict)
    _progressions: dict[tuple[str, int], Progression] = field(default_factory=dict)
    _strokes: dict[tuple[Span, Meter, Fraction], tuple[Stroke, ...]] = field(default_factory=dict)
    _worded: dict[tuple[str, Span], Wording] = field(default_factory=dict)
    _places: dict[str, Token] = field(default_factory=dict)

    def section(self, name: str) -> Section:
        section = self.composition.section(name)
        assert section is not None, name
        return section

    def written_line(self, section: str, name: str) -> Line | None:
        """The line of that name in the section, else the one of the whole composition."""
        return _named(self.section(section).lines, name) or _named(self.composition.lines, name)

    def line(self, passage: Passage, name: str) -> tuple[Line, Reading] | None:
        """A line as it is read in a passage."""
        line = self.written_line(passage.section, name)
        if line is None:
            return None
        ending = min(passage.number, last_ending(line.rows))
        key = (passage.section, name, ending)
        if key not in self._readings:
            says, rows = self.line_wording(line)
            known = (says, ending, self._place(passage))
            kept = self.kept(_READINGS, known, rows, lambda: self._read_line(line, ending, passage))
            self._readings[key] = _moved_reading(kept, rows)
        return line, self._readings[key]

    def _read_line(self, line: Line, ending: int, passage: Passage) -> Reading:
        writing = Writing(self.check, passage.key, line.octave, line.unit * 4, self.motifs)
        reading = read_written(line, passage.section, ending, passage.meter, writing)
        if reading.bars > passage.bars:
            message = f"`{line.name}` is {reading.bars} bars long, the section `{passage.section}` {passage.bars}"
            help = f"write `section {passage.section} {reading.bars} bars`, or take bars out"
            self.check.report("E0310", message, line.span, "longer than its section", help)
        return reading

    def check_line(self, passage: Passage, line: Line) -> None:
        """Finds the mistakes of a line, where it was not found free of them before."""
        ending = min(passage.number, last_ending(line.rows))
        known = (self.line_wording(line).says, ending, self._place(passage))
        if _READINGS.get(known) is None:
            self.line(passage, line.name)

    def template(self, passage: Passage, rows: tuple[NoteLine, ...], name: str) -> Reading:
        """A degree template: its tones are in C major from c0, so that a tone's step is the chord degree less one."""
        line = Line(name, 0, Fraction(1, 4), True, True, Fraction(0), rows, rows[0].span)
        writing = Writing(self.check, C_MAJOR, 0, Fraction(1), {})
        return read_written(line, "", 0, passage.meter, writing)

    def rhythm(self, passage: Passage, name: str) -> Rhythm | None:
        return _named(self.section(passage.section).rhythms, name) or _named(self.composition.rhythms, name)

    def strokes(self, passage: Passage, name: str) -> tuple[Stroke, ...]:
        """A rhythm's strokes over a whole passage, from 0."""
        rhythm = self.rhythm(passage, name)
        if rhythm is None:
            return ()
        key = (rhythm.span, passage.meter, passage.bars * passage.meter.length)
        if key not in self._strokes:
            self._strokes[key] = strokes(rhythm, key[1], key[2])
        return self._strokes[key]

    def progression(self, passage: Passage) -> Progression:
        """The chords of a passage, from 0: its section's own, else the composition's."""
        written = self._written_chords(passage)
        ending = min(passage.number, max((row.ending for row in written), default=0))
        key = (passage.section, ending)
        if key not in self._progressions:
            says, rows = self.chords_wording(passage)
            known = (says, ending, self._place(passage))

            def read() -> Progression:
                return read_progression(
                    self.check, written, passage.section, passage.bars, ending, passage.meter, passage.key
                )

            self._progressions[key] = _moved_progression(self.kept(_PROGRESSIONS, known, rows, read), rows)
        return self._progressions[key]

    def _written_chords(self, passage: Passage) -> tuple[ChordLine, ...]:
        return self.section(passage.section).chords or self.composition.chords

    @cached_property
    def _motifs_wording(self) -> Wording:
        says, rows = word_motifs(self.check.sources, self.motifs.values())
        return Wording(_TOKENS(says), rows)

    def line_wording(self, line: Line) -> Wording:
        """What a line and the motifs that it may quote say."""
        return self._word(
            line.name, line.span, lambda: joined((word_line(self.check.sources, line), self._motifs_wording))
        )

    def rhythm_wording(self, passage: Passage, name: str) -> Wording:
        rhythm = self.rhythm(passage, name)
        if rhythm is None:
            return NOTHING
        return self._word(rhythm.name, rhythm.span, lambda: word_rhythm(self.check.sources, rhythm))

    def chords_wording(self, passage: Passage) -> Wording:
        rows = self._written_chords(passage)
        return self._word("", rows[0].span, lambda: word_rows(self.check.sources, rows)) if rows else NOTHING

    def template_wording(self, rows: tuple[NoteLine, ...]) -> Wording:
        return word_rows(self.check.sources, rows) if rows else NOTHING

    def _word(self, name: str, span: Span, word: Callable[[], Wording]) -> Wording:
        """The wording of what stands at a place, worked out once. (A file may be used under two names.)"""
        if (name, span) not in self._worded:
            says, rows = word()
            self._worded[name, span] = Wording(_TOKENS(says), rows)
        return self._worded[name, span]

    def _place(self, passage: Passage) -> Token:
        """All of a passage that the reading of its rows depends on."""
        if passage.section not in self._places:
            self._places[passage.section] = _TOKENS((passage.section, passage.bars, passage.meter, passage.key))
        return self._places[passage.section]

    def kept(
        self, memory: Memory[Kept[Made]], key: Hashable, rows: tuple[Span, ...], make: Callable[[], Made]
    ) -> Kept[Made]:
        """What was made of the same wording before, perhaps from rows at other places; else what is made now. That is
        kept when nothing is wrong with it: mistakes are found anew each time."""
        found = memory.get(key)
        if found is None:
            before = self.check.reports
            found = Kept(rows, make())
            if self.check.reports == before:
                memory.keep(key, found)
        return found


def _moved_reading(kept: Kept[Reading], rows: tuple[Span, ...]) -> Reading:
    reading = kept.value
    if kept.rows == rows:
        return reading
    return replace(reading, phrase=tuple(e._replace(span=kept.moved(e.span, rows)) for e in reading.phrase))


def _moved_progression(kept: Kept[Progression], rows: tuple[Span, ...]) -> Progression:
    progression = kept.value
    if kept.rows == rows:
        return progression
    chords = tuple(replace(chord, span=kept.moved(chord.span, rows)) for chord in progression.chords)
    return replace(progression, chords=chords)


def _named(items: Iterable[Named], name: str) -> Named | None:
    return next((item for item in items if item.name == name), None)
