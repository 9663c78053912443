"""Songs and their plans, case by case (the form of the files is that of tests/cases).

`plan` is the plan as text, `origins` the same with what shaped each signal, `found` every diagnostic of a
compilation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from songc.compiler.planning.text import plan_text
from songc.runtime.terminal.frames import render

from ..cases.harness import Case, read_case, write_case
from .studio import compiled, with_band

FOLDER = Path(__file__).parent
CASES = sorted([*FOLDER.glob("plans/*.case"), *FOLDER.glob("mistakes/*.case")])


def show_plan(song: str) -> str:
    plan = compiled(with_band(song)).plan
    return plan_text(plan, notes=0) if plan is not None else "no plan"


def show_origins(song: str) -> str:
    plan = compiled(with_band(song)).plan
    return plan_text(plan, notes=0, origins=True) if plan is not None else "no plan"


def show_found(song: str) -> str:
    found = compiled(with_band(song))
    return "\n\n".join(render(one, found.sources, color=False, width=100) for one in found.diagnostics)


SECTIONS: dict[str, Callable[[str], str]] = {"plan": show_plan, "origins": show_origins, "found": show_found}


def test_there_are_cases() -> None:
    assert len(CASES) >= 15


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path, request: pytest.FixtureRequest) -> None:
    case = read_case(path.read_text(encoding="utf-8"))
    assert case.sections, "a case holds at least one section"
    made = {name: SECTIONS[name](case.song).rstrip("\n") for name in case.sections}
    if request.config.getoption("--update"):
        path.write_text(write_case(Case(case.song, made)), encoding="utf-8")
    else:
        assert made == case.sections
