"""Bar lines: the meters of a file laid out in bars, moved where a note would be cut by a change of meter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...compiler.frozen import dataclass
from ...compiler.theory import COMMON_TIME, Meter
from .clock import Gaps, Tone, plain
from .midi_in import MidiSong

UNITS = (4, 8, 2, 16, 32)
MOST_BEATS = 64


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar from `start`, in beats. A pickup is the part of a bar before the first whole one."""

    start: Fraction
    meter: Meter
    pickup: Fraction = Fraction(0)

    @property
    def length(self) -> Fraction:
        return self.pickup or self.meter.length

    @property
    def end(self) -> Fraction:
        return self.start + self.length


def lay_out(song: MidiSong, sounding: Sequence[Tone], gaps: Gaps, may_pick_up: bool) -> list[Bar]:
    """The bars from the first beat to the end of the last note. A meter begins at its first bar line that no note
    crosses; where there is none, the meter before goes on: bar lines are for the eye, and notes come first."""
    end = max((tone.end for tone in sounding), default=Fraction(0))
    changes = [(plain(tick, song.ticks), meter) for tick, meter in _meters(song)]
    pickup = _pickup(sounding, changes) if may_pick_up else Fraction(0)
    bars = [Bar(Fraction(0), changes[0][1], pickup)] if pickup else []
    at, meter = pickup, changes[0][1]
    for wanted, following in changes[1:]:
        begin = gaps.next_clean(wanted, following.length, end) if wanted >= at else None
        rest = _between(at, begin, meter, gaps) if begin is not None else None
        if begin is None or rest is None or following == meter:
            continue
        bars += rest
        at, meter = begin, following
    while at < end or not bars:
        bars.append(Bar(at, meter))
        at += meter.length
    return bars


def _meters(song: MidiSong) -> Iterator[tuple[int, Meter]]:
    """The meters of the file, the last where several stand on one tick; common time until the first."""
    found = dict[int, Meter]()
    for tick, beats, unit in song.meters:
        if unit in (1, *UNITS) and 1 <= beats <= MOST_BEATS:
            found[tick] = Meter(beats, unit)
    if 0 not in found:
        found[0] = COMMON_TIME
    yield from sorted(found.items(), key=lambda pair: pair[0])


def _between(at: Fraction, end: Fraction, meter: Meter, gaps: Gaps) -> list[Bar] | None:
    """Bars of a meter from `at` to `end`, the last one shorter where it must be; None where that cannot be written."""
    bars = []
    while at + meter.length <= end:
        bars.append(Bar(at, meter))
        at += meter.length
    if at < end:
        short = _meter_of(end - at)
        if short is None or not gaps.clean(at):
            return None
        bars.append(Bar(at, short))
    return bars


def _meter_of(length: Fraction) -> Meter | None:
    for unit in UNITS:
        beats = length * unit / 4
        if beats.denominator == 1 and 1 <= beats <= MOST_BEATS:
            return Meter(int(beats), unit)
    return None


def _pickup(sounding: Sequence[Tone], changes: Sequence[tuple[Fraction, Meter]]) -> Fraction:
    """How much of a bar stands before the first bar line, when bar lines moved by that much cut far fewer notes."""
    bar, beat = changes[0][1].length, changes[0][1].beat
    if len(changes) > 1:
        possible = [(changes[1][0]) % bar]
    else:
        possible = [beat * n for n in range(1, int(bar / beat))]
    plainly = _cut(sounding, Fraction(0), bar)
    best = min(possible, key=lambda pickup: (_cut(sounding, pickup, bar), pickup), default=Fraction(0))
    fewer = _cut(sounding, best, bar) if best else plainly
    return best if best and plainly >= 6 and 3 * fewer <= plainly else Fraction(0)


def _cut(sounding: Sequence[Tone], pickup: Fraction, bar: Fraction) -> int:
    """How many notes bar lines cut, the first of them standing at `pickup`."""
    return sum((tone.start - pickup) // bar != -((pickup - tone.end) // bar) - 1 for tone in sounding)
