"""The native plugins of this machine, which of them songc.toml allows, and what a song may set of one.

examples:
  songc plugins                   where plugins are looked for, what is there, what is allowed
  songc plugins "Large Hall"      its parameters as a song writes them, its presets
  songc plugins "Large Hall" --open states/hall.state
                                  its window; how it is set when you close that is written to the file
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..project import EnvironmentLack, UsageError, locate

if TYPE_CHECKING:
    from ...compiler.plugins.facts import PluginInfo
    from ...compiler.vocabulary.setting import Setting
    from ..plugins.facts import Plugins


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="one plugin")
    parser.add_argument("--open", metavar="FILE", type=Path, help="set it in its own window, and write its state")


def run(options: argparse.Namespace) -> int:
    from ..plugins.facts import Plugins

    plugins = Plugins(_root())
    if options.open is not None:
        if options.name is None:
            raise UsageError('write which plugin, as `songc plugins "Large Hall" --open states/hall.state`')
        print(_opened(plugins, options.name, options.open))
        return 0
    print("\n".join(_listed(plugins) if options.name is None else _told(plugins, options.name)))
    return 0


def _root() -> Path:
    """The project of this folder; the folder itself where there is no song."""
    try:
        return locate(None).root
    except UsageError:
        return Path.cwd()


def _listed(plugins: Plugins) -> list[str]:
    from ..plugins import rack

    found = rack.installed(plugins.where)
    lines = [f"{folder}{'' if folder.is_dir() else '  (not there)'}" for folder in plugins.where]
    lines += [""] if found else ["", "no plugins there"]
    width = max(map(len, found), default=0)
    for name, path in sorted(found.items()):
        allowed = rack.allowed(name, plugins.config.plugins) is not None
        lines.append(f"  {name:<{width}}  {'allowed' if allowed else '-':<7}  {path}")
    missing = [entry for entry in plugins.config.plugins if plugins.place(rack.called(entry)) is None]
    lines += [f"  {entry:<{width}}  allowed, but not on this machine" for entry in missing]
    return lines


def _info(plugins: Plugins, name: str) -> PluginInfo:
    """What an allowed plugin says of itself. Raises UsageError or EnvironmentLack."""
    from ...compiler.plugins.facts import PluginLack, Why

    info = plugins.info(name)
    if not isinstance(info, PluginLack):
        return info
    match info.why:
        case Why.FORBIDDEN:
            raise UsageError(f"`{name}` is not allowed; if you trust it, write {info.detail} into songc.toml")
        case Why.MISSING:
            raise UsageError(f"there is no plugin `{name}` here; {info.detail or '`songc plugins` lists what is'}")
        case Why.BROKEN:
            raise EnvironmentLack(f"the plugin `{name}` cannot be loaded: {info.detail}")


def _opened(plugins: Plugins, name: str, file: Path) -> str:
    """Shows a plugin's window, set as the file says if there is one, and writes the plugin's state there."""
    from ..plugins.child import PluginFailed, opened
    from ..publish import publish

    _info(plugins, name)
    place = plugins.place(name)
    assert place is not None
    try:
        state = opened(str(place.path), place.name, str(file.absolute()) if file.exists() else None)
    except PluginFailed as problem:
        raise EnvironmentLack(f"the plugin `{name}` {problem}") from None
    file.parent.mkdir(parents=True, exist_ok=True)
    publish(file, lambda temporary: temporary.write_bytes(state))
    return f'{file}  written; `plugin "{name}" {{ state "{file.as_posix()}" }}` is set like that'


def _told(plugins: Plugins, name: str) -> list[str]:
    from ...compiler.plugins.words import PRESET, STATE, parameters
    from ..terminal.settings import told
    from ..terminal.tables import hanging, room, unbroken

    info = _info(plugins, name)
    own = (_as_written(each.setting) for each in parameters(info.parameters or ()))
    settings = (PRESET, STATE, *own)
    columns = room(sys.stdout)
    lines = [f"{name}: {'an instrument' if info.instrument else 'an effect'}", "", *told(settings, columns)]
    if info.programs:
        lines += ["", *hanging("  presets: ", ", ".join(f'"{unbroken(each)}"' for each in info.programs), columns)]
    return lines


def _as_written(setting: Setting) -> Setting:
    """A parameter as songs write it: choices that are no words in quotes."""
    from dataclasses import replace

    from ...compiler.plugins.words import quoted

    default = quoted(setting.default) if setting.choices and isinstance(setting.default, str) else setting.default
    choices = tuple(map(quoted, setting.choices))
    return replace(setting, default=default, choices=choices, fixed=not setting.automatable)
