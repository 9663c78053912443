"""A statement's values read from left to right, each as what it is meant to be."""

from __future__ import annotations

from fractions import Fraction

from ..check import Check, no_more, of_another_kind
from ..source import Span
from ..syntax import Quantity, Row, Statement, Symbol, Text, Value, Word
from ..theory import Meter

SHORTEST, LONGEST = Fraction(1, 128), Fraction(64)  # of written lengths, in whole notes


class Values:
    """The values of a statement and a place among them. What is missing or of another kind is reported, and reads as
    None."""

    def __init__(self, check: Check, statement: Statement) -> None:
        self.check = check
        self.statement = statement
        self.left = list(statement.values)
        self.last: Span = statement.head.span

    @property
    def next(self) -> Value | None:
        return self.left[0] if self.left else None

    def take(self) -> Value:
        value = self.left.pop(0)
        self.last = value.span
        return value

    def word(self) -> Word | None:
        """The next value when it is a word."""
        if isinstance(self.next, Word):
            value = self.take()
            assert isinstance(value, Word)
            return value
        return None

    def keyword(self, *texts: str) -> Word | None:
        """The next value when it is one of these words."""
        return self.word() if isinstance(self.next, Word) and self.next.text in texts else None

    def symbol(self, text: str) -> bool:
        if isinstance(self.next, Symbol) and self.next.text == text:
            self.take()
            return True
        return False

    def quantity(self, *units: str) -> Quantity | None:
        """The next value when it is a quantity in one of these units."""
        if isinstance(self.next, Quantity) and self.next.unit in units:
            value = self.take()
            assert isinstance(value, Quantity)
            return value
        return None

    def row(self) -> Row | None:
        if isinstance(self.next, Row):
            value = self.take()
            assert isinstance(value, Row)
            return value
        return None

    def text(self) -> Text | None:
        if isinstance(self.next, Text):
            value = self.take()
            assert isinstance(value, Text)
            return value
        return None

    def missing(self, what: str, example: str) -> None:
        """Reports that `what` should stand here; the value that stands here instead is passed over."""
        head = self.statement.head.text
        if self.next is None:
            self.check.report(
                "E0403", f"`{head}` needs {what}", self.last, "a value is missing", f"write it as `{example}`"
            )
            return
        value = self.take()
        of_another_kind(self.check, head, what, value, f"write it as `{example}`")

    def whole(self, what: str, example: str, low: int, high: int, *units: str) -> int | None:
        """A whole number from `low` to `high`."""
        quantity = self.quantity("", *units)
        if quantity is None:
            self.missing(what, example)
            return None
        if quantity.value.denominator != 1 or not low <= quantity.value <= high:
            message = f"{what} is a whole number from {low} to {high}"
            self.check.report("E0405", message, quantity.span, f"not from {low} to {high}", f"write it as `{example}`")
            return None
        return int(quantity.value)

    def note_value(self, what: str, example: str) -> Fraction | None:
        """A note value such as `1/8`, in whole notes."""
        quantity = self.quantity("note")
        if quantity is None:
            self.missing(what, example)
            return None
        if not SHORTEST <= quantity.value <= LONGEST:
            self._out_of_range(quantity, example)
            return None
        return quantity.value

    def beats(self, what: str, example: str, meter: Meter) -> Fraction | None:
        """A length written as a note value, beats or bars, in quarter notes."""
        quantity = self.quantity("note", "beats", "bars")
        if quantity is None:
            self.missing(what, example)
            return None
        unit = {"note": Fraction(4), "beats": meter.beat, "bars": meter.length}[quantity.unit]
        if not SHORTEST <= quantity.value * unit / 4 <= LONGEST:
            self._out_of_range(quantity, example)
            return None
        return quantity.value * unit

    def _out_of_range(self, quantity: Quantity, example: str) -> None:
        message = f"a length lies between {SHORTEST} and {LONGEST} whole notes"
        self.check.report("E0405", message, quantity.span, "out of range", f"write it as `{example}`")

    def done(self) -> None:
        """Reports values that are left over."""
        no_more(self.check, self.statement, tuple(self.left))
