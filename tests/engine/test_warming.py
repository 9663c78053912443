"""Kernels are compiled once on a machine, by a few processes, while a person is told how far that is."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from songc.runtime import warming
from songc.runtime.events import Event, Progress

RUNTIME = Path(warming.__file__).parent


def declares_kernels(module: Path) -> bool:
    functions = (node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.FunctionDef))
    heads = (head for function in functions for head in function.decorator_list if isinstance(head, ast.Call))
    return any(isinstance(head.func, ast.Name) and head.func.id == "kernel" for head in heads)


def test_every_module_with_kernels_is_compiled() -> None:
    modules = {
        ".".join(each.relative_to(RUNTIME).with_suffix("").parts)
        for each in RUNTIME.rglob("*.py")
        if declares_kernels(each)
    }
    assert sorted(warming.MODULES) == sorted(modules)


def test_the_mark_stands_where_numba_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from songc.runtime.mastering.envelope import _brightness

    kept = Path(_brightness.stats.cache_path)  # type: ignore[attr-defined]
    for told in (lambda *_: True, lambda *_: False):
        monkeypatch.setattr(warming.os, "access", told)
        assert warming._mark.__wrapped__().parent == kept


def test_what_is_compiled_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "mark"
    monkeypatch.setattr(warming, "_mark", lambda: mark)
    monkeypatch.setattr(warming, "MODULES", ("mastering.envelope", "effects.taps", "no.such.module"))
    heard: list[Event] = []
    warming.warm(heard.append)
    assert [(each.done, each.total) for each in heard if isinstance(each, Progress)] == [(0, 3), (1, 3), (2, 3)]
    warming.warm(heard.append)
    assert mark.exists() and len(heard) == 3
