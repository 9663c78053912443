"""Chord rows: text to bars of chord symbols. What a symbol means is harmony's business."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ..diagnostics import At, Mistake
from .bars import cut, empty, inner
from .records import ChordBar, ChordRow, ChordSymbol

if TYPE_CHECKING:
    from lark import Token

_BEATS = re.compile(r"(\d{1,6})(?:(\.\d{1,6})|/(\d{1,6}))?")


def read_chord_row(text: str) -> tuple[ChordRow, tuple[Mistake, ...]]:
    """The bars of a chord row and what is wrong with it."""
    places, repeats, mistakes = cut(text)
    found = list(mistakes)
    bars = tuple(_bar(text, at, found) for at in places)
    return ChordRow(bars, repeats), tuple(sorted(found, key=lambda mistake: mistake.at))


def _bar(text: str, at: At, mistakes: list[Mistake]) -> ChordBar:
    from lark.exceptions import UnexpectedInput

    from ...grammar import parser

    place = inner(text, at)
    bar = text[at[0] : at[1]]
    if not bar.strip():
        mistakes.append(empty(at, "write `N.C.` for no chord, or `%` to repeat the bar before"))
        return ChordBar((), False, at)
    if bar.strip() == "%":
        return ChordBar((), True, place)
    try:
        tokens = parser().parse(bar, start="chord_bar").children
    except UnexpectedInput as error:
        spot = at[0] + min(error.pos_in_stream or 0, len(bar) - 1)
        message = f"`{text[spot]}` has no meaning among chords"
        mistakes.append(
            Mistake("E0311", message, (spot, spot + 1), help="beats follow a chord without a space: `A7:3`")
        )
        return ChordBar((), False, place)
    chords = (_chord(token, at[0] + (token.start_pos or 0), mistakes) for token in tokens if isinstance(token, str))
    return ChordBar(tuple(chord for chord in chords if chord), False, place)


def _chord(token: Token, start: int, mistakes: list[Mistake]) -> ChordSymbol | None:
    at = (start, start + len(token))
    if token.type == "REPEAT_BAR":
        message = "`%` repeats a whole bar, so it stands alone between bar lines"
        mistakes.append(Mistake("E0311", message, at))
        return None
    spelling, colon, written = token.partition(":")
    if not colon:
        return ChordSymbol(str(spelling), None, at)
    match = _BEATS.fullmatch(written)
    beats = Fraction(match[1] + (match[2] or "")) / (int(match[3]) or 1) if match and match[3] else None
    if match and not match[3]:
        beats = Fraction(written)
    if not beats:
        mistakes.append(Mistake("E0303", f"`{written}` is not a number of beats", at, help="write `A7:3` or `A7:1.5`"))
        beats = None
    return ChordSymbol(str(spelling), beats, at)
