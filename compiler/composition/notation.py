"""Note rows in time: bars become events, motifs are quoted, and every bar is held against its meter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from fractions import Fraction

from ..check import Check
from ..frozen import dataclass
from ..rows.records import Bar, Degree, Element, Group, Legato, Mark, MotifCall, Note, Pitch, Rest
from ..source import Span
from ..theory import Key, Meter, Tone, degree
from .counting import explain_bar
from .events import DYNAMICS, Event, Phrase, length
from .motifs import quote
from .records import Line, Motif, NoteLine

DEFAULT_DYNAMIC = DYNAMICS["mf"]


@dataclass(frozen=True, slots=True)
class Writing:
    """What notes take from where they stand: the key, the octave of those without one, the unit (in quarter notes) of
    a bar's first note, the motifs at hand, the motifs being quoted (which may not quote
    themselves), and what the innermost call passes in, by parameter."""

    check: Check
    key: Key
    octave: int
    unit: Fraction
    motifs: Mapping[str, Motif]
    quoted: tuple[str, ...] = ()
    bound: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A line or a motif in time: its events, rests left out, and how many bars they take. A pickup stands before 0."""

    phrase: Phrase
    bars: int


def read_written(line: Line, section: str, ending: int, meter: Meter, writing: Writing) -> Reading:
    """The events of a line in the pass that takes ending number `ending`. Bars that do not fill the meter are
    reported."""
    owner = f"`{line.name}` in `{section}`" if section else f"`{line.name}`"
    events: list[Event] = []
    start, number = -line.pickup, 0 if line.pickup else 1
    for row, index in played_bars(line.rows, ending):
        wanted = line.pickup if number == 0 else meter.length
        bar = row.row.bars[index]
        phrase, read_whole = read_bar(bar, row.span, writing)
        held = length(phrase)
        if bar.repeats_previous:
            nothing_to_repeat(writing.check, row.span.part(*bar.at))
        elif read_whole and index not in row.broken and held != wanted:
            whole = held / meter.length
            if _is_quotation(bar) and number > 0 and whole.denominator == 1 and whole > 0:
                wanted = held
            else:
                explain_bar(writing.check, bar, row.span, owner, number, held, wanted, meter, writing.unit)
        events += (event._replace(bar=number) for event in _moved(phrase, start))
        start += wanted
        number += max(1, int(wanted / meter.length)) if number else 1
    return Reading(join_ties(tuple(events), writing.check), number - 1)


def played_bars(rows: tuple[NoteLine, ...], ending: int) -> Iterator[tuple[NoteLine, int]]:
    """The bars of rows in the order in which they are played: repeats played out, `%` replaced by the bar before it."""
    before: tuple[NoteLine, int] | None = None
    for row in rows:
        if row.ending and row.ending != ending:
            continue
        for index in repeat_order(len(row.row.bars), row.row.repeats):
            here = (row, index)
            if row.row.bars[index].repeats_previous and before is not None:
                here = before
            yield here
            before = here


def repeat_order(bars: int, repeats: tuple[tuple[int, int, int], ...]) -> list[int]:
    """The order of `bars` bars in which each repeat (first, end, times) is played out."""
    order: list[int] = []
    at = 0
    for first, end, times in sorted(repeats):
        order += range(at, first)
        order += list(range(max(at, first), end)) + list(range(first, end)) * (times - 1)
        at = end
    return order + list(range(at, bars))


def last_ending(rows: tuple[NoteLine, ...]) -> int:
    return max((row.ending for row in rows), default=0)


def join_ties(phrase: Phrase, check: Check) -> Phrase:
    """Tied notes made one: the second's length joins the first. A tie that meets no such note is reported, but for one
    at the very end, which stays: it may lead on into the next passage."""
    events = [event for event in phrase if event.tones]
    open_ties: dict[
        tuple[int, Fraction], int
    ] = {}  # (MIDI note, where it must go on) to the index of the note in `joined`
    joined: list[Event] = []
    for event in events:
        rest: list[Tone] = []
        for tone in event.tones:
            first = open_ties.pop((tone.midi, event.start), None)
            if first is None:
                rest.append(tone)
                continue
            joined[first] = joined[first]._replace(length=event.end - joined[first].start)
            if event.tie:
                open_ties[(tone.midi, event.end)] = first
        if not rest:
            continue
        apart = [(tone,) for tone in rest] if event.tie and len(rest) > 1 else [tuple(rest)]
        for tones in apart:
            if event.tie:
                open_ties[(tones[0].midi, event.end)] = len(joined)
            joined.append(event._replace(tones=tones, tie=False))
    last = max((event.end for event in phrase), default=None)
    for (_, end), index in open_ties.items():
        if end == last:
            joined[index] = joined[index]._replace(tie=True)
        else:
            report_loose_tie(check, joined[index].span)
    return tuple(joined)


