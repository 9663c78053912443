"""Settings that move: an instrument's settings at a note's onset, and while it sounds.

A note is to be a pure function of its event, so the song's curves are cut to the note's life and count from its onset,
whatever the cell of the frame grid; so do the curves that the note brings, as far as it is from the instrument's own. A
setting that can move within a note does; others hold what they are at its onset.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ...compiler.plan import Curve, Instrument, Note
from ...compiler.vocabulary.instruments import resolve
from ..curves import cut, values
from .tails import tail_seconds

# The settings of one note that are not the instrument's own: (name, curves from its onset that add up).
Moves = tuple[tuple[str, tuple[Curve, ...]], ...]

_MARGIN_SECONDS = 0.01  # a note's last block of frames goes beyond its end


def moves_of(
    instrument: Instrument, automation: Iterable[tuple[str, Curve]], note: Note, rate: int
) -> tuple[Instrument, Moves]:
    """The instrument as it is at a note's onset, and what moves for that note. `note.start` is in frames of the song,
    as the automation is."""
    song, played = dict(automation), dict(note.moves)
    if not song and not played:
        return instrument, ()
    written = dict(instrument.settings)

    def curves(stop: int) -> Iterator[tuple[str, tuple[Curve, ...]]]:
        for name, value in written.items():
            if name in song or name in played:
                ground = cut(song[name], note.start, stop) if name in song else Curve.constant(float(value))
                yield name, (ground, played[name]) if name in played else (ground,)

    player = at_onset(instrument, curves(note.start + 1))
    now = dict(player.settings)
    within_notes = {setting.name for setting in resolve(instrument.kind, instrument.name) or () if setting.automatable}
    end = note.start + note.length + int((tail_seconds(player, note) + _MARGIN_SECONDS) * rate)
    moves = []
    for name, found in curves(end):
        own = found if name in within_notes else (Curve.constant(float(now[name])),)
        own = tuple(curve if _moves(curve) else Curve.constant(curve.points[0][1]) for curve in own)
        if own != (Curve.constant(float(written[name])),):
            moves.append((name, own))
    return player, tuple(moves)


def at_onset(instrument: Instrument, moves: Iterable[tuple[str, tuple[Curve, ...]]]) -> Instrument:
    """The instrument with what its settings are at frame 0 of their curves."""
    found = {name: math.fsum(float(values(curve, 1)[0]) for curve in curves) for name, curves in moves}
    if not found:
        return instrument
    settings = tuple((name, found.get(name, value)) for name, value in instrument.settings)
    return replace(instrument, settings=settings)


def within(moves: Moves) -> Mapping[str, tuple[Curve, ...]]:
    """The curves that move while the note sounds."""
    return {name: curves for name, curves in moves if any(map(_moves, curves))}


def _moves(curve: Curve) -> bool:
    return len(curve.points) > 1 or curve.swings
