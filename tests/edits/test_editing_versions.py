"""No edit changes its sound behind the cache's back: whoever changes its code raises its version.

`editing_versions.json` holds each module's version and a digest of its code and of what it imports from the runtime,
without comments, docstrings and layout. `pytest --update` accepts the digests of now."""

from __future__ import annotations

import ast
import hashlib
import json
from pathlib import Path

import pytest

from songc import runtime
from songc.runtime import editing
from songc.runtime.steps.audio import MODULES

RUNTIME = Path(runtime.__file__).resolve().parent
KEPT = Path(__file__).with_name("editing_versions.json")
# What these hold is not what an edit does: shapes of the engine, and how kernels become machine code, which is the same
# for every sound of the program.
OTHERS = {RUNTIME / each for each in ("window.py", "engine/node.py", "kernel.py", "machine.py", "pipeline.py")}


def _imports(path: Path, tree: ast.Module) -> set[Path]:
    """The runtime's modules that a module imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            candidates = [base, *(base / each.name for each in node.names)]
            found |= {each.with_suffix(".py") for each in candidates if each.with_suffix(".py").is_file()}
    return {each for each in found if each.is_relative_to(RUNTIME)} - OTHERS


def _code(tree: ast.Module) -> str:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            node.body = body[1:] if isinstance(body[0].value, ast.Constant) else body
            node.body = node.body or [ast.Pass()]
    return ast.unparse(tree)


def digest(module: str) -> str:
    seen: dict[Path, str] = {}
    waiting = [RUNTIME / "editing" / f"{module}.py"]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            waiting += sorted(_imports(path, tree))
            seen[path] = _code(tree)
    named = {str(path.relative_to(RUNTIME)): code for path, code in seen.items()}
    return hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()[:16]


def test_imports_are_followed() -> None:
    path = RUNTIME / "editing" / "stretch.py"
    names = {each.name for each in _imports(path, ast.parse(path.read_text(encoding="utf-8")))}
    assert {"onsets.py", "sinc.py", "phases.py"} <= names


def test_versions_follow_the_code(request: pytest.FixtureRequest) -> None:
    now = {
        name: [__import__(f"{editing.__name__}.{name}", fromlist=["VERSION"]).VERSION, digest(name)]
        for name in sorted(set(MODULES.values()))
    }
    if request.config.getoption("--update"):
        rows = (f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in now.items())
        KEPT.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    changed = [name for name in now if kept.get(name) != now[name]]
    assert not changed, f"raise their versions if their sound changed, then accept with --update: {changed}"
    assert sorted(kept) == sorted(now)
