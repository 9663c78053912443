"""The store of rendered sound in .songc/.

examples:
  songc cache stats    how much it holds, and how much it may (`cache-size-gb` in songc.toml)
  songc cache verify   read every entry against its digest; broken ones are thrown away
  songc cache gc       throw away what was used least recently, down to the size cap
  songc cache clear    throw everything away; the next build makes it again
"""

from __future__ import annotations

import argparse
import os

from . import add_song


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("stats", "verify", "gc", "clear"))
    add_song(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(options: argparse.Namespace) -> int:
    import json

    from .. import config
    from ..engine.collect import clear, gc, stats, verify
    from ..engine.store import Store
    from ..project import locate

    project = locate(options.song)
    store = Store(project.store)
    match options.action:
        case "stats":
            held = stats(store)
            figures = {"chunks": held.chunks, "bytes": held.bytes, "cap_bytes": config.load(project.root).cache_bytes}
            if not options.json:
                print(f"{'store':<16} {os.path.relpath(project.store)}")
        case "verify":
            figures = {"broken_chunks": len(verify(store))}
        case "gc":
            figures = {"freed_bytes": gc(store, config.load(project.root).cache_bytes)}
        case _:
            figures = {"freed_bytes": clear(store)}
    if options.json:
        print(json.dumps({"schema": 1, "event": "cache", "action": options.action} | figures))
    else:
        for name, value in figures.items():
            print(f"{name.removesuffix('_bytes').replace('_', ' '):<16} {_shown(name, value)}")
    return 0


def _shown(name: str, value: int) -> str:
    return f"{value / 1e6:,.1f} MB" if "bytes" in name else f"{value:,}"
