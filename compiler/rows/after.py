"""What follows a note, a rest or a bracket without a space: weight, duration, marks."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from ..diagnostics import Mistake
from ..suggest import did_you_mean
from .records import Mark

NOTE_VALUES = (1, 2, 4, 8, 16, 32, 64)
DYNAMICS = ("pppp", "ppp", "pp", "p", "mp", "mf", "f", "ff", "fff", "ffff")
ARTICULATIONS = {"'": "staccato", ">": "accent", "_": "tenuto", "^": "marcato"}

_AFTER = re.compile(
    r"(?:@(?P<weight>\d+(?:[./]\d+)?))?(?P<duration>:(?P<value>\d+)(?:/(?P<under>\d+)|(?P<dots>\.+))?)?(?P<marks>.*)",
    re.DOTALL,
)
_MARK = re.compile(r"[~'>_^]|!([a-z]+)(?:([<>])([a-z]+))?|\{([^{}]*)\}")
_BEND = re.compile(r"(?P<amount>[+-]\d{1,6}(?:\.\d{1,6})?) ?(?P<unit>cents|cent|st)")
_SHARE = re.compile(r"(?P<kind>velocity|chance) (?P<percent>\d{1,3}(?:\.\d{1,6})?) ?%")
_LONGEST = 6  # digits
_MOST_DOTS = 3


class After(NamedTuple):
    weight: Fraction | None
    duration: Fraction | None
    tie: bool
    marks: tuple[Mark, ...]


def read_after(text: str, start: int, mistakes: list[Mistake]) -> After:
    """Reads `text`, which stands at `start` of its row and which the grammar's AFTER_NOTE has let through."""
    match = _AFTER.fullmatch(text)
    assert match, text
    weight = _weight(match, start, mistakes)
    duration = _duration(match, start, mistakes)
    tie, marks = False, list[Mark]()
    for found in _MARK.finditer(match["marks"]):
        at = (start + match.start("marks") + found.start(), start + match.start("marks") + found.end())
        if found[0] == "~":
            tie = True
        elif kind := ARTICULATIONS.get(found[0]):
            if any(mark.kind == kind for mark in marks):
                mistakes.append(_twice(found[0], at))
            marks.append(Mark(kind, "", at))
        elif found[1]:
            marks += _dynamic(found, at, mistakes)
        else:
            marks += _settings(found[4], at, mistakes)
    return After(weight, duration, tie, tuple(marks))


def read_duration(value: str, under: str | None, dots: str | None) -> Fraction | None:
    """A note value (`8`, dotted `8.`) or a fraction of a whole note (`3/16`), in whole notes; None if it is neither."""
    if max(len(value), len(under or "")) > _LONGEST:
        return None
    if under:
        return Fraction(int(value), int(under)) if int(value) and int(under) else None
    count = len(dots or "")
    if int(value) not in NOTE_VALUES or count > _MOST_DOTS:
        return None
    return Fraction(1, int(value)) * (2 - Fraction(1, 2**count))


def _duration(match: re.Match[str], start: int, mistakes: list[Mistake]) -> Fraction | None:
    if match["duration"] is None:
        return None
    duration = read_duration(match["value"], match["under"], match["dots"])
    if duration is None:
        at = (start + match.start("duration"), start + match.end("duration"))
        message = f"`{match['duration']}` is not a note value"
        help_ = "note values are 1 2 4 8 16 32 64, with dots, or a fraction of a whole note such as `3/16`"
        mistakes.append(Mistake("E0303", message, at, help=help_))
    return duration


def _weight(match: re.Match[str], start: int, mistakes: list[Mistake]) -> Fraction | None:
    if match["weight"] is None:
        return None
    top, _, under = match["weight"].partition("/")
    if len(match["weight"]) <= 2 * _LONGEST and (not under or int(under)):
        weight = Fraction(top) / int(under or 1)
        if weight:
            return weight
    at = (start, start + match.end("weight"))
    mistakes.append(Mistake("E0303", "a weight is a number above 0", at, help="a plain note weighs 1"))
    return None


def _dynamic(found: re.Match[str], at: tuple[int, int], mistakes: list[Mistake]) -> list[Mark]:
    for name in (found[1], found[3]):
        if name is not None and name not in DYNAMICS:
            help_ = did_you_mean(name, DYNAMICS) or f"dynamics are {', '.join(DYNAMICS)}"
            mistakes.append(Mistake("E0306", f"`{name}` is not a dynamic", at, help=help_))
            return []
    if not found[2]:
        return [Mark("dynamic", found[1], at)]
    louder = DYNAMICS.index(found[1]) < DYNAMICS.index(found[3])
    if louder is not (found[2] == "<"):
        sign = "<" if louder else ">"
        message = f"`{found[0]}` grows the other way"
        mistakes.append(Mistake("E0306", message, at, help=f"write `!{found[1]}{sign}{found[3]}`"))
    return [Mark("hairpin", found[0][1:], at)]


def _settings(written: str, at: tuple[int, int], mistakes: list[Mistake]) -> list[Mark]:
    marks = []
    for part in written.split(","):
        part = part.strip()
        bend, share = _BEND.fullmatch(part), _SHARE.fullmatch(part)
        if bend:
            marks.append(Mark("bend", Fraction(bend["amount"]) * (100 if bend["unit"] == "st" else 1), at))
        elif share and Fraction(share["percent"]) <= 100:
            marks.append(Mark(share["kind"], Fraction(share["percent"]) / 100, at))
        else:
            help_ = "write `{+20 cents}`, `{velocity 80%}` or `{chance 50%}`"
            mistakes.append(Mistake("E0306", f"`{{{part}}}` is not a setting of a note", at, help=help_))
    return marks


def _twice(mark: str, at: tuple[int, int]) -> Mistake:
    help_ = "an octave is a number after the letter: `c6`" if mark == "'" else "once is enough"
    return Mistake("E0306", f"`{mark}` ({ARTICULATIONS[mark]}) stands here twice", at, help=help_)
