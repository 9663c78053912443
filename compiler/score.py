"""The score: for each track, the notes that sound, in beats, each with the place in the source that made it."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from sys import intern
from typing import NamedTuple

from .form.timeline import Passage, Timeline
from .frozen import dataclass
from .memory import Kept, Memory
from .source import Span
from .theory import FLAT_NAMES


class Move(NamedTuple):
    """How far a setting of the instrument (`tune` in semitones, `level` in dB) is, for one note, from where it stands:
    each value from a beat on, counted from the note's onset, where the first stands."""

    setting: str
    points: tuple[tuple[Fraction, float], ...]


class ScoreNote(NamedTuple):
    """One note, or one stroke of a drum piece, as written: beats are quarter notes from the start of the song.

    `pitch` is a MIDI note number (fractions are tuning), `velocity` 0..1 as the dynamics say, `sounding` the part
    of the length that is held (staccato 1/2), `swell` how far the velocity grows to its end. `glide_from` is the
    pitch a legato note is reached from, or -1. `brightness` (-1..1, 0 being plain) closes or opens its tone.
    `chance` is that of the note being played at all. `place` names the note stably within its track
    (`verse.2:3+1/2#0`): random choices derive from it. `row` says where it is written, for people. `strum` is its
    rank from the bottom in a chord of `chord` notes, strummed over `strum_seconds`; `late_beats` and `late_seconds`
    are how far behind the written beat it is meant. An `exact` velocity was written out and is not shaped further. A
    `performed` note stands as a person played it: swing does not move it, the meter not weigh it. A `tied` one leads
    into the next passage. `moves` is what was played on it while it lasts."""

    start_beats: Fraction
    length_beats: Fraction
    pitch: float
    velocity: float
    place: str
    span: Span
    row: str = ""
    piece: str = ""
    sounding: Fraction = Fraction(1)
    glide_from: float = -1.0
    brightness: float = 0.0
    chance: float = 1.0
    strum: int = 0
    chord: int = 1
    strum_seconds: float = 0.0
    late_beats: float = 0.0
    late_seconds: float = 0.0
    exact: bool = False
    technique: str = ""  # `roll`, `flam`, `ghost` on drums; `staccato`, `tenuto`, `marcato`, `legato` on lines
    performed: bool = False
    tied: bool = False
    swell: float = 0.0
    moves: tuple[Move, ...] = ()


_UNMOVED: Memory[Kept[tuple[ScoreNote, ...]]] = Memory()


@dataclass(frozen=True, eq=False)
class PassagePart:
    """What a track plays in one passage. `written` holds its notes, sorted by start, with their places as they were
    when it was made; parts that differ in nothing but their places share it. `rows` are where its rows stand now."""

    written: Kept[tuple[ScoreNote, ...]]
    rows: tuple[Span, ...]

    @cached_property
    def notes(self) -> tuple[ScoreNote, ...]:
        if self.written.rows == self.rows:
            return self.written.value
        return tuple(note._replace(span=self.written.moved(note.span, self.rows)) for note in self.written.value)


def part_of(notes: tuple[ScoreNote, ...]) -> PassagePart:
    """Notes as a part of which no places are moved: each note's own is a row."""
    rows = tuple(dict.fromkeys(note.span for note in notes))
    return PassagePart(_UNMOVED.recall(notes, lambda: Kept(rows, notes)), rows)


@dataclass(frozen=True, eq=False)
class TrackScore:
    """What one track plays, by passages in their order."""

    track: str
    parts: tuple[PassagePart, ...]

    @cached_property
    def notes(self) -> tuple[ScoreNote, ...]:
        """All its notes, sorted by start: a pickup reaches back into the passage before."""
        return tuple(sorted((note for part in self.parts for note in part.notes), key=in_order))


def in_order(note: ScoreNote) -> tuple[Fraction, float, str]:
    return note.start_beats, note.pitch, note.place


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable of the lyrics, under its note."""

    start_beats: Fraction
    length_beats: Fraction
    text: str
    line: str
    span: Span


@dataclass(frozen=True, slots=True)
class Score:
    """`lines` are those that no track need play but something asks for, under their own names."""

    tracks: tuple[TrackScore, ...]
    syllables: tuple[Syllable, ...] = ()
    lines: tuple[TrackScore, ...] = ()

    def track(self, name: str) -> TrackScore:
        """What a track plays; nothing where nothing is written for it."""
        return next((track for track in self.tracks if track.track == name), TrackScore(name, ()))

    def notes(self, track: str) -> tuple[ScoreNote, ...]:
        return self.track(track).notes

    def line(self, name: str) -> tuple[ScoreNote, ...]:
        """The notes of one of `lines`."""
        return next((part.notes for part in self.lines if part.track == name), ())


def row_name(what: str, passage: Passage, bar: int) -> str:
    """Where notes of a bar are written, for people: one text for all of them, since a long song has a hundred thousand
    notes."""
    return intern(f"{what} in `{passage.section}`, bar {bar}")


def place_key(passage: Passage, beats: Fraction, index: int, piece: str = "") -> str:
    """The stable name of a note's place: passage, bar, offset into the bar in quarter notes, and rank or drum
    piece. `beats` count from the start of the passage."""
    return f"{passage.name}:{passage.offset(beats)}#{piece or index}"


def score_text(score: Score, timeline: Timeline) -> str:
    """The score as readable text, one note a line: place, pitch or piece, length in quarter notes, velocity, marks.
    For tests and people."""
    lines: list[str] = []
    for part in score.tracks:
        lines.append(part.track)
        lines.extend(f"  {_note_text(note, timeline)}" for note in part.notes)
    if score.syllables:
        lines.append("lyrics")
        lines.extend(f"  {_beat_text(s.start_beats, timeline):<16} {s.line} {s.text}" for s in score.syllables)
    return "\n".join(lines) + "\n"


def _note_text(note: ScoreNote, timeline: Timeline) -> str:
    what = note.piece or pitch_name(note.pitch)
    marks = [note.technique] if note.technique else []
    if note.sounding != 1:
        marks.append(f"sounds {note.sounding}")
    if note.glide_from >= 0:
        marks.append(f"from {pitch_name(note.glide_from)}")
    if note.brightness:
        marks.append(f"brightness {note.brightness:+.2f}")
    if note.swell:
        marks.append(f"swells to {note.velocity + note.swell:.2f}")
    if note.chance < 1:
        marks.append(f"chance {note.chance:g}")
    fields = f"{_beat_text(note.start_beats, timeline):<16} {what:<10} {note.length_beats!s:<6} {note.velocity:.2f}"
    return f"{fields}  {', '.join(marks)}".rstrip()


def _beat_text(beats: Fraction, timeline: Timeline) -> str:
    """A place with its beat as a person counts it: `verse.2:3.1+1/2`."""
    spot = timeline.spot(beats)
    pulse = spot.passage.meter.beat
    whole, rest = divmod(spot.offset, pulse)
    beat = f"{whole + 1}" + (f"+{rest / pulse}" if rest else "")
    return f"{spot.passage.name}:{spot.bar}.{beat}"


def pitch_name(pitch: float) -> str:
    """A MIDI note as it is written, with its cents: `bb4+20c`."""
    nearest = round(pitch)
    cents = round((pitch - nearest) * 100)
    return f"{FLAT_NAMES[nearest % 12]}{nearest // 12 - 1}" + (f"{cents:+d}c" if cents else "")
