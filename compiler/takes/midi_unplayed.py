"""What an instrument plays of a MIDI take's notes, and what it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ..check import Check
from ..plan import Instrument
from ..syntax import Statement
from ..vocabulary.instruments import resolve
from .midi_controls import PLAIN_TONE
from .midi_file import MidiNote

# What a performance moves, for people: by the instrument's setting.
NAMES = {"level": "expression and volume", "tune": "pitch bend"}
TONE_NAME = "tone control"
PEDAL_NAME = "sustain pedal"


def as_played(note: MidiNote, instrument: Instrument) -> MidiNote:
    """The note with what the instrument can play of it. A setting that cannot move while a note sounds is what it is at
    its onset."""
    settings = {setting.name: setting for setting in resolve(instrument.kind, instrument.name) or ()}
    moves, unplayed = [], [*note.unplayed]
    for name, points in note.moves:
        setting = settings.get(name)
        if setting is None:
            unplayed.append(NAMES[name])
        elif setting.automatable or len(points) == 1:
            moves.append((name, points))
        else:
            unplayed.append(f"movement of the {NAMES[name]} within notes")
            moves += [(name, points[:1])] if points[0].value else []
    if instrument.plugin is not None and note.tone != PLAIN_TONE:
        unplayed.append(TONE_NAME)
    return replace(note, moves=tuple(moves), unplayed=tuple(unplayed))


def tell_unplayed(check: Check, line: Statement, notes: Iterable[MidiNote]) -> None:
    """Reports, once for a take, what was played and is not heard."""
    counts = Counter(name for note in notes for name in note.unplayed)
    if counts:
        help = "the notes are played without it; what it did can be written in the mix, with `automate`"
        check.report(
            "W0535",
            f"the instrument does not play all that the take holds: {counted(counts.items())}",
            line.span,
            "",
            help,
        )


def counted(kinds: Iterable[tuple[str, int]]) -> str:
    """Kinds of what was played beside the notes, each with the number of notes that it was played on."""
    return ", ".join(f"{name} ({count:,} note{'s' * (count != 1)})" for name, count in kinds)
