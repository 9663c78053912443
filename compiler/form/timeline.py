"""The timeline: passages of the form in beats, and the tempo map that turns beats into seconds and frames.

Beats are quarter notes, exact, counted from the first sound (a pickup lies before the first passage's bar 1). Within
a passage whose tempo moves from T0 to T1 the tempo is linear in beats, T(b) = T0 + (T1 - T0) * b / B, so that the
time of beat b is the integral of 60 / T: 60 * B / (T1 - T0) * ln(T(b) / T0) seconds.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from ..check import Check
from ..composition.records import Composition, Section, Swing, Tempo
from ..frozen import dataclass
from ..memory import Memory
from ..syntax import Place
from ..theory import C_MAJOR, COMMON_TIME, Key, Meter

# Beats as a key: a fraction itself takes ten times as long to hash and to compare.
Ratio = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end`, in beats. A moment on the clock has no length."""

    start: Fraction
    end: Fraction


@dataclass(frozen=True)
class Passage:
    """One pass through a section: the `number`th (from 1), from `start` to `end` in beats. `first_bar` is its first
    bar counted in the whole song, from 1."""

    section: str
    number: int
    first_bar: int
    bars: int
    start: Fraction
    meter: Meter
    key: Key
    swing: Swing | None
    semitones: int

    @cached_property
    def end(self) -> Fraction:
        return self.start + self.bars * self.meter.length

    @cached_property
    def name(self) -> str:
        return f"{self.section}.{self.number}"

    @cached_property
    def _offsets(self) -> dict[Ratio, str]:
        return {}

    def offset(self, beats: Fraction) -> str:
        """How a place so many beats after the start is named: its bar, and the quarter notes from there."""
        key = beats.as_integer_ratio()
        name = self._offsets.get(key)
        if name is None:
            bar, offset = self.meter.place(beats)
            name = self._offsets[key] = f"{bar}+{offset}"
        return name

    def bar(self, number: int) -> Stretch:
        """Bar `number` of the passage, from 1."""
        start = self.start + (number - 1) * self.meter.length
        return Stretch(start, start + self.meter.length)


NOWHERE = Passage("", 1, 1, 0, Fraction(0), COMMON_TIME, C_MAJOR, None, 0)


class Spot(NamedTuple):
    """Where a beat lies: its passage, its bar there (from 1; a pickup lies in bar 0), and the offset into that bar in
    quarter notes; how many quarters of bars that is from the bar before the passage's first, and how strong a place of
    the bar, 0..1."""

    passage: Passage
    bar: int
    offset: Fraction
    quarters: float
    weight: float


@dataclass(frozen=True, slots=True)
class TempoSegment:
    """Tempo from `start` to `end` beats, linear from `start_bpm` to `end_bpm`; `seconds` is the time of its start."""

    start: Fraction
    end: Fraction
    start_bpm: Fraction
    end_bpm: Fraction
    seconds: Fraction

    def seconds_at(self, beats: Fraction) -> Fraction:
        done = beats - self.start
        if self.start_bpm == self.end_bpm:
            return self.seconds + 60 * done / self.start_bpm
        slope = (self.end_bpm - self.start_bpm) / (self.end - self.start)
        growth = math.log1p(float(slope * done / self.start_bpm))
        return self.seconds + Fraction(60.0 / float(slope) * growth)

    def beats_at(self, seconds: float) -> float:
        done = seconds - float(self.seconds)
        if self.start_bpm == self.end_bpm:
            return float(self.start) + done * float(self.start_bpm) / 60.0
        slope = float((self.end_bpm - self.start_bpm) / (self.end - self.start))
        return float(self.start) + float(self.start_bpm) / slope * math.expm1(done * slope / 60.0)


