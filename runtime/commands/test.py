"""Measure the song's `expect` block on what it builds into. Exit code 3 when an expectation is missed.

examples:
  songc test
  songc test --json
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from typing import TYPE_CHECKING

from . import add_output, add_song

if TYPE_CHECKING:
    from ..expectations import Verdict
    from ..studio import Studio


def add(parser: argparse.ArgumentParser) -> None:
    add_song(parser)
    parser.add_argument("--variant", metavar="NAME", help="test a variant that the song declares")
    parser.add_argument("--jobs", "-j", type=int, metavar="N", help="workers (default: 2)")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    from .. import config
    from ..building import build_in
    from ..main import DONE, EXPECTATIONS_MISSED, SONG_ERRORS
    from ..project import locate
    from ..request import Request
    from ..studio import open_studio
    from ..terminal.reporter import reporter
    from ..terminal.style import wants_color

    project = locate(options.song)
    request = Request(project, config.load(project.root, jobs=options.jobs), variant=options.variant)
    color = wants_color(options.color, sys.stdout)
    with open_studio(request) as studio:
        if build_in(studio, reporter(options)) is None:
            return SONG_ERRORS
        found = _measured(studio)
    for verdict, line in found:
        print(json.dumps(_fields(verdict, line)) if options.json else _line(verdict, color))
    if not found and not options.json:
        print("the song has no `expect` block; nothing was asked of it")
    return DONE if all(verdict.met for verdict, _ in found) else EXPECTATIONS_MISSED


def _measured(studio: Studio) -> list[tuple[Verdict, int]]:
    """The verdicts on the song that was just built, each with its line. All that it needs is in the store."""
    from ..building import Run, compile_in
    from ..expectations import verdicts
    from ..finish import master
    from ..nodes import nodes_of

    compiled = compile_in(studio, lambda event: None)
    song, plan = compiled.song, compiled.plan
    assert song is not None and plan is not None, "it was built just now"
    nodes = nodes_of(plan, studio.request.project.root, studio.engine.grid)
    evaluate = Run(studio, lambda event: None, None, None).evaluate
    mastered = master(plan, nodes, evaluate)
    evaluation = evaluate([*dict.fromkeys(nodes.values()), mastered.node])
    spans = [expectation.span for expectation in song.expectations]
    lines = [compiled.sources[span.file].position(span.start)[0] for span in spans]
    return list(zip(verdicts(song, plan, nodes, mastered, evaluation), lines, strict=True))


def _line(verdict: Verdict, color: bool) -> str:
    from ..terminal.style import paint

    mark = paint("met   ", "green", color) if verdict.met else paint("missed", "red", color)
    return f"{mark}  {verdict.expectation.text:<44} {verdict.figure:.2f} {verdict.unit}".rstrip()


def _fields(verdict: Verdict, line: int) -> dict[str, object]:
    return {
        "schema": 1,
        "event": "expectation",
        "text": verdict.expectation.text,
        "file": verdict.expectation.span.file,
        "line": line,
        "figure": round(verdict.figure, 3) if math.isfinite(verdict.figure) else None,
        "unit": verdict.unit,
        "met": verdict.met,
    }
