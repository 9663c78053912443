"""Settings that move: an instrument's settings at a note's onset, and while it sounds.

A note is to be a pure function of its event, so the song's curves are cut to the note's life and count from its onset,
whatever the cell of the frame grid. A setting that can move within a note does; others hold what they are at its onset.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...compiler.plan import Curve, Instrument, Note
from ...compiler.vocabulary.instruments import resolve
from ..curves import cut, values
from .tails import tail_seconds

# The settings of one note that are not the instrument's own: (name, curve from its onset).
Moves = tuple[tuple[str, Curve], ...]

_MARGIN_SECONDS = 0.01  # a note's last block of frames goes beyond its end


def moves_of(
    instrument: Instrument, automation: Iterable[tuple[str, Curve]], note: Note, rate: int
) -> tuple[Instrument, Moves]:
    """The instrument as it is at a note's onset, and what moves for that note. `note.start` is in frames of the song,
    as the automation is."""
    whole = tuple(automation)
    if not whole:
        return instrument, ()
    player = at_onset(instrument, ((name, cut(curve, note.start, note.start + 1)) for name, curve in whole))
    written, now = dict(instrument.settings), dict(player.settings)
    within_notes = {setting.name for setting in resolve(instrument.kind, instrument.name) or () if setting.automatable}
    end = note.start + note.length + int((tail_seconds(player, note) + _MARGIN_SECONDS) * rate)
    moves = []
    for name, curve in whole:
        own = cut(curve, note.start, end) if name in within_notes else Curve.constant(float(now[name]))
        if len(own.points) == 1 and not own.swings:
            own = Curve.constant(own.points[0][1])
        if own != Curve.constant(float(written[name])):
            moves.append((name, own))
    return player, tuple(moves)


def at_onset(instrument: Instrument, moves: Iterable[tuple[str, Curve]]) -> Instrument:
    """The instrument with what its settings are at frame 0 of their curves."""
    found = {name: float(values(curve, 1)[0]) for name, curve in moves}
    if not found:
        return instrument
    settings = tuple((name, found.get(name, value)) for name, value in instrument.settings)
    return replace(instrument, settings=settings)


def within(moves: Moves) -> Mapping[str, Curve]:
    """The curves that move while the note sounds."""
    return {name: curve for name, curve in moves if len(curve.points) > 1 or curve.swings}