@dataclass(frozen=True, eq=False)
class Timeline:
    """Passages in order, and the tempo of each stretch of beats. `doubtful` are the sections of which a form with an
    unknown name may mean more passes than it has: places in them are not held against it.

    Timelines are built once for each value, so that those of the same value are the same, with the times that have
    been worked out."""

    passages: tuple[Passage, ...]
    tempos: tuple[TempoSegment, ...]
    doubtful: frozenset[str]

    @property
    def beats(self) -> Fraction:
        """The length of the written music."""
        return self.passages[-1].end if self.passages else Fraction(0)

    @property
    def bars(self) -> int:
        return sum(passage.bars for passage in self.passages)

    @cached_property
    def _tempo_starts(self) -> list[Fraction]:
        return [segment.start for segment in self.tempos]

    @cached_property
    def _tempo_seconds(self) -> list[float]:
        return [float(segment.seconds) for segment in self.tempos]

    @cached_property
    def _passage_starts(self) -> list[Fraction]:
        return [passage.start for passage in self.passages]

    @cached_property
    def _passage_bars(self) -> list[int]:
        return [passage.first_bar for passage in self.passages]

    @cached_property
    def _seconds(self) -> dict[Ratio, float]:
        return {}

    @cached_property
    def played(self) -> dict[Ratio, float]:
        """What `performance.timing` has worked out: when a written beat is played, in seconds."""
        return {}

    @cached_property
    def _spots(self) -> dict[Ratio, Spot]:
        return {}

    def _segment(self, beats: Fraction) -> TempoSegment:
        return self.tempos[max(0, bisect_right(self._tempo_starts, beats) - 1)]

    def tempo(self, beats: Fraction) -> float:
        """Quarter notes a minute at a beat; the last tempo goes on after the end."""
        segment = self._segment(beats)
        share = min(max((beats - segment.start) / (segment.end - segment.start), Fraction(0)), Fraction(1))
        return float(segment.start_bpm + (segment.end_bpm - segment.start_bpm) * share)

    def seconds_exact(self, beats: Fraction) -> Fraction:
        """The time of a beat as an exact fraction (of the float's value where a tempo moves)."""
        segment = self._segment(beats)
        if beats <= segment.end:
            return segment.seconds_at(beats)
        return segment.seconds_at(segment.end) + 60 * (beats - segment.end) / segment.end_bpm

    def seconds(self, beats: Fraction) -> float:
        """The time of a beat in seconds from the start of the song."""
        key = beats.as_integer_ratio()
        known = self._seconds.get(key)
        if known is None:
            known = self._seconds[key] = float(self.seconds_exact(beats))
        return known

    def frame(self, beats: Fraction, rate: int) -> int:
        """The frame nearest to a beat."""
        return math.floor(self.seconds_exact(beats) * rate + Fraction(1, 2))

    def beats_at(self, seconds: float) -> Fraction:
        """The beat that sounds at a time, to a millionth; the last tempo goes on after the end."""
        segment = self.tempos[max(0, bisect_right(self._tempo_seconds, seconds) - 1)]
        end = segment.seconds_at(segment.end)
        if seconds <= end:
            return Fraction(segment.beats_at(seconds)).limit_denominator(1_000_000)
        beyond = Fraction(seconds - float(end)).limit_denominator(1_000_000)
        return segment.end + beyond * segment.end_bpm / 60

    def passage_at(self, beats: Fraction) -> Passage:
        """The passage in which a beat lies; the nearest one outside the form, and `NOWHERE` where the form is empty."""
        if not self.passages:
            return NOWHERE
        return self.passages[max(0, bisect_right(self._passage_starts, beats) - 1)]

    def spot(self, beats: Fraction) -> Spot:
        """Where a beat lies."""
        key = beats.as_integer_ratio()
        known = self._spots.get(key)
        if known is None:
            passage = self.passage_at(beats)
            bars, offset = divmod(beats - passage.start, passage.meter.length)
            bar = int(bars) + 1
            quarters = 4 * (bar + float(offset / passage.meter.length))
            known = self._spots[key] = Spot(passage, bar, offset, quarters, passage.meter.weight(offset))
        return known

    def bar_start(self, number: int) -> Fraction:
        """The beat at which bar `number` of the song (from 1) begins."""
        index = max(0, bisect_right(self._passage_bars, number) - 1)
        passage = self.passages[index]
        return passage.start + (number - passage.first_bar) * passage.meter.length

    def passes(self, section: str) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.section == section)

    def resolve(self, place: Place, check: Check) -> tuple[Stretch, ...]:
        """The stretches a place means, one for each matching pass; none, with a diagnostic, when it is not in the
        form."""
        if place.seconds is not None:
            moment = self.beats_at(float(place.seconds))
            return (Stretch(moment, moment),)
        passes = self.passes(place.section)
        if place.section in self.doubtful and len(passes) < (place.passage or 1):
            return ()
        if not passes:
            names = dict.fromkeys(passage.section for passage in self.passages)
            check.unknown("section in the form called", place.section, place.span, names, "E0220")
            return ()
        if place.passage is not None:
            if not 1 <= place.passage <= len(passes):
                _no_such_pass(check, place, len(passes))
                return ()
            passes = (passes[place.passage - 1],)
        if place.bar is None:
            return tuple(Stretch(passage.start, passage.end) for passage in passes)
        last = place.last_bar if place.last_bar is not None else place.bar
        if place.bar < 1 or last > passes[0].bars or last < place.bar:
            _no_such_bar(check, place, passes[0].bars)
            return ()
        if place.beat is not None and not 1 <= place.beat < passes[0].meter.beats + 1:
            _no_such_beat(check, place, passes[0].meter)
            return ()
        return tuple(_within(passage, place.bar, last, place.beat) for passage in passes)


