"""Targets: what of a channel moves by which name, `gain`, `send.hall`, `compressor.threshold`, `cutoff`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..arrangement.played import Played
from ..frozen import dataclass
from ..plan import SettingValue
from ..vocabulary.blocks import GAIN, PAN, SEND
from ..vocabulary.setting import Setting
from .inserts import Insert
from .strips import Strip

OWNER = "instrument"  # what stands before a setting of an instrument that is called as one of the channel is


@dataclass(frozen=True, slots=True)
class Target:
    """A setting by the name that moves it. `written` is its value where nothing does, None where that is left to a
    native plugin; one that is `held` its plugin lets nobody move. `played` settings shape notes as they are played,
    before any channel is heard."""

    name: str
    setting: Setting
    written: SettingValue | None
    held: bool = False
    played: bool = False

    @property
    def moves(self) -> bool:
        return self.setting.moves and not self.held


def targets(strip: Strip) -> dict[str, Target]:
    """All targets of a channel by their names."""
    found = [*_own(strip), *(played_targets(strip.played) if strip.played is not None else ())]
    for insert in strip.inserts:
        found += insert_targets(insert)
    return {target.name: target for target in found}


def _own(strip: Strip) -> Iterator[Target]:
    yield Target(GAIN.name, GAIN, strip.gain_db)
    if strip.kind != "vca":
        yield Target(PAN.name, PAN, strip.pan)
    for send in strip.sends:
        name = f"{SEND.name}.{send.bus}"
        yield Target(name, replace(SEND, name=name), send.gain_db)


def played_targets(played: Played) -> tuple[Target, ...]:
    """The settings of what a track is played on, in the order of its table."""
    written = dict(played.instrument.settings) if played.instrument is not None else {}
    return tuple(
        Target(
            f"{OWNER}.{each.name}" if each.name in (GAIN.name, PAN.name) else each.name,
            each,
            written.get(each.name),
            held=played.plugin is not None and not each.automatable,
            played=True,
        )
        for each in played.table
    )


def insert_targets(insert: Insert) -> tuple[Target, ...]:
    """The settings of an effect, in the order of its table."""
    written = dict(insert.settings)
    return tuple(
        Target(
            f"{insert.label}.{each.name}",
            each,
            written.get(each.name),
            held=insert.plugin is not None and not each.automatable,
        )
        for each in insert.table
    )
