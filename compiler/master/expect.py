"""The expect block: what must be true of the finished record. Read here, measured by the runtime (`songc test`)."""

from __future__ import annotations

from collections.abc import Collection
from math import inf

from ..check import Check, alternatives, describe, no_block, unknown_statement
from ..form.stretches import read_stretches
from ..form.timeline import Stretch, Timeline
from ..frozen import dataclass
from ..source import Span
from ..syntax import Quantity, Statement, Value, Word
from ..units import UNITS, base, show
from ..vocabulary.blocks import EXPECT
from ..vocabulary.setting import Kind

# What is measured, and in what; `LU` measures spans of loudness.
MEASURES = {
    "loudness": Kind.LOUDNESS,
    "true-peak": Kind.TRUE_PEAK,
    "length": Kind.TIME,
    "range": Kind.LEVEL,
    "short-term": Kind.LOUDNESS,
    "momentary": Kind.LOUDNESS,
    "crest": Kind.LEVEL,
    "correlation": Kind.NUMBER,
    "mono": Kind.LEVEL,
    "lows": Kind.LEVEL,
    "mids": Kind.LEVEL,
    "highs": Kind.LEVEL,
}
# How near a figure is when the song does not say `within`.
NEAR = dict.fromkeys(MEASURES, 0.5) | {"correlation": 0.05}
RELATIONS = ("above", "below")


@dataclass(frozen=True, slots=True)
class Expectation:
    """`measure` of the record, or of one channel (`of`), lies between `low` and `high`, both inclusive, in the base
    unit of its kind. With `against`, it is the loudness of `of` less that of `against`, in dB. `stretches` are where
    it is measured, in beats; none is the whole record."""

    measure: str
    low: float
    high: float
    of: str
    against: str
    stretches: tuple[Stretch, ...]
    text: str
    span: Span


def read_expectations(
    check: Check, statement: Statement | None, channels: Collection[str], timeline: Timeline
) -> tuple[Expectation, ...]:
    """The expectations of the song, in order."""
    found = []
    for line in statement.block.statements if statement is not None and statement.block is not None else ():
        no_block(check, line)
        reading = _Reading(check, line, channels, timeline)
        expectation = reading.read()
        if expectation is not None:
            found.append(expectation)
    return tuple(found)


class _Reading:
    """One line, read from left to right."""

    def __init__(self, check: Check, line: Statement, channels: Collection[str], timeline: Timeline) -> None:
        self.check = check
        self.line = line
        self.channels = channels
        self.timeline = timeline
        self.rest = list(line.values)
        self.reports = check.reports

    def read(self) -> Expectation | None:
        head = self.line.head.text
        if head in self.channels and self._names_a_channel():
            return self._relation(head)
        if head in MEASURES:
            return self._measure(head)
        if head in self.channels:
            return self._relation(head)
        if self.rest and isinstance(self.rest[0], Word) and self.rest[0].text in RELATIONS:
            self.check.unknown("track, bus or group", head, self.line.head.span, self.channels)
        else:
            unknown_statement(self.check, self.line, "`expect`", (*EXPECT.heads, *self.channels))
        return None

    def _names_a_channel(self) -> bool:
        """Whether the line compares: a track may have the name of a measure."""
        other = self.rest[1] if len(self.rest) > 1 else None
        return isinstance(other, Word) and other.text in self.channels

    def _measure(self, name: str) -> Expectation | None:
        kind = MEASURES[name]
        low, high = -inf, inf
        match self._word("above", "below", "between"):
            case "above":
                low = self._amount(kind)
            case "below":
                high = self._amount(kind)
            case "between":
                low = self._amount(kind)
                if self._word("and") is None:
                    self._broken(name)
                    return None
                high = self._amount(kind)
            case _:
                figure = self._amount(kind)
                near = self._amount(kind, span=True) if self._word("within") else NEAR[name]
                low, high = figure - near, figure + near
        if low != low or high != high:
            self._broken(name)
            return None
        if low > high:
            message = f"nothing lies between {show(low, kind)} and {show(high, kind)}"
            self.check.report("E0712", message, self.line.span, "runs backwards", "write the lower figure first")
            return None
        stretches = self._where()
        self._done(name)
        return self._expectation(name, low, high, "", "", stretches)

    def _relation(self, track: str) -> Expectation | None:
        """`lead above drums by 2 dB in chorus`: how loud one channel is against another."""
        relation = self._word(*RELATIONS)
        other = self.rest.pop(0) if self.rest and isinstance(self.rest[0], Word) else None
        if relation is None or not isinstance(other, Word):
            self._broken("relation")
            return None
        if other.text not in self.channels:
            self.check.unknown("track, bus or group", other.text, other.span, self.channels)
            return None
        amount = self._amount(Kind.LEVEL) if self._word("by") else 0.0
        if amount != amount:
            self._broken("relation")
            return None
        stretches = self._where()
        self._done("relation")
        low, high = (amount, inf) if relation == "above" else (-inf, -amount)
        return self._expectation("loudness", low, high, track, other.text, stretches)

    def _where(self) -> tuple[Stretch, ...]:
        if self._word("in", "at") is None or not self.rest:
            return ()
        return read_stretches(self.check, self.rest.pop(0), self.timeline)

    def _word(self, *words: str) -> str | None:
        if self.rest and isinstance(self.rest[0], Word) and self.rest[0].text in words:
            word = self.rest.pop(0)
            assert isinstance(word, Word)
            return word.text
        return None

    def _amount(self, kind: Kind, *, span: bool = False) -> float:
        """The next value in the kind's base unit, nan when it is something else. A span may leave its unit out."""
        value: Value | None = self.rest.pop(0) if self.rest else None
        if isinstance(value, Quantity):
            levels = (Kind.LEVEL, Kind.LOUDNESS, Kind.TRUE_PEAK)
            if value.unit in ("LU", "dB") and (kind is Kind.LEVEL or (span and kind in levels)):
                return float(value.value)
            if span and not value.unit:
                return float(value.value)
            if value.unit in UNITS[kind]:
                return base(value, kind, None) or 0.0
            units = alternatives(UNITS[kind]) if kind is not Kind.NUMBER else "plain numbers"
            message = f"`{self.line.head.text}` is measured in {units}, not as {describe(value)}"
            self.check.report("E0404", message, value.span, "of another kind", self._help(self.line.head.text))
        return float("nan")

    def _broken(self, name: str) -> None:
        if self.check.reports > self.reports:
            return  # the value that is wrong has been reported
        self.check.report(
            "E0711", f"this expectation of `{self.line.head.text}` says nothing", self.line.span, "", self._help(name)
        )

    def _help(self, name: str) -> str:
        entry = next((entry for entry in EXPECT.entries if entry.name == name), None)
        usage = entry.usage if entry is not None else f"{self.line.head.text} above drums by 2 dB in chorus"
        return f"write it as `{usage}`"

    def _done(self, name: str) -> None:
        if self.rest:
            message = f"`{self.line.head.text}` has no use for {describe(self.rest[0])}"
            self.check.report("E0406", message, self.rest[0].span, "not known here", self._help(name))

    def _expectation(
        self, measure: str, low: float, high: float, of: str, against: str, stretches: tuple[Stretch, ...]
    ) -> Expectation:
        text = self.check.text(self.line.span)
        return Expectation(measure, low, high, of, against, stretches, text, self.line.span)
