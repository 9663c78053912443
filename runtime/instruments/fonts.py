"""The SoundFonts of this process, by digest: where they are, and what they hold.

A plan names a SoundFont by the digest of its bytes, so that no path enters a cache key; `register` gives the digest.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ...compiler.files import GENERAL_MIDI, BankInfo
from ...compiler.plan import Instrument, Note
from ...compiler.vocabulary.instruments import PIECES
from ...compiler.vocabulary.instruments.general_midi import DRUM_BANK, choose
from ..contents import content_of
from .places import put, reading
from .regions import VOL_ENV_RELEASE, Region, regions
from .sf2 import BadSoundFont, Bank, Program, read_bank

LEAST_RELEASE, MOST_RELEASE = 2.0**-6, 12.0  # seconds; banks hold releases of 1 ms, which would tick
_SHIPPED = Path(__file__).parents[1] / "general-midi" / "FluidR3Mono_GM.sf3"
_FOLDERS = (
    *("/usr/share/sounds/sf3", "/usr/share/sounds/sf2", "/usr/share/soundfonts", "/usr/local/share/soundfonts"),
    *("~/.local/share/soundfonts", "~/.local/share/sounds/sf2", "~/Library/Audio/Sounds/Banks"),
    *("/Library/Audio/Sounds/Banks", "/opt/homebrew/share/soundfonts"),
)
_BANKS = ("FluidR3Mono_GM", "FluidR3_GM", "MuseScore_General", "GeneralUser", "default-GM", "TimGM6mb")


def find(name: str, project: Path) -> Path | None:
    """The file of a SoundFont: inside the project, or, for `gm`, the General MIDI bank that comes with songc, or one
    in the system's usual places."""
    if name != GENERAL_MIDI:
        path = (project / name).resolve()
        return path if path.is_relative_to(project.resolve()) and path.is_file() else None
    if _SHIPPED.is_file():
        return _SHIPPED
    folders = [Path(folder).expanduser() for folder in _FOLDERS]
    files = [file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir())]
    banks = [file for file in files if file.suffix.lower() in (".sf2", ".sf3") and file.is_file()]
    for start in _BANKS:
        for file in banks:
            if file.stem.lower().startswith(start.lower()):
                return file
    return banks[0] if banks else None


def register(path: Path) -> str:
    """The digest by which a plan names this file."""
    _, digest = content_of(path)
    put([(digest, str(path))])
    return digest


@cache
def bank_of(digest: str) -> Bank:
    """The tables of a registered file; raises BadSoundFont, FileChanged, or KeyError when it was not registered."""
    with reading(digest) as path:
        return read_bank(path)


def info(path: Path) -> BankInfo | None:
    """What the compiler must know of a bank; None when it cannot be read."""
    try:
        digest = register(path)
        return BankInfo(digest, programs_of(bank_of(digest)))
    except (OSError, BadSoundFont):
        return None


def programs_of(bank: Bank) -> tuple[tuple[int, int, str], ...]:
    """The programs of a bank: (bank, number, name)."""
    return tuple((program.bank, program.number, program.name) for program in bank.programs)


def program_of(bank: Bank, text: str, number: int) -> Program | None:
    """A program by the name the bank gives it, by its General MIDI name, or by its number."""
    chosen = choose(programs_of(bank), text, number)
    if chosen is None:
        return None
    return next(program for program, entry in zip(bank.programs, programs_of(bank), strict=True) if entry == chosen)


def regions_of(instrument: Instrument, note: Note) -> tuple[Region, ...]:
    """What a note plays; nothing when the bank has no such program. Drum pieces are keys of bank 128."""
    settings = dict(instrument.settings)
    bank = bank_of(instrument.name)
    number = DRUM_BANK if note.piece else int(float(settings["bank"]))
    program = program_of(bank, str(settings["program"]), number)
    if program is None:
        return ()
    velocity = min(127, max(1, round(127.0 * note.velocity)))
    return tuple(regions(bank, program, key_of(note), velocity))


def key_of(note: Note) -> int:
    """The MIDI key a note presses; its tuning is added as pitch."""
    if note.piece:
        return PIECES[note.piece].key if note.piece in PIECES else 0
    return min(127, max(0, round(note.pitch)))


def release_seconds(instrument: Instrument, note: Note) -> float:
    """The longest release of a note's regions."""
    scale = float(dict(instrument.settings)["release"])
    return max((release_of(region, scale) for region in regions_of(instrument, note)), default=0.0) + 0.01


def release_of(region: Region, scale: float) -> float:
    """Seconds in which a region falls silent, its own times `scale`."""
    return min(MOST_RELEASE, max(LEAST_RELEASE, scale * region.seconds(VOL_ENV_RELEASE)))
