"""The composition by passage: which line, rhythm or chords a passage has, read once for each section and ending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from ..check import Check
from ..composition.notation import Reading, Writing, last_ending, read_written
from ..composition.progression import Progression, read_progression
from ..composition.records import ChordLine, Composition, Line, Motif, NoteLine, Rhythm, Section
from ..composition.strokes import Stroke, strokes
from ..form.timeline import Passage
from ..theory import C_MAJOR

Named = TypeVar("Named", Line, Rhythm)


@dataclass
class Music:
    """What a composition offers to the players. Readings are kept, so that mistakes are found once."""

    check: Check
    composition: Composition
    motifs: Mapping[str, Motif]
    _readings: dict[tuple[str, str, int], Reading] = field(default_factory=dict)
    _progressions: dict[tuple[str, int], Progression] = field(default_factory=dict)

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
            writing = Writing(self.check, passage.key, line.octave, line.unit * 4, self.motifs)
            reading = read_written(line, passage.section, ending, passage.meter, writing)
            self._readings[key] = reading
            if reading.bars > passage.bars:
                message = f"`{name}` is {reading.bars} bars long, the section `{passage.section}` {passage.bars}"
                help = f"write `section {passage.section} {reading.bars} bars`, or take bars out"
                self.check.report("E0310", message, line.span, "longer than its section", help)
        return line, self._readings[key]

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
        return strokes(rhythm, passage.meter, passage.bars * passage.meter.length) if rhythm is not None else ()

    def progression(self, passage: Passage) -> Progression:
        """The chords of a passage, from 0: its section's own, else the composition's."""
        section = self.section(passage.section)
        rows: tuple[ChordLine, ...] = section.chords or self.composition.chords
        ending = min(passage.number, max((row.ending for row in rows), default=0))
        key = (passage.section, ending)
        if key not in self._progressions:
            self._progressions[key] = read_progression(
                self.check, rows, passage.section, passage.bars, ending, passage.meter, passage.key
            )
        return self._progressions[key]


def _named(items: Iterable[Named], name: str) -> Named | None:
    return next((item for item in items if item.name == name), None)
