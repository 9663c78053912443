"""Inserts: effects as they stand on a channel of the desk, and the named chains that are put in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field

from ..check import Check, declare, need_block, need_text, need_word, no_block, no_more, unknown_statement
from ..frozen import dataclass
from ..plugins.read import Chosen, read_plugin
from ..settings import Settings, read_settings
from ..source import Span
from ..syntax import Statement, Text, Value, Word
from ..takes.recordings import audio_of
from ..vocabulary.blocks import MIX_CHAIN
from ..vocabulary.effects import EFFECTS, EffectSpec
from ..vocabulary.instruments import piece_named
from ..vocabulary.setting import Setting

INSERTED = ("chain", "plugin")  # statements beside the effects that put something on a channel
PLUGIN_EXAMPLE = 'plugin "Large Hall" { decay 2s }'


@dataclass(frozen=True, slots=True)
class Insert:
    """One effect with every setting. `label` names it on its channel (`bell`, `bell.2` for the second bell); `key` is
    the track, bus, group or drum piece (`drums.kick`) that it listens to instead of its own input, or empty. `table`
    holds all settings it has.

    A native plugin is the effect `plugin`, and `settings` holds only what is written of it."""

    effect: str
    label: str
    settings: Settings
    key: str
    key_span: Span | None
    span: Span
    table: tuple[Setting, ...]
    plugin: Chosen | None = None


@dataclass
class Chains:
    """The declared chains, by name, and which of them are used."""

    declared: dict[str, Statement] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)


def declare_chains(check: Check, statements: Iterable[Statement]) -> Chains:
    """The chains that a mix declares: `chain warm { highpass 35Hz }`."""
    chains = Chains()
    spans: dict[str, Span] = {}
    for statement in statements:
        example = "chain warm { highpass 35Hz }"
        name = need_word(check, statement, "a name", example)
        block = need_block(check, statement, example)
        if name is None or block is None:
            continue
        no_more(check, statement, statement.values[1:])
        if declare(check, "chain", name, spans):
            spans[name.text] = name.span
            chains.declared[name.text] = statement
    return chains


class InsertReader:
    """Reads the effects of one channel in the order of the text. On a bus, effects that replace the sound are fully
    wet."""

    def __init__(
        self,
        check: Check,
        chains: Chains,
        listened: Collection[str],
        pieces: Mapping[str, tuple[str, ...]],
        owner: str,
        on_bus: bool,
    ) -> None:
        self.check = check
        self.chains = chains
        self.listened = listened
        self.pieces = pieces
        self.owner = owner
        self.on_bus = on_bus
        self.inserts: list[Insert] = []

    def read(self, statement: Statement, within: tuple[str, ...] = ()) -> bool:
        """Adds what the statement puts on the channel; False when it is neither an effect nor a chain."""
        if statement.head.text == "chain":
            self._chain(statement, within)
            return True
        if statement.head.text == "plugin":
            self._plugin(statement)
            return True
        spec = EFFECTS.get(statement.head.text)
        if spec is None:
            return False
        self._effect(statement, spec)
        return True

    def _chain(self, statement: Statement, within: tuple[str, ...]) -> None:
        no_block(self.check, statement)
        name = need_word(self.check, statement, "the name of a chain", "chain warm")
        if name is None:
            return
        no_more(self.check, statement, statement.values[1:])
        declared = self.chains.declared.get(name.text)
        if declared is None:
            self.check.unknown("chain", name.text, name.span, self.chains.declared)
            return
        self.chains.used.add(name.text)
        if name.text in within:
            path = " → ".join((*within[within.index(name.text) :], name.text))
            self.check.report("E0621", f"a chain holds itself: {path}", name.span, "comes round again", "take it out")
            return
        read_chain(self, declared, (*within, name.text))

    def _effect(self, statement: Statement, spec: EffectSpec) -> None:
        values, key = self._key(statement, spec)
        settings = read_settings(
            self.check,
            spec.name,
            values,
            statement.block,
            spec.settings,
            lambda setting: spec.default(setting, on_bus=self.on_bus),
        )
        if spec.takes_file:
            settings = self._file(statement, spec, settings)
        key_name, key_span = (self._heard(key.text), key.span) if key is not None else ("", None)
        label = self._label(spec.name)
        self.inserts.append(Insert(spec.name, label, settings, key_name, key_span, statement.span, spec.settings))

    def _plugin(self, statement: Statement) -> None:
        name = need_text(self.check, statement, "the name of a plugin", PLUGIN_EXAMPLE)
        if name is None:
            return
        chosen = read_plugin(self.check, name, statement.values[1:], statement.block, instrument=False)
        if chosen is not None:
            table = tuple(parameter.setting for parameter in chosen.parameters)
            label, settings = self._label("plugin"), chosen.settings
            self.inserts.append(Insert("plugin", label, settings, "", None, statement.span, table, chosen))

    def _label(self, effect: str) -> str:
        number = 1 + sum(insert.effect == effect for insert in self.inserts)
        return effect if number == 1 else f"{effect}.{number}"

    def _file(self, statement: Statement, spec: EffectSpec, settings: Settings) -> Settings:
        """The settings with the effect's file as the project names it, its digest and its length."""
        lines = statement.block.statements if statement.block else ()
        written = [value for line in (statement, *lines) for value in line.values if isinstance(value, Text)]
        if not written:
            message = f"`{spec.name}` needs the path of an audio file"
            self.check.report("E0403", message, statement.span, "a path is missing", f"write it as `{spec.example}`")
        found = audio_of(self.check, written[0]) if written else None
        if found is None:
            return settings
        file, info = found
        named = tuple((name, file if name == "file" else value) for name, value in settings)
        return (*named, ("digest", info.digest), ("seconds", info.seconds))

    def _key(self, statement: Statement, spec: EffectSpec) -> tuple[tuple[Value, ...], Word | None]:
        """The statement's values without its key, and the key."""
        values = statement.values
        key: Value | None = None
        for index, value in enumerate(values):
            if isinstance(value, Word) and value.text == "key" and spec.takes_key:
                key = values[index + 1] if index + 1 < len(values) else None
                values = (*values[:index], *values[index + 2 :])
                if key is None:
                    help = f"write it as `{spec.name} key drums`"
                    self.check.report("E0403", "`key` needs the name of a track, bus or group", value.span, help=help)
                break
        else:
            if spec.needs_key:
                key, values = (values[0], values[1:]) if values and _is_name(values[0], spec) else (None, values)
                if key is None:
                    message = f"`{spec.name}` needs the track, bus or group that it listens to"
                    help = f"write it as `{spec.example}`"
                    self.check.report("E0403", message, statement.span, "a name is missing", help)
        if key is None:
            return values, None
        if isinstance(key, Word) and self._heard(key.text):
            return values, key
        name = key.text if isinstance(key, Word) else ""
        track, _, piece = name.partition(".")
        if piece and track in self.pieces:
            self.check.unknown("drum piece", piece, key.span, self.pieces[track])
        else:
            self.check.unknown("track, bus or group", name, key.span, self.listened)
        return values, None

    def _heard(self, name: str) -> str:
        """What a name stands for that may be listened to: a channel, or a drum piece of a track; else nothing."""
        track, _, written = name.partition(".")
        piece = piece_named(written)
        if piece is not None and piece.name in self.pieces.get(track, ()):
            return f"{track}.{piece.name}"
        return name if name in self.listened else ""


def _is_name(value: Value, spec: EffectSpec) -> bool:
    return isinstance(value, Word) and spec.setting(value.text) is None


def read_chain(reader: InsertReader, declared: Statement, within: tuple[str, ...]) -> None:
    """Adds the effects of a declared chain."""
    for line in declared.block.statements if declared.block else ():
        if not reader.read(line, within):
            unknown_statement(reader.check, line, f"chain {within[-1]}", MIX_CHAIN.heads, EFFECTS)


def check_unused(
    check: Check, chains: Chains, listened: tuple[str, ...], pieces: Mapping[str, tuple[str, ...]]
) -> None:
    """Checks the chains that nothing uses, and warns of them. Those of modules (`kits.warm`) need not be used."""
    for name, declared in chains.declared.items():
        if name in chains.used or "." in name:
            continue
        read_chain(InsertReader(check, chains, listened, pieces, f"chain {name}", on_bus=False), declared, (name,))
        span = declared.values[0].span if declared.values else declared.span
        help = f"write `chain {name}` on a track, or take it out"
        check.report("W0201", f"nothing uses the chain `{name}`", span, "not used", help)
