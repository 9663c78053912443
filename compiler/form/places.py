"""Values that mean a place, wherever a statement asks for one: `verse`, `chorus.2`, `verse.2:5..8`, `1m12.5s`."""

from __future__ import annotations

from fractions import Fraction

from ..check import Check, describe
from ..source import Span
from ..syntax import Place, Quantity, Value, Word

_SECONDS = {"ms": Fraction(1, 1000), "s": Fraction(1), "m": Fraction(60)}


def as_place(value: Value) -> Place | None:
    """A value as a place; None when it is of another kind. A time is a place on the clock."""
    if isinstance(value, Place):
        return value
    if isinstance(value, Word):
        return _dotted(value.text, value.span)
    if isinstance(value, Quantity) and value.unit in _SECONDS and value.value >= 0:
        return Place("", None, None, None, None, value.value * _SECONDS[value.unit], value.span)
    return None


def read_place(value: Value, check: Check) -> Place | None:
    """A value as a place, or None with a diagnostic."""
    place = as_place(value)
    if place is None:
        help = "places are `verse`, `verse.2`, `verse.2:5`, `verse.2:5.3`, `verse.2:5..8`, `1m12.5s`"
        check.report(
            "E0224", f"a place in the form is meant here, not {describe(value)}", value.span, "not a place", help
        )
    return place


def _dotted(text: str, span: Span) -> Place | None:
    section, dot, passage = text.partition(".")
    if not dot:
        return Place(section, None, None, None, None, None, span)
    if passage.isdecimal():
        return Place(section, int(passage), None, None, None, None, span)
    return None
