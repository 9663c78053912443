"""Text to syntax: places, recovery, and what is read again after an edit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from songc.compiler.format import format_text
from songc.compiler.header import read_header
from songc.compiler.parse import parse
from songc.compiler.rows import read_notes
from songc.compiler.source import Source
from songc.compiler.syntax import File, Place, Quantity, Statement, Text, Value, Word

EXAMPLES = sorted(Path(__file__).parents[2].glob("examples/*/*.song"))
SONG = """\
composition {
  tempo 92 bpm
  section verse 8 bars {
    line lead octave 4 {
      | a:4. g:8 f:4 e |
      | d:2 r:4 [f g a]:4 |
    }
  }
}

mix {
  track bass { gain -4dB;  pan 15% right }
}
"""


def every_value(statements: tuple[Statement, ...]) -> Iterator[Value]:
    for statement in statements:
        yield statement.head
        yield from statement.values
        if statement.block:
            yield from every_value(statement.block.statements)


def read(text: str) -> File:
    file, mistakes = parse(Source("a.song", text))
    assert mistakes == []
    return file


def only_values(text: str) -> tuple[Value, ...]:
    statement = read(f"mix {{ a {text} }}").statements[0]
    assert statement.block
    return statement.block.statements[0].values


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_have_no_mistakes(path: Path) -> None:
    assert parse(Source(path.name, path.read_text(encoding="utf-8")))[1] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_values_stand_where_their_spans_say(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for value in every_value(parse(Source(path.name, text))[0].statements):
        written = text[value.span.start : value.span.end]
        match value:
            case Word(text=word):
                assert word == written.removesuffix(":")
            case Text(value=inner):
                assert written == f'"{inner}"'
            case Quantity() | Place():
                assert written[0].isdigit() or written[0] in "+-." or ":" in written


def test_statements_span_their_blocks() -> None:
    file = read(SONG)
    mix = file.statements[1]
    assert SONG[mix.span.start : mix.span.end] == "mix {\n  track bass { gain -4dB;  pan 15% right }\n}"
    assert mix.block and SONG[mix.block.span.start : mix.block.span.end][:1] == "{"


@pytest.mark.parametrize(
    ("text", "value", "unit", "signed"),
    [
        ("-4dB", -4, "dB", True),
        ("92 bpm", 92, "bpm", False),
        ("+1.5dB", Fraction(3, 2), "dB", True),
        (".5", Fraction(1, 2), "", False),
        ("1/16", Fraction(1, 16), "note", False),
        ("1.5:1", Fraction(3, 2), ":1", False),
        ("1 bar", 1, "bars", False),
        ("24dB/oct", 24, "dB/oct", False),
        ("15 %", 15, "%", False),
        ("+20 cents", 20, "cents", True),
    ],
)
def test_quantities(text: str, value: Fraction, unit: str, signed: bool) -> None:
    (quantity,) = only_values(text)
    assert isinstance(quantity, Quantity)
    assert (quantity.value, quantity.unit, quantity.signed) == (value, unit, signed)


def test_meters_keep_their_denominator() -> None:
    (meter,) = only_values("6/8")
    assert isinstance(meter, Quantity)
    assert (meter.value * meter.denominator, meter.denominator) == (6, 8)


def test_a_unit_is_not_taken_from_the_next_word() -> None:
    number, word = only_values("2 measures")
    assert isinstance(number, Quantity) and number.unit == ""
    assert isinstance(word, Word) and word.text == "measures"


def test_after_an_edit_only_the_statement_that_changed_is_read() -> None:
    read(SONG)
    before = read_header.cache_info().misses
    read(SONG)
    assert read_header.cache_info().misses == before
    read(SONG.replace("d:2 r:4", "d:2 f:4"))
    assert read_header.cache_info().misses == before + 1
    read("// a new line above moves everything\n\n" + SONG)
    assert read_header.cache_info().misses == before + 1


def test_statements_that_did_not_move_stay_the_same_objects() -> None:
    one, two = read(SONG), read(SONG.replace("-4dB", "-5dB"))
    assert one.statements[0] is two.statements[0]
    assert one.statements[1] is not two.statements[1]


def test_a_file_that_did_not_change_is_not_looked_at() -> None:
    one, two = read(SONG), read(SONG)
    assert one.statements is two.statements


def test_a_row_is_read_once_wherever_it_stands() -> None:
    read_notes("| d5:2 e5:2 |")
    before = read_notes.cache_info().misses
    read_notes("| d5:2 e5:2 |")
    assert read_notes.cache_info().misses == before


def test_a_byte_order_mark_is_no_word() -> None:
    assert read("\ufeffmix { }").statements[0].head.text == "mix"
    assert format_text("\ufeff// a\nmix { }") == "// a\nmix {}\n"


def test_every_kind_of_mistake_in_one_run() -> None:
    text = 'compositon {\n  tempo = 92 bpm\n}\nmix {\n  gain -4db\n  track a { "open }\n'
    codes = [mistake.code for mistake in parse(Source("a.song", text))[1]]
    assert sorted(codes) == ["E0101", "E0103", "E0108", "E0113", "E0401"]
