"""No effect changes its sound behind the cache's back: whoever changes its code raises its version.

`versions.json` holds each effect's version and a digest of the code it is made of: its module and all that imports from
this package, without comments, docstrings and layout. `pytest --update` accepts the digests of now; a version that
should have been raised and was not is for the eyes of who looks at the diff."""

from __future__ import annotations

import ast
import hashlib
import json
from pathlib import Path

import pytest

from songc.runtime import effects
from songc.runtime.effects.registry import REGISTRY

FOLDER = Path(effects.__file__).resolve().parent
KEPT = Path(__file__).with_name("versions.json")


def _file(name: str) -> Path:
    module = FOLDER.joinpath(*name.split("."))
    return module.with_suffix(".py") if module.with_suffix(".py").exists() else module / "__init__.py"


def _imports(tree: ast.Module, name: str) -> set[str]:
    """Modules of this package that a module imports, by their name in it."""
    package = [] if "." not in name else name.split(".")[:1]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level in range(1, 2 + len(package)):
            base = [*package[: len(package) + 1 - node.level], *(node.module.split(".") if node.module else [])]
            names = [".".join(base)] if node.module else [".".join([*base, each.name]) for each in node.names]
            found |= {each for each in names if _file(each).exists()}
    return found


def _code(tree: ast.Module) -> str:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            node.body = body[1:] or [ast.Pass()]
    return ast.unparse(tree)


def digest(module: str) -> str:
    """Of the code of a module and all that it imports from this package."""
    seen: dict[str, str] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            tree = ast.parse(_file(name).read_text(encoding="utf-8"))
            waiting += sorted(_imports(tree, name))
            seen[name] = _code(tree)
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:16]


def test_imports_are_followed() -> None:
    tree = ast.parse(_file("colour").read_text(encoding="utf-8"))
    assert {"svf", "curves", "job", "oversampling", "tables"} <= _imports(tree, "colour")
    assert "tables" in _imports(ast.parse(_file("windows.colour").read_text(encoding="utf-8")), "windows.colour")


def test_versions_follow_the_code(request: pytest.FixtureRequest) -> None:
    now = {name: [entry.version, digest(entry.module)] for name, entry in sorted(REGISTRY.items())}
    if request.config.getoption("--update"):
        rows = (f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in now.items())
        KEPT.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    changed = [name for name in now if kept.get(name) != now[name]]
    assert not changed, (
        f"raise their versions in the registry if their sound changed, then accept with --update: {changed}"
    )
    assert sorted(kept) == sorted(now)
