"""The built-in instruments and drum kits, with their settings.

examples:
  songc instruments                 lists them with character and range
  songc instruments round-bass      its settings and a snippet
"""

from __future__ import annotations

import argparse

from ..project import UsageError

NOTE_NAMES = ("c", "c#", "d", "d#", "e", "f", "f#", "g", "g#", "a", "a#", "b")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="one preset or kit")


def run(options: argparse.Namespace) -> int:
    from ...compiler.suggest import closest
    from ...compiler.vocabulary.instruments import KITS, PIECES, PRESETS, resolve
    from ..terminal.settings import table

    if options.name is None:
        _list()
        return 0
    kind = "synth" if options.name in PRESETS else "kit"
    settings = resolve(kind, options.name)
    if settings is None:
        near = closest(options.name, (*PRESETS, *KITS))
        raise UsageError(f"there is no instrument `{options.name}`" + (f"; did you mean `{near}`?" if near else ""))
    found = PRESETS[options.name] if kind == "synth" else KITS[options.name]
    print(f"{found.name}: {found.character}\n")
    print("\n".join(f"  {line}" for line in table(settings)))
    if kind == "kit":
        print(f"\n  pieces: {' '.join(PIECES)}")
    changed = f" {{ {settings[0].name} … }}" if settings else ""
    print(f'\n  example: instrument {kind} "{found.name}"{changed}')
    return 0


def _list() -> None:
    from ...compiler.vocabulary.instruments import KITS, PRESETS

    width = max(map(len, (*PRESETS, *KITS)))
    print('instrument synth "NAME"')
    for preset in PRESETS.values():
        print(f"  {preset.name:<{width}}  {_note(preset.low):>3}..{_note(preset.high):<3}  {preset.character}")
    print('\ninstrument kit "NAME"')
    for kit in KITS.values():
        print(f"  {kit.name:<{width}}  {'':8}  {kit.character}")


def _note(number: int) -> str:
    return f"{NOTE_NAMES[number % 12]}{number // 12 - 1}"
