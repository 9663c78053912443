"""What holds for every text. `python -m tests.syntax.fuzz` does the same for as many inputs as are asked for."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from songc.compiler.parse import parse
from songc.compiler.source import Source
from songc.grammar import parser

from ..cases.harness import FILE
from ..cases.whole import statements_of
from .holds import check_right, check_row, check_text
from .songs import any_rows, any_songs, right_songs

FEW = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)


@FEW
@given(any_songs)
def test_any_text(text: str) -> None:
    check_text(text)


@FEW
@given(any_rows)
def test_any_row(text: str) -> None:
    check_row(text)


@FEW
@given(right_songs())
def test_right_songs_have_no_mistakes(text: str) -> None:
    check_right(text)


@FEW
@given(right_songs())
def test_the_grammar_reads_a_whole_file_as_the_reader_reads_its_parts(text: str) -> None:
    file, _ = parse(Source(FILE, text))
    assert statements_of(parser().parse(text, start="file")) == statements_of(file)
