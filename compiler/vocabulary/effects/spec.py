"""What the vocabulary says about an effect, and the settings that many effects share."""

from __future__ import annotations

from ...frozen import dataclass
from ..setting import Kind, Setting


@dataclass(frozen=True, slots=True)
class EffectSpec:
    """One effect. `help` is one sentence, `example` one line of a song.

    `takes_key`: it may listen to another track, bus or group instead of its own input (`key drums`); `needs_key`: it
    makes no sense without one, and the name may stand bare (`sidechain drums amount -6dB`). `full_on_bus`: on a bus,
    which only hears sends, its `mix` is 100 % unless written. `takes_file`: its setting `file` names an audio file of
    the project, and the resolved effect says its `digest` and its length in `seconds` as well."""

    name: str
    help: str
    settings: tuple[Setting, ...]
    example: str
    tags: tuple[str, ...]
    takes_key: bool = False
    needs_key: bool = False
    full_on_bus: bool = False
    takes_file: bool = False

    def setting(self, name: str) -> Setting | None:
        return next((setting for setting in self.settings if setting.name == name), None)

    def default(self, setting: Setting, *, on_bus: bool = False) -> float | str:
        """The value of a setting that the song does not write."""
        if on_bus and self.full_on_bus and setting.name == "mix":
            return 1.0
        return setting.default


def table(*specs: EffectSpec) -> dict[str, EffectSpec]:
    return {spec.name: spec for spec in specs}


# Settings shared by many effects --------------------------------------------------------------------------------------


def mix(default: float = 1.0) -> Setting:
    return Setting(
        "mix",
        Kind.PROPORTION,
        default,
        0.0,
        1.0,
        "how much of the processed sound is heard, 0 % being only the input",
        automatable=True,
    )


def frequency(default: float, help: str, *, low: float = 10.0, high: float = 22000.0) -> Setting:
    return Setting("frequency", Kind.FREQUENCY, default, low, high, help, bare=True, automatable=True)


def threshold(default: float, help: str) -> Setting:
    return Setting("threshold", Kind.LEVEL, default, -90.0, 0.0, help, automatable=True)


def attack(default: float, *, low: float = 0.00005, high: float = 1.0) -> Setting:
    return Setting(
        "attack", Kind.TIME, default, low, high, "time in which the gain covers 90 % of its way down", automatable=True
    )


def release(default: float, *, low: float = 0.001, high: float = 5.0) -> Setting:
    return Setting(
        "release", Kind.TIME, default, low, high, "time in which the gain covers 90 % of its way back", automatable=True
    )


def rate(default: float, help: str = "speed of the modulation", *, low: float = 0.01, high: float = 20.0) -> Setting:
    return Setting("rate", Kind.FREQUENCY, default, low, high, help, bare=True, automatable=True, turning=True)


def depth(default: float, help: str = "depth of the modulation") -> Setting:
    return Setting("depth", Kind.PROPORTION, default, 0.0, 1.0, help, bare=True, automatable=True)


def choice(name: str, help: str, *choices: str, bare: bool = True) -> Setting:
    """One of `choices`, the first being the default."""
    return Setting(name, Kind.CHOICE, choices[0], help=help, choices=choices, bare=bare)
