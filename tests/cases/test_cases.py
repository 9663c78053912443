"""Every case file, and what holds for each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from songc.compiler.format import format_text
from songc.compiler.parse import parse
from songc.compiler.source import Source
from songc.grammar import parser

from .harness import FILE, FOLDER, SECTIONS, Case, find_mistakes, meaning_of, read_case, write_case
from .whole import statements_of

CASES = sorted(FOLDER.glob("*/*.case"))


def test_there_are_cases() -> None:
    assert len(CASES) > 40


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path, request: pytest.FixtureRequest) -> None:
    case = read_case(path.read_text(encoding="utf-8"))
    assert case.sections, "a case holds at least one section"
    made = {name: SECTIONS[name](case.song).rstrip("\n") for name in case.sections}
    if request.config.getoption("--update"):
        path.write_text(write_case(Case(case.song, made)), encoding="utf-8")
    else:
        assert made == case.sections
    assert_formatting_holds(case.song)
    assert_the_grammar_agrees(case.song)


def assert_formatting_holds(song: str) -> None:
    formatted = format_text(song)
    assert format_text(formatted) == formatted
    assert meaning_of(formatted) == meaning_of(song)
    assert len(find_mistakes(formatted)) == len(find_mistakes(song))


def assert_the_grammar_agrees(song: str) -> None:
    """A right song, parsed by the grammar in one piece, holds the same statements as when read piece by piece."""
    file, mistakes = parse(Source(FILE, song))
    if not mistakes:
        assert statements_of(parser().parse(song, start="file")) == statements_of(file)
