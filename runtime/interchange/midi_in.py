"""A MIDI file as values: parts with notes in ticks, and the maps of tempo, meter and key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

DRUM_CHANNEL = 9
DEFAULT_TEMPO = 500_000  # microseconds a quarter note, until the file says otherwise (Standard MIDI Files 1.0)


class UnreadableMidi(Exception):
    """The file holds no MIDI that can be read; the message says why."""


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
    unit), `keys` (tick, name as MIDI writes it), `markers` (tick, text), each in order of time."""

    ticks: int
    parts: tuple[MidiPart, ...]
    tempos: tuple[tuple[int, int], ...] = ()
    meters: tuple[tuple[int, int, int], ...] = ()
    keys: tuple[tuple[int, str], ...] = ()
    markers: tuple[tuple[int, str], ...] = ()
    title: str = ""

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
    import mido

    try:
        file = mido.MidiFile(str(path), charset="utf-8", clip=True)
    except UnicodeDecodeError:
        file = mido.MidiFile(str(path), charset="latin-1", clip=True)
    except (OSError, EOFError, ValueError, KeyError, IndexError, TypeError) as problem:
        raise UnreadableMidi(f"{path.name} is not a MIDI file that can be read: {problem}") from None
    if file.ticks_per_beat <= 0 or file.ticks_per_beat & 0x8000:
        raise UnreadableMidi(f"{path.name} counts in film frames, not in beats")
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
    )


def _name(message: Any) -> str:
    return message.name.strip().strip("\0") if message.type == "track_name" else ""


def _read_track(track: Any, reading: _Reading, name: str) -> Iterator[MidiPart]:
    tick = 0
    programs: dict[int, int] = {}
    sounding: dict[tuple[int, int], list[tuple[int, int]]] = {}
    notes: dict[int, list[MidiNote]] = {}
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
            case "note_on" if message.velocity > 0:
                sounding.setdefault((message.channel, message.note), []).append((tick, message.velocity))
            case "note_on" | "note_off":
                for start, velocity in _ended(sounding.get((message.channel, message.note), []), tick):
                    found = MidiNote(start, message.note, max(tick - start, 1), velocity)
                    notes.setdefault(message.channel, []).append(found)
    for (channel, pitch), begun in sounding.items():  # never released: they sound to the track's end
        for start, velocity in begun:
            notes.setdefault(channel, []).append(MidiNote(start, pitch, max(tick - start, 1), velocity))
    for channel in sorted(notes):
        yield MidiPart(name, channel, programs.get(channel, 0), tuple(sorted(notes[channel])))


def _ended(begun: list[tuple[int, int]], tick: int) -> list[tuple[int, int]]:
    """What a release ends: every note of its pitch that was begun before it; where there is none, a note of no
    length. So a release that is missing somewhere harms one note and not all that follow."""
    before = [note for note in begun if note[0] < tick] or begun[:1]
    begun[:] = [note for note in begun if note not in before]
    return before
