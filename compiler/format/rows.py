"""Rows: blanks in one way, chords in one spelling, and neighbours aligned bar by bar."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import NamedTuple

from ..harmony import Chord, read_chord
from ..rows import read_chords
from ..rows.bars import LINE
from ..theory import Key, Name

_BLANK_INSIDE = re.compile(r"(?<=[\[(])\s+|\s+(?=[\])])")
_CHORD = re.compile(r"(?<![a-z])<\s*([^<>]*?)\s*>")
_BRACES = re.compile(r"\{\s*([^{}]*?)\s*\}")
_ARGUMENTS = re.compile(r"(?<=[\w])\(([^()]*)\)")
# Brackets in the arguments of a motif are no brackets of the row.
_CALL = re.compile(r"(@[^\W\d][\w.-]*(?:\([^()]*\)[\w.-]*)*)")


class Laid(NamedTuple):
    """A row cut for alignment: bar lines as (before, after) their stroke, and the bars between them."""

    lines: tuple[tuple[str, str], ...]
    bars: tuple[str, ...]

    def __str__(self) -> str:
        return align([self])[0]


def lay(text: str, chords: bool) -> Laid | None:
    """A row, its blanks put in order; None if it does not end with a bar line, or if a brace stands at one: with a
    blank before it that would begin a block."""
    found = list(LINE.finditer(text))
    if not found or text[found[-1].end() :].strip():
        return None
    lines = tuple(_line(match) for match in found)
    places = [(one.end(), two.start()) for one, two in pairwise(found)]
    if any(text.startswith("{", start) for start, _ in places):
        return None
    if chords:
        spell = _spell_chords(text)
        return Laid(lines, tuple(_blanks(_spelled(text, start, end, spell)) for start, end in places))
    return Laid(lines, tuple(_order(text[start:end]) for start, end in places))


def align(rows: list[Laid]) -> list[str]:
    """Neighbouring rows with their bars and bar lines below each other."""
    before = _widths([[line[0] for line in row.lines] for row in rows])
    after = _widths([[line[1] for line in row.lines] for row in rows])
    bars = _widths([list(row.bars) for row in rows])
    out = []
    for row in rows:
        text = ""
        for index, (left, right) in enumerate(row.lines):
            text += f"{left:>{before[index]}}|{right:<{after[index]}}"
            if index < len(row.bars):
                text += f" {row.bars[index]:<{bars[index]}} "
        out.append(text.rstrip())
    return out


def _widths(columns: list[list[str]]) -> list[int]:
    return [max(map(len, column)) for column in zip_longest(*columns, fillvalue="")]


def _line(match: re.Match[str]) -> tuple[str, str]:
    times = f"*{match['times']}" if match["times"] and not (match["end"] and match["times"].lstrip("0") == "2") else ""
    return match["end"] or "", (match["begin"] or "") + times


def _spelled(text: str, start: int, end: int, spell: dict[int, tuple[int, str]]) -> str:
    out, at = "", start
    for place, (stop, spelling) in spell.items():
        if start <= place < end:
            out += text[at:place] + spelling
            at = stop
    return out + text[at:end]


def _blanks(bar: str) -> str:
    return " ".join(bar.split())


def _order(bar: str) -> str:
    parts = _CALL.split(_blanks(bar))
    return "".join(_arguments(part if index % 2 else _brackets(part)) for index, part in enumerate(parts))


def _brackets(bar: str) -> str:
    bar = _CHORD.sub(r"<\1>", _BLANK_INSIDE.sub("", bar))
    return _BRACES.sub(lambda braces: "{" + ", ".join(re.split(r"\s*,\s*", braces[1])) + "}", bar)


def _arguments(bar: str) -> str:
    return _ARGUMENTS.sub(lambda call: "(" + ",".join(re.split(r"\s*,\s*", call[1].strip())) + ")", bar)


def _spell_chords(text: str) -> dict[int, tuple[int, str]]:
    """Where a chord row spells a chord in another way than songc, by the chord's place: its end and its spelling."""
    row, _ = read_chords(text)
    found = {}
    for chord in (chord for bar in row.bars for chord in bar.chords):
        spelling = _canonical(chord.spelling)
        found[chord.at[0]] = (chord.at[0] + len(chord.spelling), spelling)
    return found


def _canonical(spelling: str) -> str:
    """One spelling for a chord in letters. Roman numerals and what is no chord stay as they are."""
    key = Key(Name("c", 0), "major")
    chord = read_chord(spelling, key)
    if not isinstance(chord, Chord) or spelling[:1] not in "ABCDEFG":
        return "N.C." if chord is None else spelling
    again = read_chord(chord.spelling, key)
    return chord.spelling if again == chord and not re.search(r"[\s|:]", chord.spelling) else spelling
