"""Which voice plays an instrument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan import Instrument, Note
from ...compiler.vocabulary.instruments import PRESETS
from .carried import CARRIED
from .moving import Moves, at_onset, moves_of, within
from .tails import tail_seconds

Played = tuple[Note, Moves]


def render_notes(
    instrument: Instrument, notes: Sequence[Note], frames: int, rate: int, moves: Sequence[Moves]
) -> NDArray[np.float32]:
    """See `songc.runtime.instruments.render`. Only the voice that is needed is imported, so only it is compiled.

    Notes that end in a later cell are played to their end, and what they are after this one is kept for the next."""
    model = PRESETS[instrument.name].model if instrument.kind == "synth" else instrument.kind
    play = import_module(f".{model}", __package__).play
    played = list(zip(notes, moves or [moves_of(instrument, (), note, rate)[1] for note in notes], strict=True))
    early = _while_early(played)
    known = CARRIED.take((instrument, rate, tuple(early))) if early else None
    ends = [_end(instrument, note, moved, rate) for note, moved in played]
    crossing = [each for each, end in zip(played, ends, strict=True) if end >= frames]
    out = np.empty((2, max([frames, *ends])))  # filled below, since `np.zeros` clears it under the interpreter's lock
    shared = 0 if known is None else min(known.shape[1], out.shape[1])
    if known is not None:
        out[:, :shared] = known[:, :shared]
    out[:, shared:] = 0.0
    for note, moved in played if known is None else played[len(early) :]:
        player = at_onset(instrument, moved)
        play(out, player, dict(player.settings), note, rate, within(moved))
    if crossing:
        later = tuple((replace(note, start=note.start - frames), moved) for note, moved in crossing)
        CARRIED.put((instrument, rate, later), out[:, frames:].copy())
    return out[:, :frames].astype(np.float32)


def _while_early(played: Sequence[Played]) -> Sequence[Played]:
    """The notes that began before the cell, which stand first where notes are in order."""
    return list(takewhile(lambda each: each[0].start < 0, played))


def _end(instrument: Instrument, note: Note, moved: Moves, rate: int) -> int:
    """The frame from which a note is silent."""
    return note.start + note.length + int(tail_seconds(at_onset(instrument, moved), note) * rate) + 1
