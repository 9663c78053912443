"""What brings recorded audio to the song, as layers: phrases aligned, strokes quantized, voices tuned."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from ..check import Check
from ..edits.lines import Quantize
from ..edits.read import TrackEdit
from ..edits.tuning import Alignment, Tuning
from ..form.timeline import Passage, Stretch
from ..performance.timing import grid_point, seconds
from ..plan import Signal
from ..plan_audio import Align, FindOnsets, FindPitch, Grid, Melody, Snap, Tune
from ..score import Score
from .layer import Layer
from .origins import origin, quantize_origins
from .takes import UsedTakes
from .timing import Timing

# A singer may leave a note this much before or after the written time.
SLACK_SECONDS = 0.1


def plan_aligned(check: Check, edit: TrackEdit, used: UsedTakes, timing: Timing) -> dict[int, Signal]:
    """The takes in use that are aligned to another take of the track, by number."""
    alignment = edit.alignment
    if alignment is None or not alignment.take:
        return {}
    step = Align(timing.frames(alignment.within_seconds))
    where = f"edits/track {edit.track}/align"
    origins = (origin(check, where, alignment.span, alignment.take, alignment.within_seconds),)
    takes = {number: f"take:{edit.track}.{number}" for number in (*used.numbers, alignment.take)}
    guide = takes[alignment.take]
    return {
        number: Signal(f"edit:{edit.track}/take {number} aligned", "edits", step, (takes[number], guide), origins)
        for number in used.numbers
        if number != alignment.take
    }


def plan_alignment(check: Check, edit: TrackEdit, timing: Timing) -> Layer | None:
    """A track aligned to another one."""
    alignment: Alignment | None = edit.alignment
    if alignment is None or not alignment.track:
        return None
    where = f"edits/track {edit.track}/align"
    found = origin(check, where, alignment.span, alignment.track, alignment.within_seconds)
    return Layer(Align(timing.frames(alignment.within_seconds)), (found,), others=(f"edit:{alignment.track}",))


def plan_snap(check: Check, edit: TrackEdit, timing: Timing) -> Layer | None:
    """Recorded strokes drawn to a grid that swings as the song does."""
    grids = tuple(
        Grid(timing.frame(each.start), timing.frame(each.end), _points(quantize, each, timing), quantize.strength)
        for quantize in edit.quantizes
        for each in quantize.stretches or (_whole(timing),)
    )
    return Layer(Snap(grids), tuple(quantize_origins(check, edit)), ear=FindOnsets()) if grids else None


def _points(quantize: Quantize, stretch: Stretch, timing: Timing) -> tuple[int, ...]:
    found = {
        timing.frames(grid_point(number, quantize, passage, timing.timeline))
        for passage, part in _passages(stretch, timing)
        for number in range(
            math.floor((part.start - passage.start) / quantize.unit),
            math.ceil((part.end - passage.start) / quantize.unit) + 1,
        )
        if passage.start + number * quantize.unit >= 0
    }
    return tuple(sorted(found))


def plan_tune(check: Check, edit: TrackEdit, score: Score, timing: Timing) -> Layer | None:
    if not edit.tunings:
        return None
    melodies: list[Melody] = []
    origins = []
    for number, tuning in enumerate(edit.tunings, 1):
        meant = [
            each for stretch in tuning.stretches or (_whole(timing),) for each in _meant(tuning, stretch, score, timing)
        ]
        melodies += [
            Melody(timing.frames(start), timing.frames(end), pitches, tuning.strength, tuning.speed_seconds)
            for start, end, pitches in meant
            if pitches and end > start
        ]
        key = f"edits/track {edit.track}/tune {number}"
        origins.append(origin(check, key, tuning.span, meant, tuning.strength, tuning.speed_seconds))
    return Layer(Tune(tuple(melodies)), tuple(origins), ear=FindPitch())


# From when to when, in seconds, which pitch classes may be sung.
Meant = tuple[float, float, tuple[float, ...]]


def _meant(tuning: Tuning, stretch: Stretch, score: Score, timing: Timing) -> Iterator[Meant]:
    if tuning.target == "line":
        yield from _line(tuning, stretch, score, timing)
        return
    for passage, part in _passages(stretch, timing):
        tonic, scale = passage.key.tonic.pitch_class + passage.semitones, passage.key.scale
        if tuning.scale is not None:
            tonic, scale = tuning.scale.tonic.pitch_class, tuning.scale.scale
        elif tuning.target == "chromatic":
            scale = tuple(range(12))
        pitches = tuple(sorted(float((tonic + degree) % 12) for degree in scale))
        yield timing.timeline.seconds(part.start), timing.timeline.seconds(part.end), pitches


def _line(tuning: Tuning, stretch: Stretch, score: Score, timing: Timing) -> Iterator[Meant]:
    """Each note of the line while it sounds, and around the borders of notes both of them."""
    sounding = [
        (
            seconds(note.start_beats, timing.timeline),
            seconds(note.start_beats + note.length_beats, timing.timeline),
            note,
        )
        for note in score.line(tuning.line)
        if stretch.start <= note.start_beats < stretch.end
    ]
    edges = sorted({max(edge + side, 0.0) for start, end, _ in sounding for edge in (start, end) for side in _SIDES})
    for start, end in pairwise(edges):
        middle = (start + end) / 2
        heard = {
            note.pitch % 12 for first, last, note in sounding if first - SLACK_SECONDS <= middle < last + SLACK_SECONDS
        }
        if heard:
            yield start, end, tuple(sorted(heard))


_SIDES = (-SLACK_SECONDS, SLACK_SECONDS)


def _passages(stretch: Stretch, timing: Timing) -> Iterator[tuple[Passage, Stretch]]:
    """The passages that a stretch crosses, each with its part of the stretch."""
    for passage in timing.timeline.passages:
        start, end = max(stretch.start, passage.start), min(stretch.end, passage.end)
        if start < end:
            yield passage, Stretch(start, end)


def _whole(timing: Timing) -> Stretch:
    return Stretch(Fraction(0), timing.timeline.beats)
