"""A native plugin in a song: `plugin "Hall" { preset "Large"; decay 2s }`, on a channel or as an instrument.

A song only names a plugin. Whether it may run is for the user to say (`songc.toml`)."""

from __future__ import annotations

from collections.abc import Sequence

from ..check import Check, alternatives
from ..files import project_path
from ..frozen import dataclass
from ..plan import Plugin, PluginFile
from ..settings import Given, Settings, read_given
from ..suggest import did_you_mean
from ..syntax import Block, Text, Value
from ..vocabulary.setting import Setting
from .facts import PluginInfo, PluginLack, Why
from .words import PRESET, STATE, Parameter, parameters

PRESET_FILE = ".vstpreset"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A plugin as it was set: for the plan, as it was written, and what of it may be automated."""

    plugin: Plugin
    settings: Settings
    parameters: tuple[Parameter, ...]

    @property
    def table(self) -> tuple[Setting, ...]:
        """The parameters as settings."""
        return tuple(parameter.setting for parameter in self.parameters)


def read_plugin(
    check: Check, name: Text, values: Sequence[Value], block: Block | None, *, instrument: bool
) -> Chosen | None:
    """The plugin that a statement names with its settings; None, with a diagnostic, when it cannot be used."""
    found = check.files.plugin_info(name.value)
    if isinstance(found, PluginLack):
        _lacking(check, name, found)
        return None
    if found.instrument != instrument:
        is_one = "is an instrument" if found.instrument else "is an effect"
        help = f'write `instrument plugin "{name.value}"` in its track' if found.instrument else "put it into the mix"
        check.report("E0914", f"the plugin `{name.value}` {is_one}", name.span, "does not belong here", help)
        return None
    if found.parameters is None:
        return Chosen(Plugin(name.value, found.digest), (), ())
    known = parameters(found.parameters)
    table = (PRESET, STATE, *(each.setting for each in known))
    given = read_given(check, name.value, values, block, table)
    settings: Settings = tuple((each.name, given[each.name]) for each in table if each.name in given)
    program, texts = _presets(check, name, found, _texts(values, block), given)
    files = tuple(file for text in texts if (file := _file(check, text)) is not None)
    own = [(each.key, each.own(given[each.setting.name])) for each in known if each.setting.name in given]
    if program:
        own.insert(0, (found.program_key, program))
    return Chosen(Plugin(name.value, found.digest, files, tuple(own)), settings, known)


def _lacking(check: Check, name: Text, lack: PluginLack) -> None:
    match lack.why:
        case Why.FORBIDDEN:
            message = f"you have not allowed the plugin `{name.value}` to run"
            help = f"a plugin is a program; if you trust it, add {lack.detail} to songc.toml"
            check.report("E0911", message, name.span, "not allowed", help)
        case Why.MISSING:
            message = f"the plugin `{name.value}` is not on this machine"
            help = lack.detail or "install it where plugins are looked for; `songc plugins` says where that is"
            check.report("E0912", message, name.span, "not installed", help)
        case Why.BROKEN:
            message = f"the plugin `{name.value}` cannot be loaded: {lack.detail}"
            help = "see that it is made for this machine, and up to date; `songc plugins` tries it again"
            check.report("E0913", message, name.span, "does not load", help)


def _presets(check: Check, name: Text, info: PluginInfo, written: list[Text], given: Given) -> tuple[str, list[Text]]:
    """The program that is chosen, if one is, and the files that the plugin is to load."""
    files = [text for text in written if text.value == given.get(STATE.name)]
    preset = next((text for text in written if text.value == given.get(PRESET.name)), None)
    if preset is None:
        return "", files
    if preset.value.endswith(PRESET_FILE):
        return "", [*files, preset]
    if preset.value in info.programs:
        return preset.value, files
    help = did_you_mean(preset.value, info.programs)
    if not help and info.programs:
        help = f"it brings {alternatives(info.programs[:8], 'and')}"
    help = help or f"it brings none; name a {PRESET_FILE} file of the project"
    message = f"the plugin `{name.value}` has no preset `{preset.value}`"
    check.report("E0915", message, preset.span, "not known", help)
    return "", files


def _texts(values: Sequence[Value], block: Block | None) -> list[Text]:
    """Every text on a statement's line and in its block."""
    lines = [tuple(values), *(line.values for line in (block.statements if block else ()))]
    return [value for line in lines for value in line if isinstance(value, Text)]


def _file(check: Check, text: Text) -> PluginFile | None:
    """A file of the project as it names it, and its digest."""
    path = project_path(text.value, text.span.file)
    if path is None:
        message = f"`{text.value}` leads out of the project"
        check.report("E0801", message, text.span, "outside the project", "copy the file into the project")
        return None
    digest = check.files.digest(path)
    if digest is None:
        help = "paths are relative to the folder of the song"
        check.report("E0802", f"there is no file `{text.value}`", text.span, "not found", help)
        return None
    return PluginFile("preset" if text.value.endswith(PRESET_FILE) else "state", path, digest)
