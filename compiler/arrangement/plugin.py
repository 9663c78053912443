"""Native plugins that play: `instrument plugin "Grand" { preset "Concert" }`."""

from __future__ import annotations

from ..check import Check
from ..plan import Instrument
from ..plugins.read import read_plugin
from ..syntax import Statement, Text, Value, Word
from ..vocabulary.instruments import PIECES
from .played import Played

DRUMS = "drums"  # says that rhythms play it, by General MIDI's percussion keys


def read_plugin_instrument(check: Check, statement: Statement, name: Text, left: list[Value]) -> Played | None:
    """The plugin that the statement names; None, with a diagnostic, when it cannot be used."""
    drums = [value for value in left if isinstance(value, Word) and value.text == DRUMS]
    rest = [value for value in left if value not in drums]
    chosen = read_plugin(check, name, rest, statement.block, instrument=True)
    if chosen is None:
        return None
    instrument = Instrument("plugin", name.value, chosen.settings, plugin=chosen.plugin)
    return Played(instrument, pieces=tuple(PIECES) if drums else (), plugin=chosen)
