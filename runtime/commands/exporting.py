"""A song's score for other programs.

examples:
  songc export midi                    the song in this folder, as build/<name>/<name>.mid
  songc export midi demo.song -o demo.mid
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from . import add_song


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", choices=("midi",))
    add_song(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write (default: among the deliverables)")
    parser.add_argument("--variant", metavar="NAME", help="a variant that the song declares")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(options: argparse.Namespace) -> int:
    from ..interchange.midi_out import write_midi
    from ..project import locate
    from ..publish import publish
    from .compiled import compiled_or_told

    project = locate(options.song)
    written = compiled_or_told(project, options.variant)
    if written is None:
        return 1
    song, score = written.song, written.score
    name = project.name + (f"-{options.variant}" if options.variant else "")
    target = Path(options.output) if options.output else project.output / f"{name}.mid"
    publish(target, lambda temporary: write_midi(song, score, temporary))
    notes = sum(len(part.notes) for part in score.tracks)
    if options.json:
        print(json.dumps({"schema": 1, "event": "exported", "path": target.as_posix(), "notes": notes}))
    else:
        tracks = sum(bool(part.notes) for part in score.tracks)
        print(f"wrote {os.path.relpath(target)}: {notes:,} notes on {tracks} tracks")
    return 0
