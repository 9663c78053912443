"""A MIDI file drafted as a song: parts, sections that come again, and what each part plays in each bar of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from ...compiler.frozen import dataclass
from ...compiler.theory import Key, Meter
from . import drums
from .bars import Bar, lay_out
from .clock import Gaps, Tone, tones
from .midi_in import MidiPart, MidiSong
from .names import distinct, line_of, word
from .programs import BY_PROGRAM
from .sections import Stretch, divide
from .spelling import dynamic_of
from .tempo import Clock, keys
from .voices import Content, in_bars, voices

CLOSE_TEMPOS = Fraction(1, 200)  # tempos nearer than this are one
RUBATO = 3  # with a new tempo in more than one bar in three, sections take the mean of theirs


@dataclass(frozen=True, slots=True)
class Part:
    """One track to be: its name, its notes, and the lines of its voices."""

    name: str
    source: MidiPart
    tones: list[Tone]
    dynamic: str


@dataclass(frozen=True, slots=True)
class Line:
    """One voice of a part in one section. The first voice is named after the part."""

    name: str
    part: Part
    bars: list[Content]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of bars that is written once. `tempo` in quarter notes a minute."""

    name: str
    bars: list[Bar]
    tempo: Fraction
    meter: Meter
    key: Key
    lines: list[Line]
    strokes: list[drums.Strokes]


@dataclass(frozen=True, slots=True)
class Draft:
    """`sections` hold each section once; `form` plays them. `beaten` says whether there are drums."""

    parts: list[Part]
    sections: list[Section]
    form: list[Stretch]
    beaten: bool
    sounding: list[Tone]


def draft_of(song: MidiSong) -> Draft:
    """The draft of a MIDI song. Every pitched note of the file is in it once, as exactly as half a tick."""
    parts = _parts(song)
    beaten = tones(song, (note for part in song.parts if part.drums for note in part.notes))
    sounding = sorted((tone for part in parts for tone in part.tones), key=lambda tone: tone.start)
    gaps = Gaps.of(sounding)
    bars = lay_out(song, [*sounding, *beaten], gaps, may_pick_up=not beaten)
    clock = Clock.of(song)
    bar_keys = keys(song, bars, sounding)
    form = _form(song, parts, beaten, bars, bar_keys, clock, gaps)
    return Draft(parts, _sections(form, parts, beaten, bars, bar_keys, clock), form, bool(beaten), sounding)


def _parts(song: MidiSong) -> list[Part]:
    pitched = [part for part in song.parts if not part.drums and part.notes]
    names = distinct(word(part.name) or BY_PROGRAM[part.program % 128] for part in pitched)
    return [
        Part(name, part, tones(song, part.notes), dynamic_of(note.velocity for note in part.notes))
        for name, part in zip(names, pitched, strict=True)
    ]


# The form -------------------------------------------------------------------------------------------------------------


def _form(
    song: MidiSong,
    parts: Sequence[Part],
    beaten: Sequence[Tone],
    bars: Sequence[Bar],
    bar_keys: Sequence[Key],
    clock: Clock,
    gaps: Gaps,
) -> list[Stretch]:
    clean = [*(gaps.clean(bar.start) for bar in bars), True]
    if bars[0].pickup:
        clean[1] = False  # a pickup belongs to its section
    tempos = _tempos(bars, clock)
    frames = list(zip((bar.meter for bar in bars), (bar.pickup for bar in bars), bar_keys, tempos, strict=True))
    forced = {index for index in range(1, len(bars)) if frames[index] != frames[index - 1]}
    if bars[0].pickup:
        forced.discard(1)
    at = {bar.start: index for index, bar in enumerate(bars)}
    markers = {at[song.beats(tick)]: text for tick, text in song.markers if song.beats(tick) in at}
    played = [_contents(part.tones, bars) for part in parts]
    strokes = drums.strokes_in_bars(beaten, bars)
    contents = [
        (frame, own, tuple(played_bars[index] for played_bars in played))
        for index, (frame, own) in enumerate(zip(frames, strokes, strict=True))
    ]
    return divide(
        contents, clean, forced, {bar: text for bar, text in markers.items() if bar != 1 or not bars[0].pickup}
    )


def _tempos(bars: Sequence[Bar], clock: Clock) -> list[Fraction]:
    """The tempo of each bar, changes that no one hears left out; one for all where it moves all the time."""
    found: list[Fraction] = []
    for bar in bars:
        tempo = clock.tempo(bar.start, bar.end)
        near = bool(found) and abs(tempo - found[-1]) <= found[-1] * CLOSE_TEMPOS
        found.append(found[-1] if near else tempo)
    changes = sum(a != b for a, b in pairwise(found))
    return [Fraction(0)] * len(bars) if changes * RUBATO > len(bars) else found


def _contents(notes: Sequence[Tone], bars: Sequence[Bar]) -> list[tuple[object, ...]]:
    """What tells bars of a part apart: its notes from the bar's start, and about how loud they are."""
    found: list[list[tuple[Fraction, Fraction, int]]] = [[] for _ in bars]
    loud: list[list[int]] = [[] for _ in bars]
    first = 0
    for note in sorted(notes, key=lambda tone: tone.start):
        while first + 1 < len(bars) and bars[first].end <= note.start:
            first += 1
        for index in range(first, len(bars)):
            if bars[index].start >= note.end:
                break
            found[index].append((note.start - bars[index].start, note.end - bars[index].start, note.pitch))
            loud[index].append(note.velocity)
    return [
        (tuple(sorted(own)), dynamic_of(velocities) if own else "") for own, velocities in zip(found, loud, strict=True)
    ]


def _sections(
    stretches: Sequence[Stretch],
    parts: Sequence[Part],
    beaten: Sequence[Tone],
    bars: Sequence[Bar],
    bar_keys: Sequence[Key],
    clock: Clock,
) -> list[Section]:
    """Each section once, from the first stretch that plays it."""
    firsts: dict[str, Stretch] = {}
    for stretch in stretches:
        firsts.setdefault(stretch.name, stretch)
    strokes = drums.strokes_in_bars(beaten, bars)
    sections = []
    for stretch in firsts.values():
        own = list(bars[stretch.first : stretch.end])
        sections.append(
            Section(
                name=stretch.name,
                bars=own,
                tempo=clock.tempo(own[0].start, own[-1].end),
                meter=own[-1].meter,
                key=bar_keys[stretch.end - 1],
                lines=[line for part in parts for line in _lines(part, own)],
                strokes=strokes[stretch.first : stretch.end],
            )
        )
    return sections


def _lines(part: Part, bars: Sequence[Bar]) -> Iterator[Line]:
    inside = [tone for tone in part.tones if bars[0].start <= tone.start < bars[-1].end]
    for index, voice in enumerate(voices(inside)):
        yield Line(line_of(part.name) if index == 0 else f"{part.name}-v{index + 1}", part, in_bars(voice, bars))
