"""The build graph of a song: each signal, how it is made, and what it hears.

examples:
  songc graph
  songc graph --format dot | dot -Tsvg -o graph.svg
"""

from __future__ import annotations

import argparse
import json
import sys
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
    from ..project import locate
    from ..terminal.tables import room, table
    from .compiled import compiled_or_told

    written = compiled_or_told(locate(options.song), options.variant)
    if written is None:
        return 1
    signals = written.plan.signals
    match options.format:
        case "json":
            for signal in signals:
                print(json.dumps({"schema": 1, "event": "node"} | _fields(signal)))
        case "dot":
            print(_dot(signals))
        case _:
            rows = [(signal.name, type(signal.step).__name__.lower(), _heard(signal)) for signal in signals]
            print(*table(rows, room(sys.stdout)), sep="\n")
    return 0


def _heard(signal: Signal) -> str:
    return "<- " + ", ".join(signal.inputs) if signal.inputs else ""


def _fields(signal: Signal) -> dict[str, object]:
    step = type(signal.step).__name__.lower()
    return {"signal": signal.name, "stage": signal.stage, "step": step, "inputs": list(signal.inputs)}


def _dot(signals: Iterable[Signal]) -> str:
    lines = ["digraph song {", "  rankdir=LR; node [shape=box, fontname=sans-serif];"]
    for signal in signals:
        lines.append(f'  "{signal.name}";')
        lines += [f'  "{heard}" -> "{signal.name}";' for heard in signal.inputs]
    return "\n".join([*lines, "}"])
