"""What a diagnostic's code means, with a wrong and a right example.

examples:
  songc explain E0307
  songc explain            lists all codes
"""

from __future__ import annotations

import argparse

from ..project import UsageError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="CODE", help="as printed before a diagnostic's message")


def run(options: argparse.Namespace) -> int:
    from ...compiler.codes import CODES

    if options.code is None:
        for entry in CODES.values():
            print(f"{entry.code}  {entry.title}")
        return 0
    code = CODES.get(options.code.upper())
    if code is None:
        raise UsageError(f"there is no code {options.code}; `songc explain` lists them")
    print(f"{code.code}: {code.title}\n\n{code.explanation}")
    for name, example in (("wrong", code.wrong), ("right", code.right)):
        if example:
            print(f"\n{name}:\n")
            print("\n".join(f"    {line}" for line in example.strip("\n").splitlines()))
    return 0
