"""Build a song, then rebuild on every save. Stop with ctrl-c.

A song with mistakes leaves the last good files as they are; the next good save goes on.

examples:
  songc watch
  songc watch demo.song --only mix
  songc watch --poll                 folders on a network, where saves make no events
"""

from __future__ import annotations

import argparse

from . import add_build, add_output, add_song


def add(parser: argparse.ArgumentParser) -> None:
    add_song(parser)
    add_build(parser)
    parser.add_argument("--poll", action="store_true", help="look at the files instead of waiting for events")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    from .. import config
    from ..events import Noted
    from ..main import INTERRUPTED
    from ..project import locate
    from ..request import Request
    from ..terminal.reporter import reporter
    from ..watch import watch

    project = locate(options.song)
    request = Request(project, config.load(project.root, jobs=options.jobs), options.only, options.variant)
    listener = reporter(options)
    listener(Noted(f"watching {project.song}; ctrl-c stops"))
    try:
        watch(request, listener, poll=getattr(options, "poll", False))
    except KeyboardInterrupt:
        listener(Noted("\nstopped; the finished files stand"))
    return INTERRUPTED
