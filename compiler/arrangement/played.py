"""What a track's instrument is to the parts that it plays, and instruments under a name."""

from __future__ import annotations

from .. import plan
from ..frozen import dataclass
from ..settings import Settings
from ..syntax import Text


@dataclass(frozen=True, slots=True)
class Played:
    """An instrument and what it can play. `instrument` is None where the track holds recordings only."""

    instrument: plan.Instrument | None
    low: int = 0
    high: int = 127
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preset:
    """An instrument with its settings, which the song (or a module) declares under a name: of which kind it is, which
    preset or file of that kind it names, and what all its settings are."""

    kind: str
    name: Text
    settings: Settings
