"""What a track's instrument is to the parts that it plays, and instruments under a name."""

from __future__ import annotations

from .. import plan
from ..frozen import dataclass
from ..plugins.read import Chosen
from ..settings import Settings
from ..syntax import Text
from ..vocabulary.instruments import resolve
from ..vocabulary.setting import Setting


@dataclass(frozen=True, slots=True)
class Played:
    """An instrument and what it can play. `instrument` is None where the track holds recordings only, and where it is
    `broken`: what is wrong with it has been reported. `low` and `high` bound the notes it is made for, as MIDI notes;
    `pieces` are the drum pieces it has, empty for a pitched one. `plugin` is the native plugin that it is, if it is
    one."""

    instrument: plan.Instrument | None
    low: int = 0
    high: int = 127
    pieces: tuple[str, ...] = ()
    plugin: Chosen | None = None
    broken: bool = False

    @property
    def table(self) -> tuple[Setting, ...]:
        """All settings it has."""
        if self.plugin is not None:
            return self.plugin.table
        return (resolve(self.instrument.kind, self.instrument.name) or ()) if self.instrument is not None else ()


@dataclass(frozen=True, slots=True)
class Preset:
    """An instrument with its settings, which the song (or a module) declares under a name: of which kind it is, which
    preset or file of that kind it names, and what all its settings are."""

    kind: str
    name: Text
    settings: Settings
