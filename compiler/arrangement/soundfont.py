"""SoundFonts: `instrument soundfont "gm" { program "Electric Piano 1" }`."""

from __future__ import annotations

from ..check import Check, alternatives
from ..files import GENERAL_MIDI, BankInfo, project_path
from ..plan import Instrument, Sound
from ..settings import Default, Settings, as_listed, read_settings
from ..source import Span
from ..suggest import did_you_mean
from ..syntax import Statement, Text, Value
from ..vocabulary.instruments import PIECES
from ..vocabulary.instruments.general_midi import DRUM_BANK, DRUM_SETS, PROGRAMS, choose
from ..vocabulary.instruments.voices import SOUNDFONT
from .played import Played

INSTALL = (
    "install one (on Debian and its kin `apt install fluidr3mono-gm-soundfont`, on a Mac a .sf2 file in "
    '~/Library/Audio/Sounds/Banks), or name a file of the project: `instrument soundfont "bank.sf2"`'
)


def read_soundfont(
    check: Check, statement: Statement, name: Text, left: list[Value], default: Default = as_listed
) -> Played | None:
    """The program of a bank that the statement names; None, with a diagnostic, when there is no such bank."""
    settings = read_settings(check, f"soundfont {name.value}", left, statement.block, SOUNDFONT, default)
    found = _bank(check, name)
    if found is None:
        return None
    path, info = found
    settings = _with_program(check, statement, name, info, settings)
    drums = dict(settings)["bank"] == DRUM_BANK
    instrument = Instrument("soundfont", name.value, settings, (Sound(path, info.digest),))
    return Played(instrument, pieces=tuple(PIECES) if drums else ())


def _bank(check: Check, name: Text) -> tuple[str, BankInfo] | None:
    if name.value == GENERAL_MIDI:
        info = check.files.bank_info(GENERAL_MIDI)
        if info is None:
            check.report("E0812", "no General MIDI bank is installed", name.span, "not found", INSTALL)
            return None
        return GENERAL_MIDI, info
    path = project_path(name.value, name.span.file)
    if path is None:
        message = f"`{name.value}` leads out of the project"
        check.report("E0801", message, name.span, "outside the project", "copy the bank into the project")
        return None
    info = check.files.bank_info(path)
    if info is not None:
        return path, info
    if check.files.exists(path):
        message = f"`{name.value}` cannot be read as a SoundFont"
        check.report("E0811", message, name.span, "not a SoundFont", 'SF2 and SF3 files can be read, and `"gm"` is one')
    else:
        help = 'paths are relative to the folder of the song; `instrument soundfont "gm"` needs no file'
        check.report("E0802", f"there is no file `{name.value}`", name.span, "not found", help)
    return None


def _with_program(check: Check, statement: Statement, name: Text, info: BankInfo, settings: Settings) -> Settings:
    """The settings with the program as the number that the bank gives it, so that no spelling of it matters.

    A name that the plain bank does not have is looked for in the others, drums included."""
    values = dict(settings)
    text, bank = str(values["program"]), int(float(values["bank"]))
    if info.programs is None:
        drums = bank == 0 and text.lower().strip() in DRUM_SETS
        return tuple((values | {"bank": float(DRUM_BANK)}).items()) if drums else settings
    found = choose(info.programs, text, bank)
    if found is None and bank == 0:
        wanted = text.lower().strip()
        found = next((program for program in info.programs if program[2].lower().strip() == wanted), None)
    if found is None:
        inside = tuple(program[2] for program in info.programs if program[0] == bank)
        help = did_you_mean(text, (*inside, *PROGRAMS)) or f"it has {alternatives(inside[:6])}" if inside else ""
        message = f"`{name.value}` has no program `{text}`" + (f" in bank {bank}" if bank else "")
        check.report("E0502", message, _program_span(statement), "not known", help)
        return settings
    values |= {"program": str(found[1]), "bank": float(found[0])}
    return tuple(values.items())


def _program_span(statement: Statement) -> Span:
    """Where the program is written, or the whole statement."""
    inside = statement.block.statements if statement.block is not None else ()
    return next((one.span for one in inside if one.head.text == "program"), statement.span)
