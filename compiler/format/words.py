"""One spelling for the head and values of a statement."""

from __future__ import annotations

import re

from ..header import read_header
from ..syntax import Quantity, Range, Row, Symbol, Text, Value, Word
from ..values import SPACED

_ONE = {"bars": "bar", "beats": "beat"}
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d*)(?:\.(?P<part>\d+))?")


def spell_header(text: str, has_block: bool, at_file_level: bool) -> tuple[str, str | None]:
    """A statement's words in one spelling, and the row that it ends with, if it does. What has a mistake keeps its
    words."""
    header = read_header(text, has_block, at_file_level)
    if header.mistakes:
        return " ".join(text.split()) if '"' not in text and "|" not in text else text, None
    *values, last = (header.head, *header.values)
    row = last.text if isinstance(last, Row) else None
    shown = values if row is not None else [*values, last]
    if shown and isinstance(header.head, Word) and header.head.text in ("|", '"'):
        shown = shown[1:]  # the head stands for what follows
    out = ""
    before: Value | None = None
    for value in shown:
        out += _between(before, value) + _spell(value, text)
        before = value
    return out, row


def _between(before: Value | None, value: Value) -> str:
    if before is None or (isinstance(value, Symbol) and value.text in "*,"):
        return ""
    return "" if isinstance(before, Symbol) and before.text == "*" else " "


def _spell(value: Value, text: str) -> str:
    written = text[value.span.start : value.span.end]
    match value:
        case Quantity():
            return _spell_quantity(value, written)
        case Range(low, high):
            return f"{_spell(low, text)}..{_spell(high, text)}"
        case Text() | Word() | Symbol() | Row():
            return written
    return written


def _spell_quantity(quantity: Quantity, written: str) -> str:
    if quantity.unit in ("note", ":1"):
        return written
    match = _NUMBER.match(written)
    assert match, written
    part = (match["part"] or "").rstrip("0")
    number = f"{match['sign']}{match['whole'].lstrip('0') or '0'}{'.' if part else ''}{part}"
    unit = _ONE.get(quantity.unit, quantity.unit) if quantity.value == 1 else quantity.unit
    return f"{number}{' ' if quantity.unit in SPACED else ''}{unit}"
