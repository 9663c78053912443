"""Settings: the values of a statement read against a table, as `bell 250Hz -3dB q 1.2` or `{ cutoff 420Hz }`.

A setting is written by its name and its value; a bare one may leave its name out, and is then told by its unit or, for
a choice, by the word. Reading always gives every setting, in the table's order, with defaults where nothing (or
something wrong) was written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf

from . import advice
from .check import Check, alternatives, describe, no_block, spell
from .plan import SettingValue
from .source import Span
from .suggest import did_you_mean
from .syntax import Block, Quantity, Statement, Text, Value, Word
from .units import UNITS, base, measures, show
from .vocabulary.setting import Kind, Setting

Settings = tuple[tuple[str, SettingValue], ...]
Given = dict[str, SettingValue]  # settings that are written, by name

SIDES = {"left": -1.0, "right": 1.0}
CENTRE = ("center", "centre")


# What a setting is where nothing is written.
Default = Callable[[Setting], SettingValue]


def as_listed(setting: Setting) -> SettingValue:
    """The table's own default."""
    return setting.default


def read_settings(
    check: Check,
    owner: str,
    values: Sequence[Value],
    block: Block | None,
    table: Sequence[Setting],
    default: Default = as_listed,
) -> Settings:
    """Every setting of `table` with its value. `owner` names in messages whose settings they are (`compressor`).

    Values stand on the statement's line (`values`), in its `block`, or in both."""
    given = read_given(check, owner, values, block, table)
    return tuple((setting.name, given.get(setting.name, default(setting))) for setting in table)


def read_given(
    check: Check, owner: str, values: Sequence[Value], block: Block | None, table: Sequence[Setting]
) -> Given:
    """The settings of `table` that are written, as `read_settings` reads them."""
    reading = _Reading(check, owner, tuple(table))
    reading.line(values)
    for statement in block.statements if block else ():
        reading.statement(statement)
    return reading.given


def read_one(check: Check, statement: Statement, setting: Setting) -> SettingValue:
    """The value of a statement that is one setting by itself: `gain -4dB`, `pan 15% right`."""
    no_block(check, statement)
    reading = _Reading(check, statement.head.text, (setting,))
    rest = reading.value(setting, list(statement.values), statement.head.span.to(statement.span))
    for value in rest:
        reading.unused(value)
    return reading.given.get(setting.name, setting.default)


