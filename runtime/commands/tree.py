"""What stands where in a song's text: statements, blocks, values, rows, notes, comments, nested, each with its place.

For editors and other programs that colour, fold, outline or select. A text with mistakes gives all that can be read, so
it may be asked at every keystroke; `-` reads a text that is not saved.

examples:
  songc tree demo.song
  songc tree --json - < demo.song     one JSON object (songc schema tree)
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..project import UsageError

if TYPE_CHECKING:
    from ...compiler.nodes import Node
    from ...compiler.source import Source


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help="a song; - is standard input (default: this folder's)")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(options: argparse.Namespace) -> int:
    from ...compiler.nodes import nodes
    from ...compiler.source import Source
    from ..project import locate

    if options.file == "-":
        name, data = "-", sys.stdin.buffer.read()
    else:
        path = locate(options.file).song_path if options.file is None or Path(options.file).is_dir() else options.file
        name = str(options.file or Path(path).name)
        data = _read(Path(path))
    source = Source(name, data.decode("utf-8", "replace"))
    tree = nodes(source)
    if options.json:
        found = [_fields(source, node) for node in tree.children]
        print(json.dumps({"schema": 1, "event": "tree", "file": name, "nodes": found}, ensure_ascii=False))
    else:
        for node in tree.children:
            print(*_lines(source, node, ""), sep="\n")
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UsageError(f"{path} cannot be read: {problem.strerror}") from None


def _fields(source: Source, node: Node) -> dict[str, Any]:
    """Lines and columns are 1-based, columns in characters; a node with nothing inside it has its text."""
    (line, column), (end_line, end_column) = source.position(node.start), source.position(node.end)
    place = {"kind": node.kind, "line": line, "column": column, "end_line": end_line, "end_column": end_column}
    if node.children:
        return place | {"children": [_fields(source, child) for child in node.children]}
    return place | {"text": source.text[node.start : node.end]}


def _lines(source: Source, node: Node, indent: str) -> Iterator[str]:
    (line, column), (end_line, end_column) = source.position(node.start), source.position(node.end)
    said = "" if node.children else f"  {source.text[node.start : node.end]}"
    yield f"{indent}{node.kind} {line}:{column}-{end_line}:{end_column}{said}"
    for child in node.children:
        yield from _lines(source, child, indent + "  ")
