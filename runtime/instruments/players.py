"""Which voice plays an instrument."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan import Instrument, Note
from ...compiler.vocabulary.instruments import PRESETS
from .moving import Moves, at_onset, within


def render_notes(
    instrument: Instrument, notes: Sequence[Note], frames: int, rate: int, moves: Sequence[Moves]
) -> NDArray[np.float32]:
    """See `songc.runtime.instruments.render`. Only the voice that is needed is imported, so only it is compiled."""
    model = PRESETS[instrument.name].model if instrument.kind == "synth" else instrument.kind
    play = import_module(f".{model}", __package__).play
    out = np.zeros((2, frames))
    for number, note in enumerate(notes):
        player = at_onset(instrument, moves[number]) if moves else instrument
        play(out, player, dict(player.settings), note, rate, within(moves[number]) if moves else {})
    return out.astype(np.float32)
