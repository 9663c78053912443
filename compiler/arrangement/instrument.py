"""The instrument of a track: a kind, a preset or files, and its settings, read against the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .. import advice, plan
from ..check import Check, alternatives, declare, need_word
from ..composition.values import Values
from ..settings import Default, as_listed, read_settings
from ..source import Span
from ..suggest import did_you_mean
from ..syntax import Statement, Text, Value, Word
from ..vocabulary.instruments import PIECES, PRESETS, names, resolve
from .played import Played, Preset
from .plugin import read_plugin_instrument
from .sampler import read_sampler
from .soundfont import read_soundfont

BUILT_IN = ("synth", "kit")
FILED = {"soundfont": read_soundfont, "sampler": read_sampler}
KINDS = (*BUILT_IN, *FILED, "plugin", "audio")
EXAMPLES = {
    "synth": 'instrument synth "glass-lead"',
    "kit": 'instrument kit "studio"',
    "soundfont": 'instrument soundfont "gm" { program "Violin" }',
    "sampler": 'instrument sampler "samples/piano"',
    "plugin": 'instrument plugin "Grand"',
}
EXAMPLE = 'preset dusk synth "electric-piano" { drive 20% }'


def read_instrument(check: Check, statement: Statement, presets: Mapping[str, Preset | None]) -> Played | None:
    """`instrument synth "glass-lead" { cutoff 420Hz }`, or the name of one of the presets in place of kind and name;
    None, with a diagnostic, when there is no such instrument."""
    values = Values(check, statement)
    kind = values.word()
    if kind is None:
        meant = advice.instrument(values.next.value) if isinstance(values.next, Text) else ""
        values.missing("a kind of instrument", meant.strip("`") or EXAMPLES["synth"])
        return None
    if kind.text in presets:
        preset = presets[kind.text]
        if preset is None:
            return None  # what is wrong with it has been reported
        known = dict(preset.settings)
        return _read(check, statement, preset.kind, preset.name, values.left, lambda setting: known[setting.name])
    if kind.text not in KINDS:
        known_kinds = (*KINDS, *presets)
        meant = advice.instrument(kind.text)
        help = f"write {meant}" if meant else f"kinds are {alternatives(KINDS, 'and')}"
        help = did_you_mean(kind.text, known_kinds) or help
        if kind.text == "preset":
            help = "a preset is called by its name alone, as in `instrument dusk`"
        check.report("E0501", f"there is no kind of instrument `{kind.text}`", kind.span, "not known", help)
        return None
    if kind.text == "audio":
        values.done()
        return Played(None)
    name = values.text()
    if name is None:
        what = (
            "the path of its files in quotes"
            if kind.text in FILED
            else f"the name of a {'plugin' if kind.text == 'plugin' else 'preset'} in quotes"
        )
        values.missing(what, EXAMPLES[kind.text])
        return None
    return _read(check, statement, kind.text, name, values.left, as_listed)


def _read(
    check: Check, statement: Statement, kind: str, name: Text, left: list[Value], default: Default
) -> Played | None:
    """An instrument of a kind; `left` are the settings that stand on the statement's line."""
    if kind == "plugin":
        return read_plugin_instrument(check, statement, name, left)
    if kind in FILED:
        return FILED[kind](check, statement, name, left, default)
    settings = resolve(kind, name.value)
    if settings is None:
        known = names(kind)
        other = next((k for k in BUILT_IN if name.value in names(k)), None)
        help = did_you_mean(name.value, known) or f"`songc instruments` lists them; {alternatives(known[:6])} are some"
        if known and (meant := advice.instrument(name.value)) and not did_you_mean(name.value, known):
            help = f"write {meant}; `songc instruments` lists them all"
        if other is not None:
            help = f'it is a {other}: write `instrument {other} "{name.value}"`'
        check.report("E0502", f"there is no {kind} `{name.value}`", name.span, "not known", help)
        return None
    resolved = read_settings(check, f"{kind} {name.value}", left, statement.block, settings, default)
    instrument = plan.Instrument(kind, name.value, resolved)
    if kind == "kit":
        return Played(instrument, pieces=tuple(PIECES))
    preset = PRESETS[name.value]
    return Played(instrument, preset.low, preset.high)


def read_presets(check: Check, statements: Iterable[Statement]) -> dict[str, Preset | None]:
    """The presets that an arrangement declares: `preset dusk synth "electric-piano" { drive 20% }`, or one made of
    another that stands before it, `preset midnight dusk { cutoff 900Hz }`."""
    presets: dict[str, Preset | None] = {}
    spans: dict[str, Span] = {}
    for statement in statements:
        name = need_word(check, statement, "a name", EXAMPLE)
        if name is None or not declare(check, "preset", name, spans):
            continue
        if name.text in KINDS:
            message = f"`{name.text}` is a kind of instrument"
            check.report("E0203", message, name.span, "has a meaning already", "give the preset a name of its own")
            continue
        spans[name.text] = name.span
        presets[name.text] = _preset(check, replace(statement, values=statement.values[1:]), presets)
    return presets


def _preset(check: Check, statement: Statement, presets: Mapping[str, Preset | None]) -> Preset | None:
    played = read_instrument(check, statement, presets)
    if played is None:
        return None
    kind = statement.values[0]
    if played.instrument is None:
        message = "a preset is an instrument, and `audio` stands for recordings"
        check.report("E0501", message, kind.span, "not played", f"write it as `{EXAMPLE}`")
        return None
    if played.instrument.plugin is not None:
        message = "a plugin keeps presets of its own"
        check.report("E0501", message, kind.span, "a plugin", 'write `instrument plugin "Grand" { preset "Concert" }`')
        return None
    base = presets.get(kind.text) if isinstance(kind, Word) else None
    name = base.name if base is not None else statement.values[1]
    assert isinstance(name, Text)
    return Preset(played.instrument.kind, name, played.instrument.settings)
