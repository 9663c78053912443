"""Lengths: stretches of time written in seconds or musically (`4s`, `20ms`, `1 bar`, `2 beats`, `1/8`)."""

from __future__ import annotations

from fractions import Fraction

from ..check import Check, describe
from ..frozen import dataclass
from ..syntax import Quantity, Value
from .timeline import Timeline

_SECONDS = {"ms": Fraction(1, 1000), "s": Fraction(1), "m": Fraction(60)}
_MUSICAL = ("bars", "beats", "note")


@dataclass(frozen=True, slots=True)
class Length:
    """`amount` of `unit`: seconds (`s`), `bars`, `beats` of the meter, or whole notes (`note`)."""

    amount: Fraction
    unit: str

    def seconds_after(self, timeline: Timeline, start: Fraction) -> float:
        """How long it lasts when it begins at beat `start`."""
        if self.unit == "s":
            return float(self.amount)
        return timeline.seconds(start + self._beats(timeline, start)) - timeline.seconds(start)

    def seconds_before(self, timeline: Timeline, end: Fraction) -> float:
        """How long it lasts when it ends at beat `end`."""
        if self.unit == "s":
            return float(self.amount)
        # A stretch that ends with a passage is measured by that passage's meter.
        just_before = max(end - Fraction(1, 1024), Fraction(0))
        start = max(end - self._beats(timeline, just_before), Fraction(0))
        return timeline.seconds(end) - timeline.seconds(start)

    def beats_after(self, timeline: Timeline, start: Fraction) -> Fraction:
        """How many quarter notes it lasts when it begins at beat `start`."""
        if self.unit == "s":
            return timeline.beats_at(timeline.seconds(start) + float(self.amount)) - start
        return self._beats(timeline, start)

    def _beats(self, timeline: Timeline, at: Fraction) -> Fraction:
        meter = timeline.passage_at(at).meter
        return self.amount * {"bars": meter.length, "beats": meter.beat, "note": Fraction(4)}[self.unit]


def as_length(value: Value | None, *, signed: bool = False) -> Length | None:
    """A value as a length; None when it is of another kind (or negative, unless `signed`)."""
    if not isinstance(value, Quantity) or (value.value < 0 and not signed):
        return None
    if value.unit in _SECONDS:
        return Length(value.value * _SECONDS[value.unit], "s")
    return Length(value.value, value.unit) if value.unit in _MUSICAL else None


def read_length(check: Check, value: Value, of: str, example: str) -> Length | None:
    """A value as a length, or None with a diagnostic. `of` names what is that long."""
    length = as_length(value)
    if length is None:
        if isinstance(value, Quantity) and not value.unit:
            example = f"{example.rpartition(' ')[0]} {abs(float(value.value)):g}s"
        message = f"the length of {of} is a time, bars, beats or a note value, not {describe(value)}"
        check.report("E0404", message, value.span, "not a length", f"write it as `{example}`")
    return length
