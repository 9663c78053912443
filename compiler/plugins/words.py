"""A plugin's parameters as settings: `output-gain -3dB` for "Output Gain", in the units of songs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..frozen import dataclass
from ..plan import SettingValue
from ..vocabulary.setting import Kind, Setting
from .facts import ParameterFacts

PRESET = Setting("preset", Kind.TEXT, "", help="a preset that the plugin brings, or a .vstpreset file of the project")
STATE = Setting("state", Kind.TEXT, "", help="a file of the project that holds the plugin's whole state")

# A plugin's spelling of a unit: the kind of setting, and how many of it make one of the kind's base unit.
UNITS: dict[str, tuple[Kind, float]] = {
    "db": (Kind.LEVEL, 1.0),
    "hz": (Kind.FREQUENCY, 1.0),
    "khz": (Kind.FREQUENCY, 0.001),
    "%": (Kind.PROPORTION, 100.0),
    "ms": (Kind.TIME, 1000.0),
    "s": (Kind.TIME, 1.0),
    "sec": (Kind.TIME, 1.0),
    "seconds": (Kind.TIME, 1.0),
    "st": (Kind.PITCH, 1.0),
    "semitones": (Kind.PITCH, 1.0),
    "cents": (Kind.PITCH, 100.0),
    "ct": (Kind.PITCH, 100.0),
    "bpm": (Kind.TEMPO, 1.0),
}

_WORD = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter under the name that songs call it by. `scale` turns a setting's value into the plugin's unit;
    `spoken` are the plugin's own words for the setting's choices."""

    key: str
    setting: Setting
    scale: float = 1.0
    spoken: tuple[str, ...] = ()

    def own(self, value: SettingValue) -> SettingValue:
        """A setting's value as the plugin takes it."""
        if isinstance(value, str):
            return self.spoken[self.setting.choices.index(value)]
        return value * self.scale


def parameters(facts: Sequence[ParameterFacts]) -> tuple[Parameter, ...]:
    """The parameters by song's names, in the plugin's order. Of two that would be called the same, the later one gets a
    number: `gain-2`."""
    taken = {PRESET.name, STATE.name}
    found = []
    for each in facts:
        name = _free(word(each.name) or "parameter", taken)
        taken.add(name)
        found.append(_parameter(each, name))
    return tuple(found)


def _parameter(facts: ParameterFacts, name: str) -> Parameter:
    if facts.choices:
        choices = tuple(_choice(each) for each in facts.choices)
        if len(set(choices)) < len(choices):
            choices = facts.choices
        default = choices[facts.choices.index(facts.choice)] if facts.choice in facts.choices else choices[0]
        return Parameter(facts.key, Setting(name, Kind.CHOICE, default, choices=choices), spoken=facts.choices)
    if facts.is_share:
        setting = Setting(name, Kind.PROPORTION, facts.value, 0.0, 1.0, automatable=facts.automatable)
        return Parameter(facts.key, setting)
    kind, scale = UNITS.get(facts.unit.strip().lower(), (Kind.NUMBER, 1.0))
    low, high, value = (each / scale for each in (facts.low, facts.high, facts.value))
    return Parameter(facts.key, Setting(name, kind, value, low, high, automatable=facts.automatable), scale)


def word(name: str) -> str:
    """A name as songs spell names; empty when there is nothing in it to spell."""
    spelled = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return spelled if not spelled or _WORD.fullmatch(spelled) else f"p-{spelled}"


def _choice(name: str) -> str:
    """A choice as a word, or as it is (then written in quotes) where a word cannot tell it."""
    spelled = re.sub(r"[ _]+", "-", name.strip().lower())
    return spelled if _WORD.fullmatch(spelled) else name


def quoted(choice: str) -> str:
    """A choice as a song writes it."""
    return choice if _WORD.fullmatch(choice) else f'"{choice}"'


def _free(name: str, taken: set[str]) -> str:
    number = 2
    found = name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
