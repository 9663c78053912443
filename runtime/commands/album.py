"""Build all songs of an album, and the album itself: one file with gaps, a cue sheet, a report.

examples:
  songc album                       the album in this folder
  songc album my-record

The order stands in songc.toml:
  [album]
  title = "Tides"
  songs = ["1-low-tide.song", { song = "2-lantern.song", gap = 3.5, gain = -1.0 }]
  gap = 2.0
  loudness = -14.0

Without it, the songs of the folder follow one another by name, two seconds apart, as loud as they were mastered.
`loudness` is that of the loudest song; the others keep their distance from it.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from . import add_output


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="of the album (default: this folder)")
    parser.add_argument("--jobs", type=int, metavar="N", help="how many workers")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    from .. import config, idle
    from ..album.order import read_order
    from ..building import build_in
    from ..events import Delivered
    from ..project import locate
    from ..request import Request
    from ..studio import open_studio
    from ..templates import file_name
    from ..terminal.reporter import reporter

    order = read_order(Path(options.folder))
    for place in order.places:
        project = locate(place.song)
        request = Request(project, config.load(project.root, jobs=options.jobs))
        report = reporter(options)
        if idle.nothing_to_do(request, report):
            continue
        with open_studio(request) as studio:
            if build_in(studio, report) is None:
                return 1
    from ..album.tracks import gather
    from ..album.write import write_album

    name = file_name(order.title)
    album = gather(order)
    report = reporter(options)
    for path, form, sha256, changed in write_album(album, order.folder / "build" / "album", name):
        report(Delivered(os.path.relpath(path), form, sha256, changed))
        if not options.json and not options.quiet and form != "json":
            print(f"{os.path.relpath(path)}  {'new' if changed else 'as it was'}")
    return 0
