"""A MIDI take's notes as those of the score: what is written, with the clips of the take in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..arrangement.records import Track
from ..check import Check
from ..form.timeline import Timeline
from ..plan import Origin
from ..score import Move, PassagePart, ScoreNote, part_of, place_key
from ..takes.midi import MidiClip
from ..takes.midi_controls import PLAIN_TONE
from ..takes.midi_file import MidiNote
from ..vocabulary.instruments.percussion import piece_at
from .origins import digest, origin

LOUDEST = 127


def around(written: Sequence[PassagePart], clips: Sequence[MidiClip]) -> tuple[PassagePart, ...]:
    """The written notes that do not begin where a clip plays."""
    return tuple(_beside(part, clips) for part in written) if clips else tuple(written)


def _beside(part: PassagePart, clips: Sequence[MidiClip]) -> PassagePart:
    """A part's notes that do not begin in a clip: all of it where none does."""
    notes = tuple(
        note for note in part.notes if not any(clip.start_beats <= note.start_beats < clip.end_beats for clip in clips)
    )
    return part if len(notes) == len(part.notes) else part_of(notes)


def clip_notes(
    check: Check, track: Track, take: int, clips: Sequence[MidiClip], timeline: Timeline
) -> tuple[tuple[ScoreNote, ...], tuple[Origin, ...]]:
    """The notes of a take's clips, and an origin for each clip."""
    notes: list[ScoreNote] = []
    origins = []
    for number, clip in enumerate(clips, 1):
        played = tuple(_score_notes(clip, track, timeline))
        key = f"takes/track {track.name}/take {take}/midi {number}"
        origins.append(origin(check, key, clip.span, digest(played), clip.start_beats, clip.end_beats))
        notes += played
    return tuple(notes), tuple(origins)


def _score_notes(clip: MidiClip, track: Track, timeline: Timeline) -> Iterator[ScoreNote]:
    for note in clip.notes:
        start = clip.start_beats + note.start_beats
        passage = timeline.passage_at(start)
        piece = piece_at(note.pitch) if track.pieces else ""
        yield ScoreNote(
            start_beats=start,
            length_beats=note.length_beats + note.pedal_beats,
            pitch=float(note.pitch),
            velocity=note.velocity / LOUDEST,
            place=place_key(passage, start - passage.start, note.pitch, piece),
            span=clip.span,
            piece=piece,
            brightness=(note.tone - PLAIN_TONE) / PLAIN_TONE,
            late_seconds=clip.offset_seconds,
            performed=True,
            moves=tuple(_moves(note)),
        )


def _moves(note: MidiNote) -> Iterator[Move]:
    """What was played on a note, up to its end: what rings on stays as it was then."""
    held = note.length_beats + note.pedal_beats
    for setting, points in note.moves:
        yield Move(setting, tuple((point.beats, point.value) for point in points if point.beats < held))
