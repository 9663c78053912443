"""Length, loudness and peaks of audio files, whoever made them.

examples:
  songc measure mix.wav
  songc measure takes/*.flac --json
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ..project import UsageError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object a line on standard output")


def run(options: argparse.Namespace) -> int:
    from ..measured import measured, shown
    from ..terminal.tables import room, table

    for name in options.files:
        path = Path(name)
        if not path.is_file():
            raise UsageError(f"there is no file {name}")
        figures = measured(path)
        if options.json:
            print(json.dumps({"schema": 1, "event": "measured", "file": name} | figures))
        else:
            if len(options.files) > 1:
                print(name)
            print(*table(list(shown(figures)), room(sys.stdout)), sep="\n")
    return 0
