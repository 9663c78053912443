"""What `--json` prints, as JSON Schema (draft 2020-12): one schema for each event, and one for report.json.

Readers ignore fields that they do not know.

examples:
  songc schema              lists them
  songc schema diagnostic   one
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..project import UsageError

FOLDER = Path(__file__).parents[1] / "schemas"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="an event, or report")


def run(options: argparse.Namespace) -> int:
    import json

    from ...compiler.suggest import closest
    from ..terminal.tables import room, table

    names = sorted(path.stem for path in FOLDER.glob("*.json"))
    if options.name is None:
        print(*table([(name, json.loads(_text(name))["title"]) for name in names], room(sys.stdout)), sep="\n")
        return 0
    if options.name not in names:
        near = closest(options.name, names)
        raise UsageError(f"there is no event `{options.name}`" + (f"; did you mean `{near}`?" if near else ""))
    print(_text(options.name), end="")
    return 0


def _text(name: str) -> str:
    return (FOLDER / f"{name}.json").read_text("utf-8")
