"""The effects that a chain may name, with their settings.

examples:
  songc effects                lists them
  songc effects compressor     settings, ranges, an example
"""

from __future__ import annotations

import argparse
import sys

from ..project import UsageError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="one effect")


def run(options: argparse.Namespace) -> int:
    from ...compiler.suggest import closest
    from ...compiler.vocabulary.effects import EFFECTS
    from ..terminal.settings import told
    from ..terminal.tables import hanging, room, table

    columns = room(sys.stdout)

    if options.name is None:
        rows = [(each.name, each.help) for each in EFFECTS.values()]
        rows.append(("plugin", "Puts a native plugin into the chain; `songc plugins` lists those you may use."))
        print(*table(rows, columns), sep="\n")
        return 0
    spec = EFFECTS.get(options.name)
    if spec is None:
        near = closest(options.name, EFFECTS)
        raise UsageError(f"there is no effect `{options.name}`" + (f"; did you mean `{near}`?" if near else ""))
    print(*hanging(f"{spec.name}: ", spec.help, columns), "", *told(spec.settings, columns), sep="\n")
    print("\n  example:", spec.example)
    return 0
