"""What songc needs and what this machine has: versions, formats, the store, and how to get what is missing.

The exit code is 4 when something necessary lacks.

examples:
  songc doctor
  songc doctor --json     one finding a line
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from . import add_song


def add(parser: argparse.ArgumentParser) -> None:
    add_song(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line on standard output")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")


def run(options: argparse.Namespace) -> int:
    from ..health import examine
    from ..main import LACKING
    from ..terminal.style import paint, wants_color
    from ..terminal.tables import hanging, room

    findings = examine(options.song)
    lacking = sum(not each.ok and each.necessary for each in findings)
    if options.json:
        for each in findings:
            print(json.dumps({"schema": 1, "event": "finding"} | asdict(each), ensure_ascii=False))
        return LACKING if lacking else 0
    color, columns = wants_color(options.color, sys.stdout), room(sys.stdout)
    width = max(len(each.name) for each in findings)
    lead = 6 + 1 + width + 2
    for each in findings:
        mark, style = ("ok", "green") if each.ok else ("needed", "bold red") if each.necessary else ("-", "yellow")
        head = f"{paint(f'{mark:<6}', style, color)} {each.name:<{width}}  "
        print(*hanging(head, each.found, columns, lead), sep="\n")
        if not each.ok and each.help:
            print(*hanging(" " * lead, f"get it: {each.help}", columns), sep="\n")
    print(f"\n{lacking} necessary thing{'s' * (lacking > 1)} missing" if lacking else "\nall that songc needs is here")
    return LACKING if lacking else 0
