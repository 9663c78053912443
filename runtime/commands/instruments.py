"""The instruments and drum kits that come with songc, with their settings.

examples:
  songc instruments                 lists them with character and range
  songc instruments round-bass      its settings and a snippet
  songc instruments gm              the programs of the General MIDI bank
  songc instruments --tour demo     every preset and kit, in one audio file and one picture
"""

from __future__ import annotations

import argparse
from pathlib import Path
from textwrap import fill

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
    from ..terminal.settings import table

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
    print('\ninstrument soundfont "gm"')
    print(f"  {'piano, guitars, strings, drums and all of General MIDI':<{width}}  (`songc instruments gm`)")
    print('\ninstrument sampler "FOLDER"')
    print(f"  {'samples of your own':<{width}}  (`songc instruments sampler`)")


def _filed(kind: str, example: str) -> None:
    """The settings of instruments that play files, and what the General MIDI bank holds."""
    from ...compiler.vocabulary.instruments import resolve
    from ...compiler.vocabulary.instruments.general_midi import DRUM_BANK
    from ..instruments import fonts
    from ..terminal.settings import table

    print("\n".join(f"  {line}" for line in table(resolve(kind, "") or ())))
    bank = fonts.find(GENERAL_MIDI, Path()) if kind == "soundfont" else None
    found = fonts.info(bank) if bank is not None else None
    for number, title in ((0, "programs"), (DRUM_BANK, "drums")):
        names = [name for at, _, name in sorted(found.programs or ()) if at == number] if found else []
        if names:
            print("\n" + fill(", ".join(names), 100, initial_indent=f"  {title}: ", subsequent_indent="    "))
    print(f"\n  example: {example}")


def _note(number: int) -> str:
    return f"{NOTE_NAMES[number % 12]}{number // 12 - 1}"
