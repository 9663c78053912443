"""Find every mistake in songs, without making sound.

examples:
  songc check                 the song in this folder
  songc check songs/*.song    several at once
  songc check --json          one diagnostic a line, for editors and CI
  songc check --github        as GitHub annotations
"""

from __future__ import annotations

import argparse
import sys


def add(parser: argparse.ArgumentParser) -> None:
    from . import add_output

    parser.add_argument(
        "songs", nargs="*", metavar="SONG", help="files, or folders with one song (default: this folder)"
    )
    parser.add_argument("--github", action="store_true", help="print GitHub annotations")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    from .. import config
    from ..checked import check
    from ..events import Diagnosed
    from ..project import locate
    from ..terminal.reporter import reporter

    report = reporter(options)
    errors = warnings = 0
    for target in options.songs or [None]:
        project = locate(target)
        rate = config.load(project.root).sample_rate
        found, sources = check(project, rate)
        for diagnostic in found:
            errors += diagnostic.is_error
            warnings += not diagnostic.is_error
            if options.github:
                from ..terminal.frames import as_github

                print(as_github(diagnostic, sources))
            else:
                report(Diagnosed(diagnostic, sources))
    if not options.json and not options.quiet:
        print(_verdict(errors, warnings), file=sys.stderr)
    return 1 if errors else 0


def _verdict(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "no mistakes"
    parts = [
        f"{count} {word}{'s' * (count > 1)}" for count, word in ((errors, "error"), (warnings, "warning")) if count
    ]
    return ", ".join(parts)
