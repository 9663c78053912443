"""The instruments and drum kits that come with songc, with their settings.

examples:
  songc instruments                 lists them with character and range
  songc instruments round-bass      its settings and a snippet
  songc instruments organ           those of a sort: `organ`, `pad`, `folk`; all that is a `synth`
  songc instruments kit             the kits and the pieces that a step row may name
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
    from ...compiler.vocabulary.instruments import Kit, Preset
    from ...compiler.vocabulary.setting import Setting

FILED = {
    "gm": ("soundfont", 'instrument soundfont "gm" { program "Violin" }'),
    "soundfont": ("soundfont", 'instrument soundfont "bank.sf2" { program "0" }'),
    "sampler": ("sampler", 'instrument sampler "samples/piano" { release 400ms }'),
}
KINDS = ("synth", "kit")
PLAIN = ("level", "tune", "pulse", "pulse-sweep")  # settings that tell little of an instrument
NOTE_NAMES = ("c", "c#", "d", "d#", "e", "f", "f#", "g", "g#", "a", "a#", "b")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="a preset, a kit, a sort, `gm` or `sampler`")
    help = "play every preset and kit into FOLDER: tour.flac and tour.svg"
    parser.add_argument("--tour", metavar="FOLDER", type=Path, help=help)


def run(options: argparse.Namespace) -> int:
    from ...compiler.suggest import closest
    from ...compiler.vocabulary.instruments import KITS, PIECES, PRESETS, Preset, resolve
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
    if options.name in sorts():
        _sort(options.name)
        return 0
    kind = "synth" if options.name in PRESETS else "kit"
    settings = resolve(kind, options.name)
    if settings is None:
        near = closest(options.name, (*PRESETS, *KITS, *FILED, *sorts()))
        raise UsageError(f"there is no instrument `{options.name}`" + (f"; did you mean `{near}`?" if near else ""))
    found = PRESETS[options.name] if kind == "synth" else KITS[options.name]
    columns = room(sys.stdout)
    reach = f"{_note(found.low)}..{_note(found.high)}; " if isinstance(found, Preset) else ""
    print(*hanging(f"{found.name}: ", found.character, columns), f"  {reach}{', '.join(found.tags)}", sep="\n")
    print("", *told(settings, columns), sep="\n")
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


def sorts() -> tuple[str, ...]:
    """What several instruments are: the two kinds, and the tags that name no instrument."""
    from ...compiler.vocabulary.instruments import KITS, PRESETS

    tags = {tag for preset in PRESETS.values() for tag in preset.tags} | {
        tag for kit in KITS.values() for tag in kit.tags
    }
    return (*KINDS, *sorted(tags - {*PRESETS, *KITS}))


def _sort(name: str) -> None:
    """The instruments of a sort, and for kits the pieces they have."""
    from ...compiler.vocabulary.instruments import KITS, PIECES, PRESETS
    from ..terminal.tables import room, table

    presets = [each for each in PRESETS.values() if name == "synth" or name in each.tags]
    kits = [each for each in KITS.values() if name == "kit" or name in each.tags]
    print("\n\n".join("\n".join(listed) for listed in (_presets(presets), _kits(kits)) if listed))
    if name == "kit":
        pieces = [(piece.name, piece.help + _also(piece.aliases)) for piece in PIECES.values()]
        print("\npieces", *table(pieces, room(sys.stdout), indent=2), sep="\n")


def _also(names: Iterable[str]) -> str:
    listed = ", ".join(f"`{name}`" for name in names)
    return f" Also {listed}." if listed else ""


def _presets(presets: Iterable[Preset]) -> list[str]:
    from ..terminal.tables import room, table

    rows = [(each.name, f"{_note(each.low):>3}..{_note(each.high)}", each.character) for each in presets]
    return ['instrument synth "NAME"', *table(rows, room(sys.stdout), indent=2)] if rows else []


def _kits(kits: Iterable[Kit]) -> list[str]:
    from ..terminal.tables import room, table

    rows = [(each.name, each.character) for each in kits]
    return ['instrument kit "NAME"', *table(rows, room(sys.stdout), indent=2)] if rows else []


def _list() -> None:
    from ...compiler.vocabulary.instruments import KITS, PRESETS

    print(*_presets(PRESETS.values()), "", *_kits(KITS.values()), sep="\n")
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
