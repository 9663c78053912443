"""The effects that a chain may name, with their settings.

examples:
  songc effects                lists them
  songc effects compressor     settings, ranges, an example
"""

from __future__ import annotations

import argparse

from ..project import UsageError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="one effect")


def run(options: argparse.Namespace) -> int:
    from ...compiler.suggest import closest
    from ...compiler.vocabulary.effects import EFFECTS
    from ..terminal.settings import table

    if options.name is None:
        width = max(map(len, EFFECTS))
        for each in EFFECTS.values():
            print(f"{each.name:<{width}}  {each.help}")
        print(f"{'plugin':<{width}}  Puts a native plugin into the chain; `songc plugins` lists those you may use.")
        return 0
    spec = EFFECTS.get(options.name)
    if spec is None:
        near = closest(options.name, EFFECTS)
        raise UsageError(f"there is no effect `{options.name}`" + (f"; did you mean `{near}`?" if near else ""))
    print(f"{spec.name}: {spec.help}\n")
    print("\n".join(f"  {line}" for line in table(spec.settings)))
    print(f"\n  example: {spec.example}")
    return 0
