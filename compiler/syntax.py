"""Syntax: a file as it was written, in frozen records, each with its span.

A `.song` file is statements all the way down: a head word, values, perhaps a block. What a statement may hold is said
by the vocabulary, not by the grammar, so that a new setting or effect is one table entry. Music stands in rows (`| …
|`), languages of their own: the outer grammar takes a row as one token and `rows/` reads it.
"""

from __future__ import annotations

from fractions import Fraction

from .frozen import dataclass
from .source import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word: a name, a keyword, a note name (`d`, `c3`), a dotted name (`lead.gain`, `chorus.2`,
    `kits.studio`)."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """A string, its escapes resolved."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written: `-3dB`, `92 bpm`, `70%`, `1/16` (unit `note`), `3:1` (unit `:1`), `4` (unit
    ``).

    `signed` says that a sign was written: `+2` differs from `2` where a change is meant. `denominator` is that of a
    note value as written, so that `6/8` can be told from `3/4` where a meter is meant; 0 for all other units."""

    value: Fraction
    unit: str
    signed: bool
    span: Span
    denominator: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the form or on the clock: `verse`, `verse.2`, `verse.2:5`, `verse.2:5.3`, `verse.2:5..8`, `1m12.5s`.

    `passage` is the pass through the section, counted from 1, None for every pass. Bars and beats count from 1;
    `last_bar` is inclusive. A bare or dotted word is a `Word`; `places.py` reads it as a place where a place is
    meant."""

    section: str
    passage: int | None
    bar: int | None
    beat: Fraction | None
    last_bar: int | None
    seconds: Fraction | None
    span: Span


@dataclass(frozen=True, slots=True)
class Range:
    """`low..high`, both ends inclusive: `c3..c5`, `1..4`."""

    low: Value
    high: Value
    span: Span


@dataclass(frozen=True, slots=True)
class Symbol:
    """Punctuation with a meaning of its own between values: `->`, `*`, `,`."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """A notation row as written, bar lines included. `rows` reads it as notes, chords or steps."""

    text: str
    span: Span


Value = Word | Text | Quantity | Place | Range | Symbol | Row


@dataclass(frozen=True, slots=True)
class Block:
    """`{ … }`. Its span takes in the braces."""

    statements: tuple[Statement, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """`head values… { block }`. A line that begins with a bar line has the head `|`; its one value is the row."""

    head: Word
    values: tuple[Value, ...]
    block: Block | None
    span: Span


@dataclass(frozen=True, slots=True)
class File:
    """One file: its statements in order (`song`, `use`, the six stages, `variant`, `expect`)."""

    file: str
    statements: tuple[Statement, ...]