@dataclass
class _Reading:
    check: Check
    owner: str
    table: tuple[Setting, ...]
    given: Given = field(default_factory=dict)

    def line(self, values: Sequence[Value]) -> None:
        rest = list(values)
        while rest:
            first = rest[0]
            named = self._named(first.text) if isinstance(first, Word) else None
            if named is not None:
                rest = self.value(named, rest[1:], first.span)
                continue
            bare = self._bare(first)
            if bare is not None:
                rest = self.value(bare, rest, first.span)
                continue
            self.unused(first)
            rest = rest[1:]
            if isinstance(first, Word):
                # What follows an unknown word is most likely its value.
                rest = rest[1:] if rest and isinstance(rest[0], Quantity | Text) else rest

    def statement(self, statement: Statement) -> None:
        setting = self._named(statement.head.text)
        if setting is None:
            self._unknown(statement.head)
            return
        no_block(self.check, statement)
        for value in self.value(setting, list(statement.values), statement.head.span):
            self.unused(value)

    def value(self, setting: Setting, rest: list[Value], span: Span) -> list[Value]:
        """Takes the setting's value from the front of `rest`, and gives what is left."""
        if not rest:
            message = f"`{setting.name}` of `{self.owner}` needs a value"
            if setting.name == self.owner:
                message = f"`{setting.name}` needs a value"
            self.check.report("E0403", message, span, "a value is missing", f"write {example(setting)}")
            return []
        first, rest = rest[0], rest[1:]
        match first:
            case Word(text=word) if setting.kind is Kind.CHOICE:
                if word in setting.choices:
                    self._give(setting, word, first.span)
                else:
                    help = did_you_mean(word, setting.choices) or f"it can be {alternatives(setting.choices)}"
                    message = f"`{setting.name}` of `{self.owner}` cannot be `{word}`"
                    self.check.report("E0408", message, first.span, "not one of its choices", help)
            case Text(value=text) if setting.kind is Kind.CHOICE and text in setting.choices:
                self._give(setting, text, first.span)
            case Word(text=word) if setting.kind is Kind.NAME:
                self._give(setting, word, first.span)
            case Text(value=text) if setting.kind in (Kind.TEXT, Kind.NAME):
                self._give(setting, text, first.span)
            case Word(text=word) if _has_sides(setting) and (word in SIDES or word in CENTRE):
                self._give(setting, SIDES.get(word, 0.0), first.span)
            case Quantity() if measures(first.unit, setting.kind):
                number = base(first, setting.kind, self.check.whole_seconds)
                assert number is not None
                if _has_sides(setting) and rest and isinstance(rest[0], Word) and rest[0].text in SIDES:
                    number *= SIDES[rest[0].text]
                    rest = rest[1:]
                self._in_range(setting, number, first)
            case _:
                self._wrong_kind(setting, first)
        return rest

    def unused(self, value: Value) -> None:
        """Reports a value that is no setting's."""
        if isinstance(value, Word):
            self._unknown(value)
            return
        known = [setting for setting in self.table if setting.name not in self.given]
        help = f"its settings are {alternatives((s.name for s in known), 'and')}" if known else "take it out"
        message = f"`{self.owner}` has no use for {describe(value)}"
        if isinstance(value, Quantity):
            fitting = [s.name for s in self.table if measures(value.unit, s.kind)]
            if fitting:
                help = f"name the setting: `{fitting[0]} {spell(value)}`"
                message = f"`{self.owner}` cannot tell which setting {describe(value)} is"
        self.check.report("E0406", message, value.span, "not a setting's value", help)

    def _unknown(self, word: Word) -> None:
        names = [setting.name for setting in self.table]
        choices = [choice for setting in self.table if setting.bare for choice in setting.choices]
        help = did_you_mean(word.text, [*names, *choices])
        if not help:
            help = f"its settings are {alternatives(names, 'and')}" if names else f"`{self.owner}` has no settings"
        self.check.report("E0407", f"`{self.owner}` has no setting `{word.text}`", word.span, "not known here", help)

    def _named(self, name: str) -> Setting | None:
        return next((setting for setting in self.table if setting.name == name), None)

    def _bare(self, value: Value) -> Setting | None:
        """The bare setting that a value without a name belongs to: of those that fit, the first not yet given."""
        fitting = [setting for setting in self.table if setting.bare and _fits(setting, value)]
        free = (setting for setting in fitting if setting.name not in self.given)
        return next(free, fitting[0] if fitting else None)

    def _in_range(self, setting: Setting, number: float, quantity: Quantity) -> None:
        # Written decimals meet bounds exactly, though a conversion may be off by a rounding.
        low, high = setting.low, setting.high
        slack = 1e-9 * max(abs(number), 1e-9)
        if low - slack <= number <= high + slack:
            self._give(setting, min(max(number, low), high), quantity.span)
            return
        side, bound = ("above", high) if number > high else ("below", low)
        subject = f"`{setting.name}`" if setting.name == self.owner else f"`{setting.name}` of `{self.owner}`"
        message = f"{subject} cannot be {spell(quantity)}: it lies {reach(setting)}"
        help = f"the nearest is {show(bound, setting.kind)}"
        if number and low <= -number <= high:
            help = f"did you mean `{setting.name} {show(-number, setting.kind)}`?"
        self.check.report("E0405", message, quantity.span, f"{side} its range", help)
        self._give(setting, bound, quantity.span)

    def _wrong_kind(self, setting: Setting, value: Value) -> None:
        owner = "" if setting.name == self.owner else f" of `{self.owner}`"
        if isinstance(value, Quantity):
            message = f"`{setting.name}`{owner} is measured in {_units(setting.kind)}, not in `{value.unit}`"
            if not value.unit and setting.kind not in (Kind.CHOICE, Kind.NAME, Kind.TEXT):
                message = f"`{setting.name}`{owner} needs a unit: it is measured in {_units(setting.kind)}"
            if setting.kind in (Kind.CHOICE, Kind.NAME, Kind.TEXT):
                message = f"`{setting.name}`{owner} takes {what(setting)}, not {describe(value)}"
        else:
            message = f"`{setting.name}`{owner} takes {what(setting)}, not {describe(value)}"
        help = _instead(setting, value)
        self.check.report("E0404", message, value.span, "of another kind", f"write {help}")

    def _give(self, setting: Setting, value: SettingValue, span: Span) -> None:
        if setting.name in self.given:
            message = f"`{setting.name}` of `{self.owner}` is given twice"
            self.check.report("E0411", message, span, "given again", "leave one of them out")
            return
        self.given[setting.name] = value


