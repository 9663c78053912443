"""The instruments and drum kits that come with songc, with their settings.

examples:
  songc instruments                 lists them with character and range
  songc instruments round-bass      its settings and a snippet
  songc instruments gm              the programs of the General MIDI bank
  songc instruments --tour demo     every preset and kit, in one audio file and one picture
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ...compiler.files import GENERAL_MIDI
from ..project import EnvironmentLack, UsageError

FILED = {
    "gm": ("soundfont", 'instrument soundfont "gm" { program "Violin" }'),
    "soundfont": ("soundfont", 'instrument soundfont "bank.sf2" { program "0" }'),
    "sampler": ("sampler", 'instrument sampler "samples/piano" { release 400ms }'),
}
NOTE_NAMES = ("c", "c#", "d", "d#", "e", "f", "f#", "g", "g#", "a", "a#", "b")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="one preset or kit, `gm`, `soundfont` or `sampler`")
    help = "play every preset and kit into FOLDER: tour.flac and tour.svg"
    parser.add_argument("--tour", metavar="FOLDER", type=Path, help=help)


def run(options: argparse.Namespace) -> int:
    from ...compiler.suggest import closest
    from ...compiler.vocabulary.instruments import KITS, PIECES, PRESETS, resolve
    from ..terminal.settings import shown, told
    from ..terminal.tables import hanging, room

    if options.tour is not None:
        from ..instruments.tour import write

        try:
            print(*write(options.tour), sep="\n")
        except OSError as problem:
            raise EnvironmentLack(f"{options.tour} cannot be written: {problem}") from None
        return 0
    if options.name is None:
        _list()
        return 0
    if options.name in FILED:
        _filed(*FILED[options.name])
        return 0
    kind = "synth" if options.name in PRESETS else "kit"
    settings = resolve(kind, options.name)
    if settings is None:
        near = closest(options.name, (*PRESETS, *KITS, *FILED))
        raise UsageError(f"there is no instrument `{options.name}`" + (f"; did you mean `{near}`?" if near else ""))
    found = PRESETS[options.name] if kind == "synth" else KITS[options.name]
    columns = room(sys.stdout)
    print(*hanging(f"{found.name}: ", found.character, columns), "", *told(settings, columns), sep="\n")
    if kind == "kit":
        print("", *hanging("  pieces: ", " ".join(PIECES), columns), sep="\n")
    changed = f" {{ {settings[0].name} {shown(settings[0].kind, settings[0].default)} }}" if settings else ""
    print(f'\n  example: instrument {kind} "{found.name}"{changed}')
    return 0


def _list() -> None:
    from ...compiler.vocabulary.instruments import KITS, PRESETS
    from ..terminal.tables import room, table

    columns = room(sys.stdout)
    presets = [(each.name, f"{_note(each.low):>3}..{_note(each.high)}", each.character) for each in PRESETS.values()]
    print('instrument synth "NAME"', *table(presets, columns, indent=2), sep="\n")
    kits = [(each.name, each.character) for each in KITS.values()]
    print('\ninstrument kit "NAME"', *table(kits, columns, indent=2), sep="\n")
    print('\ninstrument soundfont "gm"')
    print("  piano, guitars, strings, drums: all of General MIDI  (`songc instruments gm`)")
    print('\ninstrument sampler "FOLDER"')
    print("  samples of your own  (`songc instruments sampler`)")


def _filed(kind: str, example: str) -> None:
    """The settings of instruments that play files, and what the General MIDI bank holds."""
    from ...compiler.vocabulary.instruments import resolve
    from ...compiler.vocabulary.instruments.general_midi import DRUM_BANK
    from ..instruments import fonts
    from ..terminal.settings import told
    from ..terminal.tables import hanging, room, unbroken

    columns = room(sys.stdout)
    print(*told(resolve(kind, "") or (), columns), sep="\n")
    bank = fonts.find(GENERAL_MIDI, Path()) if kind == "soundfont" else None
    found = fonts.info(bank) if bank is not None else None
    for number, title in ((0, "programs"), (DRUM_BANK, "drums")):
        names = [name for at, _, name in sorted(found.programs or ()) if at == number] if found else []
        if names:
            print("", *hanging(f"  {title}: ", ", ".join(map(unbroken, names)), columns), sep="\n")
    print(f"\n  example: {example}")


def _note(number: int) -> str:
    return f"{NOTE_NAMES[number % 12]}{number // 12 - 1}"
