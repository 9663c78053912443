"""Measure the song's `expect` block on what it builds into. Exit code 3 when an expectation is missed.

examples:
  songc test
  songc test *.song     several, one after the other
  songc test --json
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from typing import TYPE_CHECKING

from ..main import DONE, EXPECTATIONS_MISSED, SONG_ERRORS
from . import add_output

SEVERITY = (DONE, EXPECTATIONS_MISSED, SONG_ERRORS)  # of several songs' exit codes, the last of these is given

if TYPE_CHECKING:
    from ..expectations import Verdict
    from ..studio import Studio


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("songs", nargs="*", metavar="SONG", help="songs, or folders with one (default: this folder)")
    parser.add_argument("--variant", metavar="NAME", help="test a variant that the song declares")
    parser.add_argument("--jobs", "-j", type=int, metavar="N", help="workers (default: 2)")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    return max([_tested(options, song) for song in options.songs or [None]], key=SEVERITY.index)


def _tested(options: argparse.Namespace, target: str | None) -> int:
    """Builds and measures one song; gives its exit code."""
    from .. import config
    from ..building import build_in
    from ..project import locate
    from ..request import Request
    from ..studio import open_studio
    from ..terminal.reporter import reporter

    project = locate(target)
    request = Request(project, config.load(project.root, jobs=options.jobs), variant=options.variant)
    with open_studio(request) as studio:
        if build_in(studio, reporter(options)) is None:
            return SONG_ERRORS
        found = _measured(studio)
    if options.json:
        for verdict, line in found:
            print(json.dumps(_fields(verdict, line)))
    elif found:
        _show([verdict for verdict, _ in found], options.color)
    else:
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


def _show(verdicts: list[Verdict], color: str) -> None:
    from ..terminal.style import paint, wants_color
    from ..terminal.tables import hanging, room

    colored, columns = wants_color(color, sys.stdout), room(sys.stdout)
    wide = max(len(verdict.expectation.text) for verdict in verdicts)
    for verdict in verdicts:
        mark = paint("met   ", "green", colored) if verdict.met else paint("missed", "red", colored)
        head = f"{mark}  {verdict.expectation.text:<{wide}}  "
        print(*hanging(head, f"{verdict.figure:.2f} {verdict.unit}", columns, 8 + wide + 2), sep="\n")
    missed = sum(not verdict.met for verdict in verdicts)
    print(f"{missed} of {len(verdicts)} missed" if missed else f"all {len(verdicts)} met")


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
