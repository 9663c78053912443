"""The instrument of a track: a kind, a preset or a file, and its settings, read against the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

from .. import plan
from ..check import Check, alternatives
from ..composition.values import Values
from ..settings import read_settings
from ..suggest import did_you_mean
from ..syntax import Statement
from ..vocabulary.instruments import PIECES, PRESETS, names, resolve

BUILT_IN = ("synth", "kit")
KINDS = (*BUILT_IN, "audio")
EXAMPLES = {"synth": 'instrument synth "glass-lead"', "kit": 'instrument kit "studio"', "audio": "instrument audio"}


@dataclass(frozen=True, slots=True)
class Played:
    """An instrument and what it can play. `instrument` is None where the track holds recordings only."""

    instrument: plan.Instrument | None
    low: int = 0
    high: int = 127
    pieces: tuple[str, ...] = ()


def read_instrument(check: Check, statement: Statement) -> Played | None:
    """`instrument synth "glass-lead" { cutoff 420Hz }`; None, with a diagnostic, when there is no such instrument."""
    values = Values(check, statement)
    kind = values.word()
    if kind is None:
        values.missing("a kind of instrument", EXAMPLES["synth"])
        return None
    if kind.text not in KINDS:
        help = did_you_mean(kind.text, KINDS) or f"kinds are {alternatives(KINDS, 'and')}"
        check.report("E0501", f"there is no kind of instrument `{kind.text}`", kind.span, "not known", help)
        return None
    if kind.text == "audio":
        values.done()
        return Played(None)
    name = values.text()
    if name is None:
        values.missing("the name of a preset in quotes", EXAMPLES[kind.text])
        return None
    settings = resolve(kind.text, name.value)
    if settings is None:
        known = names(kind.text)
        other = next((k for k in BUILT_IN if name.value in names(k)), None)
        help = did_you_mean(name.value, known) or f"`songc instruments` lists them; {alternatives(known[:6])} are some"
        if other is not None:
            help = f'it is a {other}: write `instrument {other} "{name.value}"`'
        check.report("E0502", f"there is no {kind.text} `{name.value}`", name.span, "not known", help)
        return None
    resolved = read_settings(check, f"{kind.text} {name.value}", values.left, statement.block, settings)
    instrument = plan.Instrument(kind.text, name.value, resolved)
    if kind.text == "kit":
        return Played(instrument, pieces=tuple(PIECES))
    preset = PRESETS[name.value]
    return Played(instrument, preset.low, preset.high)
