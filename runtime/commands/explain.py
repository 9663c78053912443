"""What a diagnostic's code means, with a wrong and a right example.

examples:
  songc explain E0307
  songc explain            lists all codes
"""

from __future__ import annotations

import argparse
import sys

from ..project import UsageError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="CODE", help="as printed before a diagnostic's message")


def run(options: argparse.Namespace) -> int:
    from ...compiler.codes import CODES
    from ..terminal.tables import hanging, room, table

    columns = room(sys.stdout)
    if options.code is None:
        print(*table([(entry.code, entry.title) for entry in CODES.values()], columns), sep="\n")
        return 0
    asked = options.code.strip("[]").upper()
    kind = asked[:1] if asked[:1] in ("E", "W") else "E"
    code = CODES.get(kind + asked.removeprefix(kind).zfill(4))  # `E0307`, `e307` and `307` are one
    if code is None:
        raise UsageError(f"there is no code {options.code}; `songc explain` lists them")
    print(*hanging(f"{code.code}: ", code.title, columns), "", sep="\n")
    print(*(line for part in code.explanation.splitlines() for line in hanging("", part, columns)), sep="\n")
    for name, example in (("wrong", code.wrong), ("right", code.right)):
        if example:
            print(f"\n{name}:\n")
            print("\n".join(f"    {line}" for line in example.strip("\n").splitlines()))
    return 0