def _fits(setting: Setting, value: Value) -> bool:
    match value:
        case Quantity():
            return measures(value.unit, setting.kind)
        case Word(text=word):
            sided = _has_sides(setting) and (word in SIDES or word in CENTRE)
            return sided or (setting.kind is Kind.CHOICE and word in setting.choices)
        case Text():
            return setting.kind is Kind.TEXT
        case _:
            return False


def _has_sides(setting: Setting) -> bool:
    """Proportions from -100 % to 100 % may be written as `15% left`, `right`, `center`."""
    return setting.kind is Kind.PROPORTION and setting.low == -1.0 and setting.high == 1.0


def _units(kind: Kind) -> str:
    names = {":1": "a ratio (`3:1`)", "note": "a note value (`1/8`)", "": "plain numbers"}
    return " or ".join(names.get(unit, f"`{unit}`") for unit in UNITS.get(kind, {}))


def what(setting: Setting) -> str:
    """What a setting takes, in words."""
    match setting.kind:
        case Kind.CHOICE:
            return alternatives(setting.choices)
        case Kind.NAME:
            return "a name"
        case Kind.TEXT:
            return "a text in quotes"
        case _:
            return f"a value in {_units(setting.kind)}"


def example(setting: Setting) -> str:
    """One right way to write a setting."""
    match setting.kind:
        case Kind.CHOICE:
            return f"`{setting.name} {setting.choices[0]}`"
        case Kind.NAME:
            return f"`{setting.name} {setting.default or 'name'}`"
        case Kind.TEXT:
            return f'`{setting.name} "{setting.default or "text"}"`'
        case _:
            return f"`{setting.name} {show(setting.default, setting.kind)}`"


def _instead(setting: Setting, value: Value) -> str:
    """What to write instead of a value of another kind: what was written, in the setting's own terms, where that can
    be told."""
    if isinstance(value, Word | Quantity) and setting.kind is Kind.TEXT:
        return advice.quoted(setting, value.text if isinstance(value, Word) else spell(value))
    if _has_sides(setting) and (side := advice.side(value)):
        return f"`{setting.name} {side}`"
    if not isinstance(value, Quantity):
        return example(setting)
    if setting.kind is Kind.LEVEL and (level := advice.level(value)):
        return f"`{setting.name} {level}`"
    return _with_unit(setting, value)


def _with_unit(setting: Setting, value: Quantity) -> str:
    """The number that was written, with a unit that the setting takes, where that makes sense."""
    unit = next(iter(UNITS.get(setting.kind, ())), "")
    meant = Quantity(value.value, unit, value.signed, value.span)
    number = base(meant, setting.kind, None) if unit not in ("", "note") else None
    if number is None or not setting.low <= number <= setting.high:
        return example(setting)
    return f"`{setting.name} {spell(meant)}`"


def reach(setting: Setting) -> str:
    """A setting's range in words: `between 10Hz and 22kHz`."""
    low, high = show(setting.low, setting.kind), show(setting.high, setting.kind)
    if setting.low == -inf:
        return f"at or below {high}" if setting.high != inf else "anywhere"
    return f"between {low} and {high}" if setting.high != inf else f"at or above {low}"
