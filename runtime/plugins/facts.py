"""What plugins say of themselves, asked once for each content of their files, and kept in the store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...compiler.plugins.facts import ParameterFacts, PluginInfo, PluginLack, Why
from ...compiler.suggest import did_you_mean
from ..config import Config, load
from ..contents import Stamp
from ..project import store_of
from ..record import write_json
from . import rack
from .child import PluginFailed, examine
from .rack import Place

SCHEMA = 1
FOLDER = "plugins"  # in the store


@dataclass
class Plugins:
    """The plugins of the project at `root`. What failed is tried again by the next `Plugins`, or when the plugin's
    files change."""

    root: Path
    config: Config = field(init=False)
    where: tuple[Path, ...] = field(default_factory=rack.folders)
    _known: dict[str, tuple[tuple[tuple[str, Stamp], ...], PluginInfo | PluginLack]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Reads again what is allowed."""
        self.config = load(self.root)

    def place(self, name: str) -> Place | None:
        """Where an allowed plugin stands, None when it cannot be had."""
        entry = rack.allowed(name, self.config.plugins)
        return None if entry is None else rack.find(name, entry, self.root, self.where)

    def info(self, name: str) -> PluginInfo | PluginLack:
        if rack.allowed(name, self.config.plugins) is None:
            return self._forbidden(name)
        place = self.place(name)
        if place is None:
            return PluginLack(Why.MISSING, did_you_mean(name, rack.installed(self.where)))
        stamps = rack.stamps(place.path)
        known = self._known.get(name)
        if known is None or known[0] != stamps:
            known = self._known[name] = (stamps, self._asked(place))
        return known[1]

    def _forbidden(self, name: str) -> PluginLack:
        """How to allow a plugin, unless its name is a slip of the fingers."""
        installed = rack.installed(self.where)
        known = (*installed, *map(rack.called, self.config.plugins))
        slip = did_you_mean(name, known) if name.partition(": ")[0] not in installed else ""
        if slip:
            return PluginLack(Why.MISSING, slip)
        entries = ", ".join(json.dumps(each) for each in (*self.config.plugins, name))
        return PluginLack(Why.FORBIDDEN, f"`plugins = [{entries}]`")

    def stamps(self, name: str) -> tuple[tuple[str, Stamp], ...]:
        """The stamps of a plugin's files as they were when it was looked at."""
        known = self._known.get(name)
        return known[0] if known is not None else ()

    def _asked(self, place: Place) -> PluginInfo | PluginLack:
        digest = rack.digest(place.path)
        called = hashlib.sha256(f"{digest} {place.name}".encode()).hexdigest()
        kept = store_of(self.root) / FOLDER / f"{called}.json"
        facts = _read(kept)
        if facts is None:
            try:
                facts = examine(str(place.path), place.name, self.config.plugin_seconds)
            except PluginFailed as problem:
                return PluginLack(Why.BROKEN, f"it {problem}")
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_json(kept, {"schema": SCHEMA, "facts": facts})
        return info_of(digest, facts)


def _read(path: Path) -> dict[str, Any] | None:
    """Kept facts; None when there are none that can be trusted."""
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] != SCHEMA:
            return None
        info_of("", data["facts"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    facts: dict[str, Any] = data["facts"]
    return facts


def info_of(digest: str, facts: Mapping[str, Any]) -> PluginInfo:
    """A host's facts as the compiler takes them. Raises KeyError or TypeError for what are none."""
    parameters = tuple(ParameterFacts(**{**each, "choices": tuple(each["choices"])}) for each in facts["parameters"])
    return PluginInfo(digest, facts["instrument"], parameters, tuple(facts["programs"]), facts["program_key"])
