"""What a performance does to a note of a MIDI file while it lasts: how loud it is and how far it is bent, over time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from .midi_controls import EXPRESSION, FULL, VOLUME, Change, Channel, Clock, between, value_at

SILENT_DB = -120.0


class Point(NamedTuple):
    """A value from a moment of a note on, that of its onset being 0: in the file's beats, and in its own seconds."""

    beats: Fraction
    seconds: float
    value: float


class Moment(NamedTuple):
    """The ticks over which a note lasts, and how the file counts them: ticks of a quarter note, and its seconds."""

    start: int
    end: int
    quarter: int
    clock: Clock


def level_points(channel: Channel, moment: Moment) -> tuple[Point, ...]:
    """Decibels by which the expression pedal (controller 11) and the volume (7) hold a note down, empty for none.

    The pedal counts from its full way. The volume counts from the highest that it has while the channel plays: where it
    stands still it is a setting of a mixer, which the song's own mix makes, and only what is ridden is played."""

    def level(tick: int) -> float:
        ridden = decibels(channel.at(VOLUME, tick)) - decibels(channel.loudest)
        return max(decibels(channel.at(EXPRESSION, tick)) + ridden, SILENT_DB)

    return _points(moment, [channel.controllers.get(number, []) for number in (EXPRESSION, VOLUME)], level)


def bend_points(channel: Channel, moment: Moment) -> tuple[Point, ...]:
    """Semitones by which the wheel bends a note, empty for none."""
    return _points(moment, [channel.bend], lambda tick: value_at(channel.bend, tick, 0.0))


# By the setting of an instrument that it moves (level: dB, tune: semitones), what is read of a channel.
MOVED: dict[str, Callable[[Channel, Moment], tuple[Point, ...]]] = {"level": level_points, "tune": bend_points}


def decibels(value: int) -> float:
    """The level of a controller at 0..127 against its full way: 12 dB for each halving (General MIDI Developer
    Guidelines)."""
    return 40.0 * math.log10(value / FULL) if value > 0 else SILENT_DB


def _points(moment: Moment, moved: Sequence[Sequence[Change]], value: Callable[[int], float]) -> tuple[Point, ...]:
    """The values of a note from its onset to before its end, each where it begins, of what changes where `moved` says;
    none where all are 0."""
    start, end, quarter, clock = moment
    ticks = sorted({tick for changes in moved for tick, _ in between(changes, start, end)})
    found: list[Point] = []
    for tick in (start, *ticks):
        now = value(tick)
        if not found or now != found[-1].value:
            found.append(Point(Fraction(tick - start, quarter), clock.at(tick) - clock.at(start), now))
    return tuple(found) if any(point.value for point in found) else ()
