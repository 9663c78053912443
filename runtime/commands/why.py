"""Why each signal was rebuilt last time.

examples:
  songc why                  every signal that ran, with the declaration and line that changed
  songc why strip:bass       one signal
  songc why bass             what there is of a track, a bus or a group
  songc why --json
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ...compiler.suggest import closest
from ..project import UsageError
from . import add_song


def add(parser: argparse.ArgumentParser) -> None:
    add_song(parser)
    parser.add_argument("signal", nargs="?", metavar="SIGNAL", help="one, such as strip:bass or master, or a track")
    parser.add_argument("--only", metavar="WHAT", help="of the last `build --only WHAT`")
    parser.add_argument("--variant", metavar="NAME", help="of the last build of a variant")
    parser.add_argument("--json", action="store_true", help="one JSON object a line on standard output")


def run(options: argparse.Namespace) -> int:
    from .. import config
    from ..events import as_json
    from ..project import locate
    from ..reasons import load, saved_signals, why_path
    from ..request import Request
    from ..terminal.tables import room, table

    song, wanted = options.song, options.signal
    if wanted is None and song is not None and not Path(song).exists() and not song.endswith(".song"):
        song, wanted = None, song  # `songc why strip:bass`: the song of this folder
    project = locate(song)
    request = Request(project, config.load(project.root), options.only, options.variant)
    data = load(why_path(request))
    if data is None:
        raise UsageError(f"{project.song} has not been built yet; `songc build` first")
    signals = saved_signals(data)
    if wanted is not None:
        names = _named(wanted, [signal.signal for signal in signals])
        signals = [signal for signal in signals if signal.signal in names]
    if options.json:
        for signal in signals:
            print(json.dumps(as_json(signal), ensure_ascii=False))
        return 0

    ran = [signal for signal in signals if signal.ran]
    most = max((len(str(signal.chunks)) for signal in ran), default=0)
    rows = [(signal.signal, f"{signal.ran:>{most}} of {signal.chunks:>{most}}", signal.reason) for signal in ran]
    if rows:
        print(*table(rows, room(sys.stdout)), sep="\n")
    if wanted is not None and not ran:
        print(f"{wanted} was as it had been; nothing of it ran")
    elif not ran:
        print("nothing ran: everything was as it had been")
    return 0


def _named(wanted: str, known: list[str]) -> set[str]:
    """The signals that a word names: one by its own name, or those of a track, a bus or a group by theirs. Raises
    UsageError where there are none."""
    found = {name for name in known if wanted in (name, _of(name))}
    if found:
        return found
    near = closest(wanted, [*known, *filter(None, map(_of, known))])
    hint = f"did you mean `{near}`?" if near else "`songc graph` lists the signals"
    raise UsageError(f"the last build had no signal `{wanted}`, and there is no such song; {hint}")


def _of(signal: str) -> str:
    """`bass` of `strip:bass` and of `take:bass.1`; empty for the mix and the master."""
    kind, _, name = signal.partition(":")
    return name.rpartition(".")[0] if kind == "take" else name
