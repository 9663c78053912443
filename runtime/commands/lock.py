"""Write songc.lock: digests of takes and samples, and the versions of what shaped the sound, one line an item.

`songc build --locked` fails where reality differs from it, and names what does. Commit it beside the songs.

examples:
  songc lock                        the songs in this folder, with all their variants
  songc lock one.song two.song      these; lines of other songs stay
  songc lock && git diff songc.lock
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...compiler import Compiled
    from ..lock import Item
    from ..project import Project


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("songs", nargs="*", metavar="SONG", help="songs (default: those in this folder)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line on standard output")


def run(options: argparse.Namespace) -> int:
    from ..project import locate

    here = sorted(Path().glob("*.song"))
    projects = [locate(target) for target in options.songs or here or [None]]
    found: dict[Path, list[Item]] = {}
    for project in projects:
        items = _items(project)
        if items is None:
            return 1
        found.setdefault(project.root, []).extend(items)
    for root, items in found.items():
        _replace(root, items, as_json=options.json)
    return 0


def _items(project: Project) -> list[Item] | None:
    """What shapes the song and its variants; None when it has mistakes, which are told."""
    import sys

    from ...compiler import compile_song
    from .. import config
    from ..ingredients import ingredients
    from ..inputs import DiskFiles
    from ..request import Request
    from ..terminal.frames import render

    request = Request(project, config.load(project.root))
    files = DiskFiles(project.root)

    def compiled(variant: str | None) -> Compiled:
        return compile_song(project.song, files=files, variant=variant, rate=request.config.sample_rate)

    song = compiled(None)
    items: set[Item] = set()
    for each in (song, *map(compiled, song.variants)):
        if each.plan is None:
            for diagnostic in each.diagnostics:
                print(render(diagnostic, each.sources, color=False, width=100), file=sys.stderr)
            return None
        items |= set(ingredients(request, each.plan, files.seen))
    return sorted(items)


def _replace(root: Path, items: list[Item], *, as_json: bool) -> None:
    """Puts the lines of these songs in place of their old ones; lines of songs that are gone go with them."""
    from .. import lock
    from ..publish import publish

    path = root / lock.NAME
    songs = {item.song for item in items}
    before = {line.item for line in lock.read(path.read_text("utf-8", "replace"))[0]} if path.is_file() else set()
    others = [item for item in before if item.song not in songs and (root / item.song).is_file()]
    text = lock.written([*items, *others])
    changed = len({*items, *others} ^ before)
    if not path.is_file() or path.read_bytes() != text.encode():
        publish(path, lambda temporary: temporary.write_text(text, "utf-8", newline=""))
    shown = os.path.relpath(path)
    if as_json:
        fields = {"path": shown, "items": len(items) + len(others), "changed": changed}
        print(json.dumps({"schema": 1, "event": "lock"} | fields))
    else:
        print(f"{shown}: {len(items) + len(others)} items, " + (f"{changed} lines other" if changed else "as it was"))
