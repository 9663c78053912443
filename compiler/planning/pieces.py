"""Single drum pieces as signals, for effects that listen to one: `sidechain drums.kick`.

A piece is what its track's edit would be if the kit had nothing else: dry, before the channel."""

from __future__ import annotations

from dataclasses import replace

from ..check import Check
from ..mix.read import Mix
from ..plan import Perform, Signal
from ..score import Score
from ..song import Song
from .edits import plan_edit
from .takes import UsedTakes
from .timing import Timing


def keyed_pieces(mix: Mix) -> list[str]:
    """The pieces that effects of the mix listen to (`drums.kick`), each once."""
    inserts = [insert for strip in (*mix.strips.values(), mix.own) for insert in strip.inserts]
    return list(dict.fromkeys(insert.key for insert in inserts if insert.key and insert.key not in mix.strips))


def piece_signal(name: str) -> str:
    """The signal of `drums.kick`: `edit:drums/kick`."""
    return "edit:" + name.replace(".", "/")


def plan_piece(
    check: Check, song: Song, score: Score, name: str, used: UsedTakes, frames: int, timing: Timing
) -> list[Signal]:
    """The takes and the edit of a track with one of its pieces alone."""
    track, _, piece = name.partition(".")
    takes = [_alone(signal, piece) for signal in used.signals]
    made = [*takes, *plan_edit(check, song, score, track, used, frames, timing)]
    own = {signal.name for signal in made}
    return [
        replace(
            signal,
            name=f"{signal.name}/{piece}",
            inputs=tuple(f"{heard}/{piece}" if heard in own else heard for heard in signal.inputs),
        )
        for signal in made
    ]


def _alone(signal: Signal, piece: str) -> Signal:
    step = signal.step
    if not isinstance(step, Perform):
        return signal
    return replace(signal, step=replace(step, notes=tuple(note for note in step.notes if note.piece == piece)))
