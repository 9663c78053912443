"""The examples of the codes of composition and arrangement raise what they say, and their mended forms raise
nothing."""

from __future__ import annotations

import pytest

from songc.compiler.codes import Code, composition, parts, places

from ..cases.scored import compile_score

ALL = (*places.CODES, *composition.CODES, *parts.CODES)


def codes_of(song: str) -> set[str]:
    return {found.code for found in compile_score(song)[2].diagnostics}


@pytest.mark.parametrize("code", ALL, ids=lambda code: code.code)
def test_wrong_and_right(code: Code) -> None:
    assert codes_of(code.wrong) == {code.code}
    assert codes_of(code.right) == set()
