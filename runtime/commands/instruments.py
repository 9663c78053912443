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
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ...compiler.files import GENERAL_MIDI
from ..project import EnvironmentLack, UsageError

if TYPE_CHECKING:
    from ...compiler.vocabulary.setting import Setting

FILED = {
    "gm": ("soundfont", 'instrument soundfont "gm" { program "Violin" }'),
    "soundfont": ("soundfont", 'instrument soundfont "bank.sf2" { program "0" }'),
    "sampler": ("sampler", 'instrument sampler "samples/piano" { release 400ms }'),
}
PLAIN = ("level", "tune", "pulse", "pulse-sweep")  # settings that tell little of an instrument
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
    print(*_moving(settings, columns), sep="\n")
    if kind == "kit":
        print("", *hanging("  pieces: ", " ".join(PIECES), columns), sep="\n")
    telling = next((each for each in settings if each.automatable and each.name not in PLAIN), settings[0])
    changed = f"{telling.name} {shown(telling.kind, telling.default)}"
    print(f'\n  example: instrument {kind} "{found.name}" {{ {changed} }}')
    return 0


def _moving(settings: Iterable[Setting], columns: int | None) -> list[str]:
    """Which settings move while notes sound, where they are automated."""
    from ..terminal.tables import hanging

    names = ", ".join(setting.name for setting in settings if setting.automatable)
    return hanging("  while notes sound: ", f"{names}; all others are read as a note begins", columns)


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
    settings = resolve(kind, "") or ()
    print(*told(settings, columns), *_moving(settings, columns), sep="\n")
    bank = fonts.find(GENERAL_MIDI, Path()) if kind == "soundfont" else None
    found = fonts.info(bank) if bank is not None else None
    for number, title in ((0, "programs"), (DRUM_BANK, "drums")):
        names = [name for at, _, name in sorted(found.programs or ()) if at == number] if found else []
        if names:
            print("", *hanging(f"  {title}: ", ", ".join(map(unbroken, names)), columns), sep="\n")
    print(f"\n  example: {example}")


def _note(number: int) -> str:
    return f"{NOTE_NAMES[number % 12]}{number // 12 - 1}"