def report_loose_tie(check: Check, span: Span) -> None:
    check.report("W0330", "this tie leads to no note of the same pitch", span, "tied to nothing", "take out the `~`")


def read_bar(bar: Bar, span: Span, writing: Writing) -> tuple[Phrase, bool]:
    """One bar's events from 0, rests among them, and whether all of it could be read. `span` is the row's."""
    reader = _BarReader(writing, span, writing.unit)
    reader.elements(bar.elements)
    reader.end_bar()
    return tuple(reader.events), reader.whole


@dataclass
class _BarReader:
    """One bar from left to right. The duration and the dynamic of a note hold for the next ones until the bar's end."""

    writing: Writing
    span: Span
    duration: Fraction
    at: Fraction = Fraction(0)
    dynamic: float | None = None
    hairpin: tuple[int, float, float] | None = None  # the first event it covers, the levels it leads from and to
    events: list[Event] = field(default_factory=list)
    whole: bool = True  # False once a motif was missing, so that the bar cannot be counted

    def elements(self, elements: tuple[Element, ...]) -> None:
        for element in elements:
            self.element(element, None)

    def element(self, element: Element, share: Fraction | None) -> None:
        """Adds an element. In a group it takes its `share` of the group's length."""
        match element:
            case Note():
                self.note(element, share)
            case Rest():
                self.add(Event(self.at, self.length(element.duration, share), (), self.span.part(*element.at)))
            case Group():
                self.group(element, share)
            case Legato():
                self.legato(element, share)
            case MotifCall():
                self.motif(element, share)

    def add(self, event: Event) -> None:
        self.events.append(event)
        self.at = event.end

    def length(self, written: Fraction | None, share: Fraction | None) -> Fraction:
        if share is not None:
            return share
        if written is not None:
            self.duration = written * 4
        return self.duration

    def note(self, note: Note, share: Fraction | None) -> None:
        span = self.span.part(*note.at)
        tones = tuple(tone for pitch in note.pitches if (tone := self.tone(pitch)) is not None)
        self.marks_before(note.marks)
        event = Event(self.at, self.length(note.duration, share), tones, span, tie=note.tie, dynamic=self.dynamic)
        self.add(_marked(event, note.marks))

    def tone(self, pitch: Pitch | Degree) -> Tone | None:
        if isinstance(pitch, Degree):
            octave = self.writing.octave + pitch.octaves
            tone = degree(self.writing.key, pitch.number, pitch.alteration, octave)
        else:
            octave = self.writing.octave if pitch.octave is None else pitch.octave
            tone = Tone(pitch.letter, pitch.alteration, octave)
        return next(iter(self.playable((tone,), self.span.part(*pitch.at))), None)

    def playable(self, tones: tuple[Tone, ...], span: Span) -> tuple[Tone, ...]:
        """The tones that MIDI numbers reach; others are reported."""
        far = next((tone for tone in tones if not 0 <= tone.midi <= 127), None)
        if far is None:
            return tones
        message = f"`{far}` lies outside what can be played"
        self.writing.check.report("E0334", message, span, "too far", "notes go from c-1 to g9")
        return tuple(tone for tone in tones if 0 <= tone.midi <= 127)

    def marks_before(self, marks: tuple[Mark, ...]) -> None:
        """Dynamics count from the note that carries them."""
        for mark in marks:
            if mark.kind == "dynamic":
                self.close_hairpin()
                self.dynamic = DYNAMICS[str(mark.value)]
            elif mark.kind == "hairpin":
                self.close_hairpin()
                self.hairpin = (len(self.events), *_levels(mark))

    def close_hairpin(self) -> None:
        """Gives the notes under a hairpin their levels; what follows keeps the last."""
        if self.hairpin is None:
            return
        first, low, high = self.hairpin
        self.hairpin = None
        covered = [index for index in range(first, len(self.events)) if self.events[index].tones]
        if covered:
            begin, end = self.events[covered[0]].start, self.events[covered[-1]].start
            shares = [
                float((self.events[index].start - begin) / (end - begin)) if end > begin else 0.0 for index in covered
            ]
            for index, share, following in zip(covered, shares, [*shares[1:], 1.0], strict=True):
                level, swell = low + (high - low) * share, (high - low) * (following - share)
                self.events[index] = self.events[index]._replace(dynamic=level, swell=swell)
        self.dynamic = high

    end_bar = close_hairpin

    def group(self, group: Group, share: Fraction | None) -> None:
        total = self.length(group.duration, share)
        weights = [_weight(element, weight) for element, weight in zip(group.elements, group.weights, strict=True)]
        whole = sum(weights, Fraction(0))
        first = len(self.events)
        hairpin = self.under(group.marks)
        for element, weight in zip(group.elements, weights, strict=True):
            self.element(element, total * weight / whole)
        self.cover(first, group.marks, hairpin)

    def legato(self, legato: Legato, share: Fraction | None) -> None:
        first = len(self.events)
        hairpin = self.under(legato.marks)
        whole = sum((_weight(element, Fraction(1)) for element in legato.elements), Fraction(0))
        for element in legato.elements:
            self.element(element, None if share is None else share * _weight(element, Fraction(1)) / whole)
        for index in range(first + 1, len(self.events)):
            if self.events[index - 1].tones and self.events[index].tones:
                self.events[index] = self.events[index]._replace(slurred=True)
        self.cover(first, legato.marks, hairpin)

    def under(self, marks: tuple[Mark, ...]) -> bool:
        """Opens the dynamics of a bracket; True when a hairpin covers just it."""
        self.marks_before(marks)
        return any(mark.kind == "hairpin" for mark in marks)

    def cover(self, first: int, marks: tuple[Mark, ...], hairpin: bool) -> None:
        """Gives a bracket's marks to its notes."""
        for index in range(first, len(self.events)):
            self.events[index] = _marked(self.events[index], marks)
        if hairpin:
            self.close_hairpin()

    def motif(self, call: MotifCall, share: Fraction | None) -> None:
        phrase = quote(call, self.span.part(*call.at), self.writing, self.read_motif)
        if phrase is None:
            self.whole = False
            return
        total = length(phrase)
        if share is not None and total > 0:
            scale = share / total
            phrase = tuple(e._replace(start=e.start * scale, length=e.length * scale) for e in phrase)
            total = share
        for event in phrase:
            level = event.dynamic if event.dynamic is not None else self.dynamic
            tones = self.playable(event.tones, self.span.part(*call.at))
            self.events.append(event._replace(start=event.start + self.at, dynamic=level, tones=tones))
        self.at += total

    def read_motif(self, motif: Motif, bound: Mapping[str, str]) -> Phrase:
        """A motif's events as it is written, from 0, with its parameters `bound`."""
        outer = self.writing
        writing = replace(
            outer,
            octave=outer.octave if motif.octave is None else motif.octave,
            unit=outer.unit if motif.unit is None else motif.unit * 4,
            quoted=(*outer.quoted, motif.name),
            bound=bound,
        )
        events: list[Event] = []
        at = Fraction(0)
        for row, index in played_bars(motif.rows, 1):
            phrase, read_whole = read_bar(row.row.bars[index], row.span, writing)
            self.whole = self.whole and read_whole and index not in row.broken
            events += _moved(phrase, at)
            at += length(phrase)
        return tuple(events)