_TIMELINES: Memory[Timeline] = Memory()


def build_timeline(composition: Composition) -> Timeline:
    """The form of a composition laid out in time. Form items that name no section are skipped (they have been
    reported)."""
    placed = [
        (item, section) for item in composition.form if (section := composition.section(item.section)) is not None
    ]
    passages: list[Passage] = []
    tempos: list[TempoSegment] = []
    counts: dict[str, int] = {}
    lead_in = _lead_in(composition, placed[0][1]) if placed else Fraction(0)
    start, bar = lead_in, 1
    total = sum((section.bars * (section.meter or composition.meter).length for _, section in placed), Fraction(0))
    for item, section in placed:
        counts[section.name] = counts.get(section.name, 0) + 1
        passage = Passage(
            section=section.name,
            number=counts[section.name],
            first_bar=bar,
            bars=section.bars,
            start=start,
            meter=section.meter or composition.meter,
            key=section.key or composition.key,
            swing=section.swing or composition.swing,
            semitones=item.semitones,
        )
        passages.append(passage)
        tempo = section.tempo or _part(composition.tempo, start - lead_in, passage.end - lead_in, total)
        begin = Fraction(0) if len(passages) == 1 else start
        seconds = tempos[-1].seconds_at(tempos[-1].end) if tempos else Fraction(0)
        if begin < start:
            tempos.append(TempoSegment(begin, start, tempo.start, tempo.start, seconds))
            seconds = tempos[-1].seconds_at(start)
        tempos.append(TempoSegment(start, passage.end, tempo.start, tempo.end, seconds))
        start, bar = passage.end, bar + passage.bars
    if not tempos:
        tempo = composition.tempo
        tempos.append(TempoSegment(Fraction(0), composition.meter.length, tempo.start, tempo.start, Fraction(0)))
    key = (tuple(passages), tuple(tempos), _doubtful(composition))
    return _TIMELINES.recall(key, lambda: Timeline(*key))


def _doubtful(composition: Composition) -> frozenset[str]:
    declared = {section.name for section in composition.sections}
    unknown = {item.section for item in composition.form} - declared
    return frozenset(declared | unknown if unknown else ())


def _lead_in(composition: Composition, first: Section) -> Fraction:
    """How far the longest pickup of the first passage reaches before it."""
    lines = (*first.lines, *(line for line in composition.lines if line.name not in {own.name for own in first.lines}))
    return max((line.pickup for line in lines), default=Fraction(0))


def _part(tempo: Tempo, start: Fraction, end: Fraction, total: Fraction) -> Tempo:
    """What a tempo that moves over `total` beats is from `start` to `end`."""
    if tempo.start == tempo.end or total == 0:
        return tempo
    slope = (tempo.end - tempo.start) / total
    return Tempo(tempo.start + slope * start, tempo.start + slope * end, tempo.span)


def _within(passage: Passage, bar: int, last: int, beat: Fraction | None) -> Stretch:
    if beat is None:
        return Stretch(passage.bar(bar).start, passage.bar(last).end)
    start = passage.bar(bar).start + (beat - 1) * passage.meter.beat
    return Stretch(start, passage.bar(last).end if last > bar else start + passage.meter.beat)


def _no_such_pass(check: Check, place: Place, passes: int) -> None:
    times = {1: "once", 2: "twice"}.get(passes, f"{passes} times")
    message = f"`{place.section}` has no pass {place.passage}: the form plays it {times}"
    check.report("E0221", message, place.span, "no such pass", f"write `{place.section}.{passes}` for the last pass")


def _no_such_bar(check: Check, place: Place, bars: int) -> None:
    if place.last_bar is not None and place.bar is not None and place.last_bar < place.bar:
        message = f"the bars `{place.bar}..{place.last_bar}` run backwards"
        help = f"write `{place.last_bar}..{place.bar}`"
        check.report("E0222", message, place.span, "ends before it begins", help)
        return
    wrong = place.last_bar if place.last_bar is not None and place.last_bar > bars else place.bar
    message = f"`{place.section}` has no bar {wrong}: it is {bars} bar{'s' if bars != 1 else ''} long"
    check.report("E0222", message, place.span, "not in the section", f"bars count from 1 to {bars}")


def _no_such_beat(check: Check, place: Place, meter: Meter) -> None:
    beat = f"{float(place.beat):g}" if place.beat is not None else ""
    message = f"a bar of {meter} has no beat {beat}"
    check.report("E0223", message, place.span, "no such beat", f"beats count from 1 to {meter.beats}")
