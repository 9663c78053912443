"""A formatted song makes the same score."""

from __future__ import annotations

from pathlib import Path

import pytest

from songc.compiler.format import format_text

from ..cases.harness import FOLDER, read_case
from ..cases.scored import show_score


@pytest.mark.parametrize("path", sorted(FOLDER.glob("score/*.case")), ids=lambda path: path.stem)
def test_formatting_keeps_the_score(path: Path) -> None:
    song = read_case(path.read_text(encoding="utf-8")).song
    assert show_score(format_text(song)) == show_score(song)
