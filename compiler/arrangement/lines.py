"""Players of lines: written notes at their places in the form."""

from __future__ import annotations

from collections.abc import Iterator

from ..composition.events import PLAIN, SOUNDING, Event
from ..composition.notation import Reading
from ..composition.records import Line
from ..form.timeline import Passage
from ..score import ScoreNote, place_key, row_name
from .music import Music
from .records import Play
from .touch import Touch, event_level, event_swell


def play_line(music: Music, play: Play, passage: Passage, touch: Touch) -> Iterator[ScoreNote]:
    """The notes of a line in one passage."""
    found = music.line(passage, play.name)
    if found is None:
        return
    line, reading = found
    octaves = 0 if play.octave is None else play.octave - line.octave
    before: Event | None = None
    for event in repeated(reading, line, passage):
        yield from _notes(event, before, passage, touch, 12 * octaves + passage.semitones, line.name)
        before = event


def written_notes(music: Music, name: str, passage: Passage, touch: Touch) -> Iterator[ScoreNote]:
    """The notes of a line in one passage as they are written."""
    found = music.line(passage, name)
    if found is not None:
        line, reading = found
        for event in repeated(reading, line, passage):
            yield from _notes(event, None, passage, touch, passage.semitones, name)


def repeated(reading: Reading, line: Line, passage: Passage) -> Iterator[Event]:
    """The events of a line over a passage, again and again when it says `repeat`, from 0."""
    length = passage.meter.length
    times = -(-passage.bars // reading.bars) if line.repeat and reading.bars else 1
    for turn in range(times):
        for event in reading.phrase:
            start = event.start + turn * reading.bars * length
            if start < passage.bars * length:
                yield event._replace(start=start, bar=event.bar + turn * reading.bars)


def _notes(
    event: Event, before: Event | None, passage: Passage, touch: Touch, shift: int, name: str
) -> Iterator[ScoreNote]:
    start = passage.start + event.start
    articulation = event.articulation or ("legato" if event.slurred else touch.articulation)
    glides = event.slurred and len(event.tones) == 1 and before is not None and len(before.tones) == 1
    reached = before.tones[0].midi + shift if glides and before is not None else -1
    for index, tone in enumerate(event.tones):
        yield ScoreNote(
            start_beats=start,
            length_beats=event.length,
            pitch=tone.midi + shift + float(event.cents) / 100,
            velocity=event_level(event, touch, start),
            swell=event_swell(event, touch, start),
            place=place_key(passage, event.start, index),
            span=event.span,
            row=row_name(f"`{name}`", passage, event.bar),
            sounding=SOUNDING.get(articulation, PLAIN),
            glide_from=float(reached),
            chance=float(event.chance),
            strum=index,
            chord=len(event.tones),
            exact=event.velocity is not None,
            technique=articulation,
            tied=event.tie,
        )
