"""Timing: swing, the grid, shifts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

from ..edits.lines import Nudge, Quantize
from ..form.timeline import Passage, Ratio, Stretch, Timeline
from ..score import ScoreNote
from ..vocabulary.grooves import GROOVES

_SIXTEENTH = Fraction(1, 4)


def seconds(beats: Fraction, timeline: Timeline) -> float:
    """When a written beat is played, in seconds."""
    key = beats.as_integer_ratio()
    known = timeline.played.get(key)
    if known is None:
        known = timeline.played[key] = timeline.seconds(swung(beats, timeline))
    return known


def begins(note: ScoreNote, timeline: Timeline) -> float:
    """When a note stands in the part, in seconds."""
    return timeline.seconds(note.start_beats) if note.performed else seconds(note.start_beats, timeline)


def ends(note: ScoreNote, timeline: Timeline) -> float:
    """When a note is released as the part stands, in seconds."""
    sounding = note.length_beats if note.sounding == 1 else note.length_beats * note.sounding
    if note.performed:
        return timeline.seconds(note.start_beats + sounding)
    end = _sum(note.start_beats, sounding)
    known = timeline.played.get(end)
    return seconds(Fraction(*end), timeline) if known is None else known


def _sum(one: Fraction, other: Fraction) -> Ratio:
    """In lowest terms, as a fraction is, at a fifth of the time."""
    (a, b), (c, d) = one.as_integer_ratio(), other.as_integer_ratio()
    above, below = a * d + c * b, b * d
    common = gcd(above, below)
    return above // common, below // common


def swung(beats: Fraction, timeline: Timeline) -> Fraction:
    """A beat as the passage's swing plays it. Of each pair of units the first takes the swing's share of the time.

    Only what lies on the grid of the unit's quarters moves: a triplet is already where it belongs."""
    passage = timeline.spot(beats).passage
    swing = passage.swing
    if swing is None or swing.amount == Fraction(1, 2):
        return beats
    phase = (beats - passage.start) % (2 * swing.unit)
    if phase % (swing.unit / 4):
        return beats
    if phase <= swing.unit:
        moved = phase * 2 * swing.amount
    else:
        moved = 2 * swing.unit * swing.amount + (phase - swing.unit) * 2 * (1 - swing.amount)
    return beats - phase + moved


def grid_point(number: int, quantize: Quantize, passage: Passage, timeline: Timeline) -> float:
    """When a point of a passage's grid, counted from its start, falls: it swings as the passage does, and sits where
    the groove has its sixteenth."""
    beats = max(passage.start + number * quantize.unit, Fraction(0))
    if not quantize.groove:
        return seconds(beats, timeline)
    late = GROOVES[quantize.groove].late
    step = int((beats - passage.start) % passage.meter.length / _SIXTEENTH)
    moved = swung(beats, timeline) + Fraction(late[step % len(late)]).limit_denominator(1000) * _SIXTEENTH
    return timeline.seconds(max(moved, Fraction(0)))


def quantized(start: float, note: ScoreNote, timeline: Timeline, quantizes: Sequence[Quantize]) -> float:
    """An onset pulled towards the grid point nearest to where it was played. The grid swings as the passage does."""
    chosen = next((q for q in reversed(quantizes) if within(note, q.stretches)), None)
    if chosen is None:
        return start
    passage = timeline.passage_at(note.start_beats)
    lateness = start - begins(note, timeline)
    late_beats = Fraction(lateness * timeline.tempo(note.start_beats) / 60).limit_denominator(10_000)
    offset = note.start_beats + late_beats - passage.start
    target = grid_point(round(offset / chosen.unit), chosen, passage, timeline)
    return start + chosen.strength * (target - start)


def nudged(start: float, note: ScoreNote, nudges: Sequence[Nudge]) -> float:
    """An onset with the shifts of its place: that of the whole track, and the last one of its stretch."""
    whole = sum(nudge.seconds for nudge in nudges if not nudge.stretches)
    local = [nudge.seconds for nudge in nudges if nudge.stretches and within(note, nudge.stretches)]
    return start + whole + (local[-1] if local else 0.0)


def within(note: ScoreNote, stretches: tuple[Stretch, ...]) -> bool:
    """Whether a note begins in one of the stretches; everywhere when there are none."""
    return not stretches or any(stretch.start <= note.start_beats < stretch.end for stretch in stretches)
