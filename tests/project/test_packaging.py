"""The project file names every package, and imports point one way."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("compiler", "runtime", "grammar")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_every_package_is_named() -> None:
    found = {
        "songc." + ".".join(path.parent.relative_to(ROOT).parts)
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
    }
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == found


def test_the_bank_is_installed_with_its_license() -> None:
    folder = ROOT / "runtime"
    data = {
        path
        for pattern in PROJECT["tool"]["setuptools"]["package-data"]["songc.runtime"]
        for path in folder.glob(pattern)
    }
    licenses = {path for pattern in PROJECT["project"]["license-files"] for path in ROOT.glob(pattern)}
    bank = folder / "general-midi" / "FluidR3Mono_GM.sf3"
    license = bank.with_suffix(".license.txt")
    assert {bank, license} <= data
    assert license in licenses
    assert "MIT" in license.read_text()
    assert bank.stat().st_size < 30_000_000


def imports(path: Path) -> Iterator[str]:
    """The top-level folders or outside packages that a module imports, relative ones resolved."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1]
            names = (node.module or "").split(".") if node.module else [node.names[0].name]
            yield (*base, *names)[0]


def test_imports_point_from_the_runtime_to_the_compiler_to_the_grammar() -> None:
    for folder, barred in (("compiler", {"runtime", "numpy"}), ("grammar", {"runtime", "compiler", "numpy"})):
        for path in (ROOT / folder).rglob("*.py"):
            assert not barred & set(imports(path)), path


def test_no_module_loads_scipy() -> None:
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            barred = {"scipy"} if path.name == "expectations.py" else {"scipy", "pyloudnorm"}  # measures, after a build
            assert not barred & set(imports(path)), path
