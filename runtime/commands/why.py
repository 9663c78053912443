"""Why each signal was rebuilt last time.

examples:
  songc why                  every signal that ran, with the declaration and line that changed
  songc why strip:bass       one signal
  songc why --json
"""

from __future__ import annotations

import argparse
import json

from ..project import UsageError
from . import add_song


def add(parser: argparse.ArgumentParser) -> None:
    add_song(parser)
    parser.add_argument("signal", nargs="?", metavar="SIGNAL", help="one signal, such as strip:bass or master")
    parser.add_argument("--only", metavar="WHAT", help="of the last `build --only WHAT`")
    parser.add_argument("--variant", metavar="NAME", help="of the last build of a variant")
    parser.add_argument("--json", action="store_true", help="one JSON object a line on standard output")


def run(options: argparse.Namespace) -> int:
    from .. import config
    from ..events import as_json
    from ..project import locate
    from ..reasons import load, saved_signals, why_path
    from ..request import Request

    song, wanted = options.song, options.signal
    if wanted is None and song is not None and (":" in song or song in ("mix", "master")):
        song, wanted = None, song  # `songc why strip:bass`: the song of this folder
    project = locate(song)
    request = Request(project, config.load(project.root), options.only, options.variant)
    data = load(why_path(request))
    if data is None:
        raise UsageError(f"{project.song} has not been built yet; `songc build` first")
    signals = saved_signals(data)
    if wanted is not None:
        signals = [signal for signal in signals if signal.signal == wanted]
        if not signals:
            raise UsageError(f"the last build had no signal `{wanted}`; `songc graph` lists them")
    if options.json:
        for signal in signals:
            print(json.dumps(as_json(signal), ensure_ascii=False))
        return 0
    ran = [signal for signal in signals if signal.ran]
    for signal in ran:
        print(f"{signal.signal:<16} {signal.ran:>4} of {signal.chunks:<4} {signal.reason}")
    if wanted is not None and not ran:
        print(f"{wanted} was as it had been; nothing of it ran")
    elif not ran:
        print("nothing ran: everything was as it had been")
    return 0
