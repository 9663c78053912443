"""The examples of each diagnostic code do what the table says: the wrong one raises it, the right one nothing."""

from __future__ import annotations

import pytest

from songc.compiler.codes import CODES, Code

from .studio import compiled, with_band

# Codes of the checks on names, settings, takes, edits, mix, master and files that an example can show.
SHOWN = [
    code
    for code in CODES.values()
    if (code.wrong and code.code[1:3] in ("04", "06", "07", "08"))
    or code.code in ("E0201", "E0202", "E0203", "W0201", "W0202", "W0203", "E0531", "E0532", "W0531", "W0532")
    or code.code in ("E0533", "W0533", "W0534")
    or (code.wrong and code.code.startswith("E091"))
]


def test_there_are_codes() -> None:
    assert len(SHOWN) >= 35


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_wrong_raises_it_and_right_raises_nothing(code: Code) -> None:
    assert code.code in {found.code for found in compiled(with_band(code.wrong)).diagnostics}
    right = compiled(with_band(code.right))
    assert [found for found in right.diagnostics if found.is_error or found.code == code.code] == []
    assert right.plan is not None
