"""The table of codes holds every code that songc raises, and its examples do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from songc import compiler, runtime
from songc.compiler.codes import CODES, Code

from ..cases.harness import find_mistakes

COMPILER = Path(compiler.__file__).parent
RAISED = {
    code
    for package in (compiler, runtime)
    for path in Path(str(package.__file__)).parent.rglob("*.py")
    if path.parent.name != "codes"
    for code in re.findall(r'"([EW]0[1-9]\d\d)"', path.read_text(encoding="utf-8"))
}
OF_THE_TEXT = [code for code in CODES.values() if code.code[:3] in ("E01", "W01") and code.wrong]
OF_THE_ROWS = [
    CODES[code]
    for code in sorted(
        set(re.findall(r'"(E03\d\d)"', "".join(path.read_text() for path in (COMPILER / "rows").glob("*.py"))))
    )
]


def test_every_code_raised_is_in_the_table() -> None:
    assert RAISED - CODES.keys() == set()


def test_every_code_in_the_table_is_raised() -> None:
    assert CODES.keys() - RAISED == set()


def test_codes_are_listed_in_order_and_explained() -> None:
    assert list(CODES) == sorted(CODES, key=lambda code: (code[1:3], code))
    for code in CODES.values():
        assert code.title[0].islower() or code.title[0] in '"`', code
        assert not code.title.endswith("."), code
        assert code.explanation.endswith("."), code


@pytest.mark.parametrize("code", OF_THE_TEXT + OF_THE_ROWS, ids=lambda code: code.code)
def test_examples_of_the_text_and_its_rows(code: Code) -> None:
    assert {mistake.code for mistake in find_mistakes(code.wrong)} == {code.code}
    assert find_mistakes(code.right) == []
