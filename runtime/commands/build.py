"""Make the finished files of a song, rebuilding only what changed since the last build.

examples:
  songc build                       the song in this folder
  songc build demo.song -n          what would run, and why; changes nothing
  songc build --only drums          one track, as build/<name>/only/drums.wav
  songc build --only mix            the mix before mastering
  songc build --variant instrumental
  songc build --locked              only if takes, samples and versions are those of songc.lock
"""

from __future__ import annotations

import argparse

from . import add_build, add_output, add_song


def add(parser: argparse.ArgumentParser) -> None:
    add_song(parser)
    add_build(parser)
    parser.add_argument("-n", "--dry-run", action="store_true", help="say what would run and why, and change nothing")
    parser.add_argument("--locked", action="store_true", help="only if takes and versions are those of songc.lock")
    parser.add_argument("--watch", action="store_true", help="rebuild on every save (songc watch)")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    if options.watch:
        from . import watch

        return watch.run(options)
    from .. import config, idle
    from ..project import locate
    from ..request import Request
    from ..terminal.reporter import reporter

    project = locate(options.song)
    settings = config.load(project.root, jobs=options.jobs)
    request = Request(project, settings, options.only, options.variant, options.locked)
    report = reporter(options)
    if not options.dry_run and not options.trace and idle.nothing_to_do(request, report):
        return 0
    from ..building import build_in
    from ..preview import preview
    from ..studio import open_studio

    with open_studio(request) as studio:
        if options.dry_run:
            return 0 if preview(studio, report) else 1
        return 0 if build_in(studio, report, trace=options.trace) is not None else 1
