"""Kernels are compiled once on a machine, by a few processes, while a person is told how far that is."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from songc.compiler import compile_song
from songc.compiler.files import MemoryFiles
from songc.compiler.plan import Plan
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
    from songc.runtime.mastering.envelope import _ask

    kept = Path(_ask.stats.cache_path)  # type: ignore[attr-defined]
    for told in (lambda *_: True, lambda *_: False):
        monkeypatch.setattr(warming.os, "access", told)
        assert warming._mark.__wrapped__().parent == kept


def plan(song: str) -> Plan:
    files = MemoryFiles({"a.song": song.encode()})
    compiled = compile_song("a.song", files=files)
    assert compiled.plan is not None, compiled.diagnostics
    return compiled.plan


PLAIN = """song "A" {}
composition { section a 1 bars { chords | C | }
  form a }
arrangement {
  track pad { instrument synth "warm-pad"; play chords }
  track bass { instrument synth "round-bass"; play roots }
}
"""
MIX = """mix {
  track pad { send hall -9dB }
  bus hall { reverb }
  modulate pad.gain envelope bass depth 3dB
}
"""


def test_only_what_a_song_needs_is_compiled() -> None:
    modules = warming.needed(warming.roots(plan(PLAIN)))
    assert {"instruments.analog", "mastering.limiter", "mastering.kweighting", "mastering.dither"} <= set(modules)
    assert not {"instruments.strings", "effects.reverb", "editing.pitch"} & set(modules)
    mixed = plan(PLAIN + MIX)
    more = set(warming.needed(warming.roots(mixed))) - set(modules)
    assert {"effects.reverb", "effects.envelope"} <= more
    assert not {"instruments.strings", "effects.vocoder"} & more


def test_every_root_leads_to_all_that_it_compiles() -> None:
    """What a process has loaded once it has imported a root is what the sources were said to lead to."""
    code = (
        "import importlib, sys; from songc.runtime import warming;"
        "importlib.import_module(f'songc.runtime.{sys.argv[1]}');"
        "print(*(each for each in warming.MODULES if f'songc.runtime.{each}' in sys.modules))"
    )
    for root in ("instruments.kit", "effects.reverb", "effects.dynamics", "editing.tune", "mastering.meters"):
        told = subprocess.run([sys.executable, "-c", code, root], capture_output=True, text=True, check=True).stdout
        assert set(told.split()) <= set(warming.needed([root])), root


def test_what_is_compiled_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "mark"
    monkeypatch.setattr(warming, "_mark", lambda: mark)
    monkeypatch.setattr(warming, "needed", lambda _: ["mastering.envelope", "effects.taps", "no.such.module"])
    song = plan(PLAIN)
    heard: list[Event] = []
    warming.warm(song, heard.append)
    assert [(each.done, each.total) for each in heard if isinstance(each, Progress)] == [(0, 3), (1, 3), (2, 3)]
    warming.warm(song, heard.append)
    assert mark.exists() and len(heard) == 3
    warming.warm(plan(PLAIN.replace("warm-pad", "steel-string")), heard.append)
    assert len(heard) == 6, "another voice"
