"""The build graph of a song: each signal, how it is made, and what it hears.

examples:
  songc graph
  songc graph --format dot | dot -Tsvg -o graph.svg
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import add_song

if TYPE_CHECKING:
    from ...compiler.plan import Signal


def add(parser: argparse.ArgumentParser) -> None:
    add_song(parser)
    parser.add_argument("--variant", metavar="NAME", help="a variant that the song declares")
    parser.add_argument("--format", choices=("text", "json", "dot"), default="text")


def run(options: argparse.Namespace) -> int:
    import sys

    from ...compiler import compile_song
    from .. import config
    from ..inputs import DiskFiles
    from ..project import locate
    from ..terminal.frames import render

    project = locate(options.song)
    rate = config.load(project.root).sample_rate
    compiled = compile_song(project.song, files=DiskFiles(project.root), variant=options.variant, rate=rate)
    if compiled.plan is None:
        for diagnostic in compiled.diagnostics:
            print(render(diagnostic, compiled.sources, color=False, width=100), file=sys.stderr)
        return 1
    signals = compiled.plan.signals
    match options.format:
        case "json":
            for signal in signals:
                print(json.dumps({"schema": 1, "event": "node"} | _fields(signal)))
        case "dot":
            print(_dot(signals))
        case _:
            width = max(len(signal.name) for signal in signals)
            for signal in signals:
                heard = " <- " + ", ".join(signal.inputs) if signal.inputs else ""
                print(f"{signal.name:<{width}}  {type(signal.step).__name__.lower()}{heard}")
    return 0


def _fields(signal: Signal) -> dict[str, object]:
    step = type(signal.step).__name__.lower()
    return {"signal": signal.name, "stage": signal.stage, "step": step, "inputs": list(signal.inputs)}


def _dot(signals: Iterable[Signal]) -> str:
    lines = ["digraph song {", "  rankdir=LR; node [shape=box, fontname=sans-serif];"]
    for signal in signals:
        lines.append(f'  "{signal.name}";')
        lines += [f'  "{heard}" -> "{signal.name}";' for heard in signal.inputs]
    return "\n".join([*lines, "}"])
