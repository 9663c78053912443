"""A project of recorded tracks: each audio file of a folder becomes a track with a take and a strip. It builds at once.

Without -o the song is written among the files, which stay where they are; with it, into a new folder with copies of
them. Files named alike but for L and R at the end are the two sides of a pair.

examples:
  songc import-stems session/                         writes session/session.song
  songc import-stems session/ -o night-drive          a new project, the files in night-drive/takes
  songc import-stems session/ --tempo 96 --meter 6/8  so that bars are those of the music
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..project import EnvironmentLack, UsageError

if TYPE_CHECKING:
    from ...compiler.theory import Meter
    from ..interchange.stems import LeftOut

TEMPI = (20.0, 400.0)
UNITS = (1, 2, 4, 8, 16, 32)
MOST_BEATS = 64


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="a folder with audio files, all beginning together")
    parser.add_argument("-o", "--output", metavar="DIR", help="a new folder for the project, with copies of the files")
    parser.add_argument(
        "--tempo", type=float, default=120.0, metavar="BPM", help="quarter notes a minute (default: 120)"
    )
    parser.add_argument("--meter", default="4/4", metavar="N/N", help="default: 4/4")
    parser.add_argument("--title", help="the song's title (default: the folder's name)")
    parser.add_argument("--force", action="store_true", help="replace a song that exists")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(options: argparse.Namespace) -> int:
    from .. import templates
    from ..interchange.stems import common_rate, read_folder, song_of

    folder = Path(options.folder)
    if not folder.is_dir():
        raise UsageError(f"there is no folder {options.folder}")
    meter = _meter(options.meter)
    if not TEMPI[0] <= options.tempo <= TEMPI[1]:
        raise UsageError(f"a tempo is {TEMPI[0]:g} to {TEMPI[1]:g} bpm")
    target = Path(options.output) if options.output else folder
    name = templates.file_name(target.absolute().name)
    song = target / f"{name}.song"
    if options.output and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target} exists; name a new folder")
    if song.exists() and not options.force:
        raise UsageError(f"{song} exists; replace it with --force, or name a new folder with -o")
    tracks, left_out = read_folder(folder)
    if not tracks:
        raise UsageError(f"{options.folder} holds no audio that can be a track" + _because(left_out))
    takes = "takes/" if options.output else ""
    title = options.title or templates.title(name)
    text = song_of(tracks, title, tempo=options.tempo, meter=meter, folder=takes)
    try:
        for track in tracks if options.output else ():
            (target / takes).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / track.file, target / takes / track.file)
        _write(target, song, text, common_rate(tracks))
    except OSError as problem:
        raise EnvironmentLack(f"{target} cannot be written: {problem}") from None
    for each in left_out:
        print(f"left out {each.file}: {each.reason}", file=sys.stderr)
    shown = os.path.relpath(song)
    if options.json:
        fields = {"song": shown, "tracks": [track.track for track in tracks], "left_out": [e.file for e in left_out]}
        print(json.dumps({"schema": 1, "event": "stems"} | fields, ensure_ascii=False))
    else:
        print(f"wrote {shown}: {len(tracks)} track{'s' * (len(tracks) > 1)}")
        print(f"\nnext:\n  songc build {shlex.quote(shown)}")
    return 0


def _meter(text: str) -> Meter:
    from ...compiler.theory import Meter

    beats, _, unit = text.partition("/")
    if not (beats.isdecimal() and unit.isdecimal() and 1 <= int(beats) <= MOST_BEATS and int(unit) in UNITS):
        raise UsageError(f"`{text}` is no meter; write it as 4/4 or 6/8")
    return Meter(int(beats), int(unit))


def _write(folder: Path, song: Path, text: str, rate: int) -> None:
    """The song, and what a project has beside it where it has none yet: its rate is that of the files."""
    from ..config import SAMPLE_RATES, Config
    from ..project import CONFIG_NAME
    from ..publish import publish
    from ..templates import IGNORED

    publish(song, lambda temporary: temporary.write_text(text, "utf-8", newline="") and None)
    config, ignore = folder / CONFIG_NAME, folder / ".gitignore"
    if rate in SAMPLE_RATES and rate != Config().sample_rate and not config.exists():
        config.write_text(f"sample-rate = {rate}\n", "utf-8")
    if not ignore.exists():
        ignore.write_text(IGNORED, "utf-8")


def _because(left_out: list[LeftOut]) -> str:
    return f" ({left_out[0].file}: {left_out[0].reason})" if left_out else ""
