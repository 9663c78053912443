"""What a track's instrument is to the parts that it plays."""

from __future__ import annotations

from dataclasses import dataclass

from .. import plan


@dataclass(frozen=True, slots=True)
class Played:
    """An instrument and what it can play. `instrument` is None where the track holds recordings only."""

    instrument: plan.Instrument | None
    low: int = 0
    high: int = 127
    pieces: tuple[str, ...] = ()
