"""What a native plugin says of itself, and why one cannot be had."""

from __future__ import annotations

from enum import Enum

from ..frozen import dataclass


@dataclass(frozen=True, slots=True)
class ParameterFacts:
    """One parameter. `key` is its identity to the host and `name` what the plugin calls it; `low`, `high` and `value`
    (how it stands after loading) are in `unit`, as the plugin spells that. One with `choices` has no figures; one that
    `is_share` is told by how far it is turned up, 0 to 1."""

    key: str
    name: str
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    value: float = 0.0
    choices: tuple[str, ...] = ()
    choice: str = ""
    is_share: bool = False
    automatable: bool = True


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """A plugin that the user allows and this machine has. `digest` stands for all its files. `parameters` is None where
    the plugin was not looked into. `programs` are the presets that it brings, and `program_key` is the parameter that
    chooses among them."""

    digest: str
    instrument: bool
    parameters: tuple[ParameterFacts, ...] | None
    programs: tuple[str, ...] = ()
    program_key: str = ""


class Why(Enum):
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class PluginLack:
    """A plugin that cannot be had. `detail` is for FORBIDDEN what would allow it, for MISSING what is like it, for
    BROKEN what happened when it was loaded."""

    why: Why
    detail: str = ""
