"""Pictures of a song, for a README, a release page or a look at the mix.

SVG pictures follow the viewer's light or dark setting. Waveform and spectrogram can be PNG too: pixels, no words.
Pictures of sound build the song first when it changed.

examples:
  songc plot                                       the score, as build/<name>/score.svg
  songc plot --what loudness -o loudness.svg
  songc plot --what spectrogram -o cover.png
  songc plot --what waveform --only drums
  songc plot --what graph                          the signals, and what the last build did with them
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..project import UsageError
from . import add_song

if TYPE_CHECKING:
    from ..request import Request

OF_SOUND = ("waveform", "spectrogram", "loudness")
KINDS = ("score", *OF_SOUND, "graph")
AS_PNG = ("waveform", "spectrogram")


def add(parser: argparse.ArgumentParser) -> None:
    add_song(parser)
    parser.add_argument("--what", choices=KINDS, default="score", help="what to show (default: score)")
    parser.add_argument("-o", "--output", metavar="FILE", help=".svg or .png (default: among the deliverables)")
    parser.add_argument("--only", metavar="WHAT", help="of a track or a stage instead of the master")
    parser.add_argument("--variant", metavar="NAME", help="a variant that the song declares")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(options: argparse.Namespace) -> int:
    from .. import config
    from ..project import locate
    from ..publish import publish
    from ..request import Request

    what = options.what
    project = locate(options.song)
    target = Path(options.output) if options.output else project.output / f"{what}.svg"
    if target.suffix not in (".svg", ".png"):
        raise UsageError(f"a picture is .svg or .png, not `{target.name}`")
    if target.suffix == ".png" and what not in AS_PNG:
        raise UsageError(f"a {what} is drawn as SVG; write `-o {target.with_suffix('.svg').name}`")
    only = options.only if what in OF_SOUND else None
    request = Request(project, config.load(project.root), only, options.variant)
    data = _of_sound(request, what, target.suffix) if what in OF_SOUND else _of_song(request, what)
    if data is None:
        return 1
    publish(target, lambda temporary: temporary.write_bytes(data) and None)
    if options.json:
        print(json.dumps({"schema": 1, "event": "picture", "what": what, "path": target.as_posix()}))
    else:
        print(f"wrote {os.path.relpath(target)}")
    return 0


def _of_sound(request: Request, what: str, suffix: str) -> bytes | None:
    from ..latest import latest_report

    report = latest_report(request)
    if report is None:
        return None
    from ..pictures.loudness import loudness_svg
    from ..pictures.sound import load
    from ..pictures.spectrogram import spectrogram_png, spectrogram_svg
    from ..pictures.waveform import waveform_png, waveform_svg

    sound = load(report, request.project.output)
    if suffix == ".png":
        return (waveform_png if what == "waveform" else spectrogram_png)(sound)
    draw = {"waveform": waveform_svg, "spectrogram": spectrogram_svg, "loudness": loudness_svg}[what]
    return draw(sound).encode()


def _of_song(request: Request, what: str) -> bytes | None:
    from .compiled import compiled_or_told

    written = compiled_or_told(request.project, request.variant)
    if written is None:
        return None
    if what == "score":
        from ..pictures.score import score_svg

        return score_svg(written.song, written.score, written.sources).encode()
    from ..pictures.graph import graph_svg
    from ..reasons import load, saved_signals, why_path

    known = load(why_path(request))
    done = {signal.signal: signal for signal in saved_signals(known)} if known else {}
    return graph_svg(written.song.title.title, written.plan.signals, done).encode()
