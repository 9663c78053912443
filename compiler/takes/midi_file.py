"""Notes of a Standard MIDI File, in its beats and in its seconds, as its pedals and its controllers leave them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import Any, NamedTuple

from .midi_controls import PLAIN_TONE, TONE, Channel, Clock, channels_of
from .midi_expression import MOVED, Moment, Point


class UnreadableMidi(Exception):
    """The bytes hold no MIDI that can be read; the message says why."""


@dataclass(frozen=True, slots=True, order=True)
class MidiNote:
    """One note: `start_beats` from the start of the file, `length_beats` above 0, `pitch` 0..127, `velocity` 1..127,
    `channel` 1..16, `track` from 1 (empty tracks of the file counted).

    The sustain pedal holds it for `pedal_beats` after its key is released. `tone` is the tone control at its onset,
    0..127, 64 being as it is. `seconds` are the file's own times of its onset, of its key's release and of its end.
    `moves` is what is played on it up to its end, by the settings of an instrument that it moves
    (`midi_expression.MOVED`); `unplayed` names what else is, which no instrument knows."""

    start_beats: Fraction
    pitch: int
    length_beats: Fraction
    velocity: int
    channel: int
    track: int
    pedal_beats: Fraction = Fraction(0)
    tone: int = PLAIN_TONE
    seconds: tuple[float, float, float] = (0.0, 0.0, 0.0)
    moves: tuple[tuple[str, tuple[Point, ...]], ...] = ()
    unplayed: tuple[str, ...] = ()


class Tone(NamedTuple):
    """A note in ticks, at least 1 long. `channel` runs from 0, as in the file."""

    channel: int
    start: int
    pitch: int
    length: int
    velocity: int


def open_midi(data: bytes, name: str) -> Any:
    """The `mido.MidiFile` in these bytes. Raises UnreadableMidi, with the file's `name` in its message."""
    import mido
    from mido.midifiles.meta import KeySignatureError

    file = None
    for charset in ("utf-8", "latin-1"):  # every byte is a character of the second
        try:
            file = mido.MidiFile(file=BytesIO(data), charset=charset, clip=True)
            break
        except UnicodeDecodeError:
            continue
        except (OSError, EOFError, ValueError, KeyError, IndexError, TypeError, KeySignatureError) as problem:
            raise UnreadableMidi(f"{name} is not a MIDI file that can be read: {problem}") from None
    if file is None or file.ticks_per_beat <= 0 or file.ticks_per_beat & 0x8000:
        raise UnreadableMidi(f"{name} counts in film frames, not in beats")
    return file


def tones(track: Iterable[Any]) -> list[Tone]:
    """The notes of a track of a `mido.MidiFile`, sorted by channel and start."""
    tick = 0
    sounding: dict[tuple[int, int], list[tuple[int, int]]] = {}
    found: list[Tone] = []
    for message in track:
        tick += message.time
        if message.type == "note_on" and message.velocity > 0:
            sounding.setdefault((message.channel, message.note), []).append((tick, message.velocity))
        elif message.type in ("note_on", "note_off"):
            for start, velocity in _ended(sounding.get((message.channel, message.note), []), tick):
                found.append(Tone(message.channel, start, message.note, max(tick - start, 1), velocity))
    for (channel, pitch), begun in sounding.items():  # never released: they sound to the track's end
        found += (Tone(channel, start, pitch, max(tick - start, 1), velocity) for start, velocity in begun)
    return sorted(found)


def _ended(begun: list[tuple[int, int]], tick: int) -> list[tuple[int, int]]:
    """What a release ends: every note of its pitch that was begun before it; where there is none, a note of no
    length. So a release that is missing somewhere harms one note and not all that follow."""
    before = [note for note in begun if note[0] < tick] or begun[:1]
    begun[:] = [note for note in begun if note not in before]
    return before


def read_notes(data: bytes) -> tuple[MidiNote, ...] | None:
    """Every note of a file, sorted by start and pitch; None when the bytes are no MIDI file."""
    try:
        file = open_midi(data, "the file")
    except UnreadableMidi:
        return None
    return notes_of(file)


def notes_of(file: Any) -> tuple[MidiNote, ...]:
    """Every note of a `mido.MidiFile`, sorted by start and pitch."""
    quarter = file.ticks_per_beat
    found = [(number, tone) for number, track in enumerate(file.tracks, 1) for tone in tones(track)]
    clock = Clock(file.tracks, quarter)
    channels = channels_of(file.tracks, (tone for _, tone in found))
    return tuple(sorted(_note(tone, number, channels[tone.channel], clock, quarter) for number, tone in found))


def _note(tone: Tone, track: int, channel: Channel, clock: Clock, quarter: int) -> MidiNote:
    released = tone.start + tone.length
    end = channel.rings_to(tone.pitch, released)
    moment = Moment(tone.start, end, quarter, clock)
    return MidiNote(
        start_beats=Fraction(tone.start, quarter),
        pitch=tone.pitch,
        length_beats=Fraction(tone.length, quarter),
        velocity=tone.velocity,
        channel=tone.channel + 1,
        track=track,
        pedal_beats=Fraction(end - released, quarter),
        tone=channel.at(TONE, tone.start),
        seconds=(clock.at(tone.start), clock.at(released), clock.at(end)),
        moves=tuple((setting, points) for setting, read in MOVED.items() if (points := read(channel, moment))),
        unplayed=channel.unplayed(tone.pitch, tone.start, end),
    )
