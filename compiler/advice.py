"""Advice: what a value that cannot stand where it does was most likely meant to be, as the song would write it."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from .syntax import Quantity, Text, Value, Word
from .vocabulary.instruments import names
from .vocabulary.setting import Kind, Setting

_FOREIGN_KEY = re.compile(r"([A-Ha-h])(is|es|s|#|b|♯|♭)?-?(maj|major|dur|M|m|min|minor|moll)?")
_MINOR = ("m", "min", "minor", "moll")
_SIDE = re.compile(r"(?:([LR])(\d{1,3})|(\d{1,3})([LR]))", re.IGNORECASE)


def key(written: str) -> str:
    """What `Dm`, `Bes`, `fis-moll` and `H` are as a key; an empty string where nobody can tell."""
    match = _FOREIGN_KEY.fullmatch(written)
    if match is None:
        return ""
    letter, accidental, mode = match[1].upper(), match[2] or "", match[3] or ""
    sign = {"is": "#", "♯": "#", "#": "#"}.get(accidental, "b" if accidental else "")
    if letter == "H":
        letter = "B"
    minor = mode in _MINOR or (not mode and match[1].islower())
    return f"{letter}{sign} {'minor' if minor else 'major'}"


def side(written: Value) -> str:
    """A place between the speakers as other programs write it (`-0.5`, `L30`): `50% left`."""
    match written:
        case Word(text=text) if found := _SIDE.fullmatch(text):
            left = (found[1] or found[4]).upper() == "L"
            share = Fraction(int(found[2] or found[3]), 100)
        case Quantity(unit="", value=value):
            left, share = value < 0, abs(value) if abs(value) <= 1 else abs(value) / 100
        case _:
            return ""
    if share > 1:
        return ""
    return f"{float(share * 100):g}% {'left' if left else 'right'}" if share else "center"


def level(share: Quantity) -> str:
    """The level in dB of a share of the amplitude in per cent."""
    return f"{20 * math.log10(share.value / 100):.1f}dB" if share.unit == "%" and share.value > 0 else ""


def quoted(setting: Setting, written: str) -> str:
    """What was written without quotes where there should be some."""
    return f'`{setting.name} "{written}"`' if setting.kind is Kind.TEXT else ""


def slug(text: str) -> str:
    """A text as a name: `Lead Vox` is `lead-vox`. Empty where no name can be made of it."""
    name = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    return name if name[:1].isalpha() else ""


def file_format(value: Value | None) -> str:
    """The format that the ending of a file's name says."""
    return value.value.rpartition(".")[2].lower() if isinstance(value, Text) and "." in value.value else ""


def instrument(wanted: str) -> str:
    """The built-in instrument that somebody who writes `piano` means: it has the word in its name."""
    folded = slug(wanted)
    for kind in ("synth", "kit"):
        known = names(kind)
        if folded and (found := next((name for name in known if folded in (name, *name.split("-"))), None)):
            return f'`instrument {kind} "{found}"`'
    return ""
