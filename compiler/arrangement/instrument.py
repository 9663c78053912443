"""The instrument of a track: a kind, a preset or files, and its settings, read against the vocabulary."""

from __future__ import annotations

from .. import plan
from ..check import Check, alternatives
from ..composition.values import Values
from ..settings import read_settings
from ..suggest import did_you_mean
from ..syntax import Statement
from ..vocabulary.instruments import PIECES, PRESETS, names, resolve
from .played import Played
from .sampler import read_sampler
from .soundfont import read_soundfont

BUILT_IN = ("synth", "kit")
FILED = {"soundfont": read_soundfont, "sampler": read_sampler}
KINDS = (*BUILT_IN, *FILED, "audio")
EXAMPLES = {
    "synth": 'instrument synth "glass-lead"',
    "kit": 'instrument kit "studio"',
    "soundfont": 'instrument soundfont "gm" { program "Violin" }',
    "sampler": 'instrument sampler "samples/piano"',
}


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
        what = "the path of its files in quotes" if kind.text in FILED else "the name of a preset in quotes"
        values.missing(what, EXAMPLES[kind.text])
        return None
    if kind.text in FILED:
        return FILED[kind.text](check, statement, name, values.left)
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
