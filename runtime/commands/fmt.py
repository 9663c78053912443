"""Format songs: one spelling, bars of neighbouring rows aligned, every comment kept, the meaning untouched.

examples:
  songc fmt                    every .song file in this folder
  songc fmt demo.song --diff   what would change
  songc fmt --check            exit code 1 when something would change (CI)
  songc fmt - < demo.song      standard input to standard output
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..project import UsageError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="files or folders; - is standard input (default: .)")
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 when something would change")
    parser.add_argument("--diff", action="store_true", help="change nothing; show what would change")


def run(options: argparse.Namespace) -> int:
    from ...compiler.format import format_text

    if options.files == ["-"]:
        text = sys.stdin.buffer.read().decode("utf-8")
        formatted = format_text(text)
        if options.check:
            return 0 if formatted == text else 1
        sys.stdout.write(formatted)
        return 0
    changed = 0
    for path in _songs(options.files or ["."]):
        text = path.read_text("utf-8")
        formatted = format_text(text)
        if formatted == text:
            continue
        changed += 1
        if options.diff:
            _show(path, text, formatted)
        elif options.check:
            print(f"would format {path}")
        else:
            _replace(path, formatted)
            print(f"formatted {path}")
    return 1 if changed and options.check else 0


def _songs(names: list[str]) -> list[Path]:
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            found += sorted(path.glob("*.song"))
        elif path.is_file():
            found.append(path)
        else:
            raise UsageError(f"there is no file {name}")
    return found


def _show(path: Path, text: str, formatted: str) -> None:
    from difflib import unified_diff

    lines = unified_diff(text.splitlines(True), formatted.splitlines(True), str(path), str(path))
    sys.stdout.writelines(lines)


def _replace(path: Path, text: str) -> None:
    """A full disk or a kill leaves the file as it was."""
    from ..publish import publish

    publish(path, lambda temporary: temporary.write_text(text, "utf-8", newline=""))
