"""A MIDI file as values: parts with notes in ticks, and the maps of tempo, meter and key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

from ...compiler.frozen import dataclass
from ...compiler.takes.midi_controls import PLAIN_TONE
from ...compiler.takes.midi_file import UnreadableMidi, notes_of, open_midi, tones
from ...compiler.takes.midi_unplayed import NAMES, PEDAL_NAME, TONE_NAME

__all__ = ["DRUM_CHANNEL", "MidiNote", "MidiPart", "MidiSong", "UnreadableMidi", "read_midi"]

DRUM_CHANNEL = 9
DEFAULT_TEMPO = 500_000  # microseconds a quarter note, until the file says otherwise (Standard MIDI Files 1.0)


@dataclass(frozen=True, slots=True, order=True)
class MidiNote:
    """`start` and `length` in ticks, the length at least 1; `velocity` 1..127."""

    start: int
    pitch: int
    length: int
    velocity: int

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class MidiPart:
    """What one channel plays in one track. `program` is General MIDI's, from 0."""

    name: str
    channel: int
    program: int
    notes: tuple[MidiNote, ...]

    @property
    def drums(self) -> bool:
        return self.channel == DRUM_CHANNEL


@dataclass(frozen=True, slots=True)
class MidiSong:
    """`ticks` are those of a quarter note. `tempos` are (tick, microseconds a quarter note), `meters` (tick, beats,
    unit), `keys` (tick, name as MIDI writes it), `markers` (tick, text), each in order of time. `expression` is what a
    score has no words for: what was played beside the notes, and on how many of them."""

    ticks: int
    parts: tuple[MidiPart, ...]
    tempos: tuple[tuple[int, int], ...] = ()
    meters: tuple[tuple[int, int, int], ...] = ()
    keys: tuple[tuple[int, str], ...] = ()
    markers: tuple[tuple[int, str], ...] = ()
    title: str = ""
    expression: tuple[tuple[str, int], ...] = ()

    @property
    def end(self) -> int:
        """The tick at which the last note ends."""
        return max((note.end for part in self.parts for note in part.notes), default=0)

    def beats(self, tick: int) -> Fraction:
        return Fraction(tick, self.ticks)


@dataclass
class _Reading:
    tempos: list[tuple[int, int]] = field(default_factory=list)
    meters: list[tuple[int, int, int]] = field(default_factory=list)
    keys: list[tuple[int, str]] = field(default_factory=list)
    markers: list[tuple[int, str]] = field(default_factory=list)
    parts: list[MidiPart] = field(default_factory=list)


def read_midi(path: Path) -> MidiSong:
    """The song in a Standard MIDI File of type 0, 1 or 2 (whose patterns are laid over each other). Raises
    UnreadableMidi."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise UnreadableMidi(f"{path.name} cannot be read: {problem.strerror}") from None
    file = open_midi(data, path.name)
    reading = _Reading()
    title = ""
    for index, track in enumerate(file.tracks):
        named = next((text for message in track if (text := _name(message))), "")
        notes = list(_read_track(track, reading, named))
        if index == 0 and not notes:
            title = named
        reading.parts += notes
    return MidiSong(
        file.ticks_per_beat,
        tuple(reading.parts),
        tuple(sorted(reading.tempos)),
        tuple(sorted(reading.meters)),
        tuple(sorted(reading.keys)),
        tuple(sorted(reading.markers)),
        title,
        tuple(_expression(file)),
    )


def _expression(file: Any) -> Iterator[tuple[str, int]]:
    """See `MidiSong.expression`, in the order in which it is first played."""
    counts: Counter[str] = Counter()
    for note in notes_of(file):
        counts.update([PEDAL_NAME] if note.pedal_beats else [])
        counts.update([TONE_NAME] if note.tone != PLAIN_TONE else [])
        counts.update(NAMES[setting] for setting, _ in note.moves)
        counts.update(note.unplayed)
    yield from counts.items()


def _name(message: Any) -> str:
    return message.name.strip().strip("\0") if message.type == "track_name" else ""


def _read_track(track: Any, reading: _Reading, name: str) -> Iterator[MidiPart]:
    tick = 0
    programs: dict[int, int] = {}
    for message in track:
        tick += message.time
        match message.type:
            case "set_tempo":
                reading.tempos.append((tick, message.tempo))
            case "time_signature":
                reading.meters.append((tick, message.numerator, message.denominator))
            case "key_signature":
                reading.keys.append((tick, message.key))
            case "marker":
                reading.markers.append((tick, message.text))
            case "program_change":
                programs.setdefault(message.channel, message.program)
    for channel, own in groupby(tones(track), key=lambda tone: tone.channel):
        notes = tuple(MidiNote(tone.start, tone.pitch, tone.length, tone.velocity) for tone in own)
        yield MidiPart(name, channel, programs.get(channel, 0), notes)
