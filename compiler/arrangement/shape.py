"""Shape: what a part asks of every note it plays: register, doubling, pedal, groove, strum and rules."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..form.timeline import Passage, Timeline
from ..score import ScoreNote
from ..vocabulary.grooves import GROOVES
from .music import Music
from .records import Part

_SIXTEENTH = Fraction(1, 4)  # in quarter notes


def shaped(music: Music, note: ScoreNote, part: Part, passage: Passage, timeline: Timeline) -> Iterator[ScoreNote]:
    """The note as the part plays it, with its doubles."""
    if part.pedal and not note.piece:
        note = _pedalled(music, note, passage)
    if part.groove is not None:
        note = _grooved(note, part.groove, passage)
    if part.strum is not None:
        note = note._replace(strum_seconds=part.strum)
    for octaves in (0, *(part.doubles or ())) if not note.piece else (0,):
        played = _moved(note, (part.transpose or 0) + 12 * octaves, octaves)
        for rule in part.rules:
            if rule.matches(played, timeline):
                played = rule.apply(played)
        yield played


def _moved(note: ScoreNote, semitones: int, octaves: int) -> ScoreNote:
    if note.piece or (not semitones and not octaves):
        return note
    glide = note.glide_from + semitones if note.glide_from >= 0 else note.glide_from
    place = f"{note.place}^{octaves}" if octaves else note.place
    return note._replace(pitch=note.pitch + semitones, glide_from=glide, place=place)


def _pedalled(music: Music, note: ScoreNote, passage: Passage) -> ScoreNote:
    """The note held to the next change of harmony, or to the end of its bar where there is none."""
    start = note.start_beats - passage.start
    chord = music.progression(passage).at(start)
    bar_end = (start // passage.meter.length + 1) * passage.meter.length
    end = chord.end if chord is not None else bar_end
    return note._replace(length_beats=max(note.length_beats, end - start), sounding=Fraction(1))


def _grooved(note: ScoreNote, groove: tuple[str, float], passage: Passage) -> ScoreNote:
    """The note placed and weighed by its sixteenth of the bar. What lies off the sixteenths follows the one before
    it."""
    name, amount = groove
    table = GROOVES[name]
    offset = (note.start_beats - passage.start) % passage.meter.length
    step = int(offset / _SIXTEENTH)
    late = table.late[step % len(table.late)] * amount * float(_SIXTEENTH)
    level = 1 + (table.level[step % len(table.level)] - 1) * amount
    velocity = note.velocity if note.exact else min(max(note.velocity * level, 0.02), 1.0)
    return note._replace(late_beats=note.late_beats + late, velocity=velocity)
