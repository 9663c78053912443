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
    from .. import config
    from ..ingredients import ingredients
    from ..inputs import DiskFiles
    from ..request import Request
    from .compiled import compiled_or_told

    request = Request(project, config.load(project.root))
    files = DiskFiles(project.root)
    song = compiled_or_told(project, None, files)
    if song is None:
        return None
    items = set(ingredients(request, song.plan, files.seen))
    for variant in song.variants:
        written = compiled_or_told(project, variant, files)
        if written is None:
            return None
        items |= set(ingredients(request, written.plan, files.seen))
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
        said = "as it was" if not changed else f"{changed} lines changed" if before else "written"
        print(f"{shown}: {len(items) + len(others)} items, {said}")
