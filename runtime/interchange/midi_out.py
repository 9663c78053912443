"""A score as a MIDI file: one track for each of the song's, with the maps of tempo, meter and key in front."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...compiler.score import ScoreNote
from .midi_in import DRUM_CHANNEL
from .programs import program_played

if TYPE_CHECKING:
    from ...compiler.form.timeline import Timeline
    from ...compiler.score import Score
    from ...compiler.song import Song

TICKS = 10_080  # of a quarter note: 2^5 * 3^2 * 5 * 7, so that tuplets of 3, 5, 7 and 9 fall on ticks
RAMP_STEPS = 8  # a tempo that moves is written as this many steps a bar
_MODES = {"major": "", "ionian": "", "minor": "m", "aeolian": "m"}
# Keys that MIDI has signatures for: up to seven flats or sharps.
SIGNATURES = (
    *("Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#"),
    *("Abm", "Ebm", "Bbm", "Fm", "Cm", "Gm", "Dm", "Am", "Em", "Bm", "F#m", "C#m", "G#m", "D#m", "A#m"),
)


def write_midi(song: Song, score: Score, path: Path) -> int:
    """Writes the score as a Standard MIDI File of type 1 and gives the number of its notes. Lengths are those that
    sound (staccato halves a note), velocities those of the score; humanizing belongs to takes and is not in it."""
    import mido

    file = mido.MidiFile(type=1, ticks_per_beat=TICKS, charset="utf-8")
    file.tracks.append(_track(_frame(song)))
    channels = (channel for channel in _melodic_channels())
    total = 0
    for track in song.arrangement.tracks:
        notes = score.notes(track.name)
        if not notes:
            continue
        drums = bool(track.pieces)
        channel = DRUM_CHANNEL if drums else next(channels)
        program = program_played(track.instrument) if track.instrument is not None else 0
        file.tracks.append(_track(_part(track.name, notes, channel, None if drums else program)))
        total += len(notes)
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(str(path))
    return total


def tick_of(beats: Fraction) -> int:
    return round(beats * TICKS)


Timed = tuple[int, int, Any]  # (tick, rank within the tick, message)


def _track(messages: Iterable[Timed]) -> Any:
    import mido

    track = mido.MidiTrack()
    before = 0
    for tick, _, message in sorted(messages, key=lambda timed: timed[:2]):
        track.append(message.copy(time=tick - before))
        before = tick
    return track


def _melodic_channels() -> Iterator[int]:
    """Channels for pitched tracks, used again when the sixteen are gone: each track still has its own MIDI track."""
    while True:
        yield from (channel for channel in range(16) if channel != DRUM_CHANNEL)


def _frame(song: Song) -> Iterator[Timed]:
    from mido import MetaMessage

    yield 0, 0, MetaMessage("track_name", name=song.title.title)
    meter = key = None
    for passage in song.timeline.passages:
        tick = tick_of(passage.start)
        yield tick, 1, MetaMessage("marker", text=passage.name)
        if passage.meter != meter:
            meter = passage.meter
            at = 0 if passage.first_bar == 1 else tick
            yield at, 2, MetaMessage("time_signature", numerator=meter.beats, denominator=meter.unit)
        written = f"{passage.key.tonic}{_MODES.get(passage.key.mode, '?')}"
        if written != key and written in SIGNATURES:
            key = written
            yield tick, 3, MetaMessage("key_signature", key=written)
    yield from _tempos(song.timeline)


def _tempos(timeline: Timeline) -> Iterator[Timed]:
    from mido import MetaMessage

    before = 0
    for segment in timeline.tempos:
        steady = segment.start_bpm == segment.end_bpm
        steps = 1 if steady else max(1, int((segment.end - segment.start) * RAMP_STEPS / 4))
        for step in range(steps):
            share = Fraction(2 * step + 1, 2 * steps) if not steady else Fraction(0)
            bpm = segment.start_bpm + (segment.end_bpm - segment.start_bpm) * share
            tempo = round(60_000_000 / bpm)
            if tempo != before:
                at = segment.start + (segment.end - segment.start) * Fraction(step, steps)
                yield tick_of(at), 4, MetaMessage("set_tempo", tempo=tempo)
            before = tempo


def _part(name: str, notes: tuple[ScoreNote, ...], channel: int, program: int | None) -> Iterator[Timed]:
    from mido import Message, MetaMessage

    yield 0, 0, MetaMessage("track_name", name=name)
    if program is not None:
        yield 0, 1, Message("program_change", channel=channel, program=program)
    for note in notes:
        start = tick_of(note.start_beats)
        end = max(start + 1, tick_of(note.start_beats + note.length_beats * note.sounding))
        pitch = min(max(round(note.pitch), 0), 127)
        velocity = min(max(round(note.velocity * 127), 1), 127)
        yield start, 3, Message("note_on", channel=channel, note=pitch, velocity=velocity)
        yield end, 2, Message("note_off", channel=channel, note=pitch)