def nothing_to_repeat(check: Check, span: Span) -> None:
    check.report("E0308", "there is no bar before this one to repeat", span, "nothing before", "write the bar out")


def _moved(phrase: Phrase, beats: Fraction) -> Iterator[Event]:
    return (event.moved(beats) for event in phrase)


def _is_quotation(bar: Bar) -> bool:
    return len(bar.elements) == 1 and isinstance(bar.elements[0], MotifCall)


def _weight(element: Element, weight: Fraction) -> Fraction:
    """A slur weighs what its notes weigh."""
    if isinstance(element, Legato):
        return sum((_weight(inner, Fraction(1)) for inner in element.elements), Fraction(0)) * weight
    return weight


def _levels(mark: Mark) -> tuple[float, float]:
    low, _, high = str(mark.value).replace(">", "<").partition("<")
    return DYNAMICS[low], DYNAMICS[high]


def _marked(event: Event, marks: tuple[Mark, ...]) -> Event:
    if not event.tones:
        return event
    for mark in marks:
        match mark.kind:
            case "accent":
                event = event._replace(accent=True)
            case "staccato" | "tenuto" | "marcato":
                event = event._replace(articulation=mark.kind)
            case "bend":
                event = event._replace(cents=event.cents + Fraction(mark.value))
            case "velocity":
                event = event._replace(velocity=float(Fraction(mark.value)))
            case "chance":
                event = event._replace(chance=Fraction(mark.value))
    return event
