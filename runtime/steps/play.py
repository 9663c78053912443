"""Play: notes on a native plugin, in one piece, since a plugin is an instrument that remembers what it played."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from ...compiler.plan import Note, Plugin
from ...compiler.vocabulary.instruments import PIECES
from ..curves import values
from ..plugins.rack import Place
from ..window import Window
from .process import host_version, moved, set_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


class Stroke(NamedTuple):
    """A note as MIDI has it: frames, a key and a velocity of 1 to 127."""

    start: int
    stop: int
    key: int
    velocity: int


@dataclass(frozen=True)
class PlayTask:
    """All strokes of a take. Where the plugin stands and how long it may take is no part of the sound."""

    NAME: ClassVar[str] = "play"
    VERSION: ClassVar[str] = "1"

    plugin: Plugin
    host_version: str
    strokes: tuple[Stroke, ...]
    frames: int
    rate: int
    place: Place = field(compare=False)
    root: Path = field(compare=False)
    seconds: float = field(compare=False)

    def run(self, inputs: Sequence[NDArray[np.float32] | None]) -> NDArray[np.float32]:
        """Raises PluginFailed, and FileChanged when the plugin is another by now."""
        from ..plugins.child import played

        curves = [values(curve, self.frames) for _, curve in self.plugin.automation]
        with set_up(self.plugin, self.rate, self.place, self.root) as request:
            return played(request, self.strokes, self.frames, curves, self.seconds)


@dataclass(frozen=True)
class PlayStep:
    """The notes of a take. `whole`: all cells are made at once."""

    plugin: Plugin
    notes: tuple[Note, ...]
    rate: int
    place: Place = field(compare=False)
    root: Path = field(compare=False)
    seconds: float = field(compare=False)

    silent_in_silent_out: ClassVar[bool] = False
    whole: ClassVar[bool] = True

    def windows(self) -> tuple[Window, ...]:
        return ()

    def task(self, start: int, frames: int) -> PlayTask | None:
        made = strokes(self.notes, frames)
        if not made:
            return None
        plugin = moved(self.plugin, start, frames)
        return PlayTask(plugin, host_version(), made, frames, self.rate, self.place, self.root, self.seconds)


def strokes(notes: Iterable[Note], frames: int) -> tuple[Stroke, ...]:
    """Notes as MIDI has them. A key that is struck again is let go before, since MIDI cannot tell one from the other;
    tuning is lost."""
    found: list[Stroke] = []
    held: dict[int, int] = {}  # the last stroke of each key
    for note in sorted(notes, key=lambda note: note.start):
        key = PIECES[note.piece].key if note.piece else round(note.pitch)
        first, stop = max(note.start, 0), min(note.start + note.length, frames)
        if stop <= first or not 0 <= key <= 127:
            continue
        before = held.get(key)
        if before is not None and found[before].stop > first:
            found[before] = found[before]._replace(stop=first)
        held[key] = len(found)
        found.append(Stroke(first, stop, key, min(max(round(note.velocity * 127), 1), 127)))
    return tuple(stroke for stroke in found if stroke.stop > stroke.start)
