"""Step rows: text to steps."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ..diagnostics import At, Mistake
from .bars import cut, empty, inner
from .foreign import explain_step
from .records import StepMark, StepRow

if TYPE_CHECKING:
    from lark import Token

KINDS = {"x": "hit", "X": "accent", "o": "ghost", "-": "rest", "=": "hold", "r": "roll", "f": "flam"}
_EUCLID = re.compile(r"euclid\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*(-?\d{1,3})\s*)?\)(?P<chance>\?.*)?")
_MOST_STEPS = 256


def read_step_row(text: str) -> tuple[StepRow, tuple[Mistake, ...]]:
    """The steps of each bar of a step row and what is wrong with it."""
    places, repeats, mistakes = cut(text)
    found = list(mistakes)
    if repeats:
        message = "a rhythm repeats by itself to fill its section"
        found.append(Mistake("E0305", message, (0, len(text)), help="write the bar once, with plain bar lines"))
    bars = tuple(_bar(text, at, found) for at in places)
    once = {mistake.message: mistake for mistake in reversed(found)}  # the same stray again and again is one mistake
    return StepRow(bars, (0, len(text))), tuple(sorted(once.values(), key=lambda mistake: mistake.at))


def euclid(hits: int, steps: int, turn: int = 0) -> tuple[bool, ...]:
    """`hits` spread over `steps` as evenly as they can be, the first on the beat, turned left by `turn` steps
    (Toussaint, "The Euclidean algorithm generates traditional musical rhythms", 2005)."""
    even = [(step * hits) % steps < hits for step in range(steps)]
    return tuple(even[(step + turn) % steps] for step in range(steps))


def _bar(text: str, at: At, mistakes: list[Mistake]) -> tuple[StepMark, ...]:
    from ...grammar import parser

    bar = text[at[0] : at[1]]
    if not bar.strip():
        mistakes.append(empty(at, "write `-` for each step of a rest"))
        return ()
    steps: list[StepMark] = []
    for token in parser().parse(bar, start="step_bar").children:
        assert isinstance(token, str)
        start = at[0] + (token.start_pos or 0)
        steps += _steps(token, (start, start + len(token)), mistakes)
    if len(steps) > _MOST_STEPS:
        place = inner(text, at)
        mistakes.append(Mistake("E0312", f"a bar has at most {_MOST_STEPS} steps; this one has {len(steps)}", place))
    return tuple(steps)


def _steps(token: Token, at: At, mistakes: list[Mistake]) -> list[StepMark]:
    match token.type:
        case "STEP":
            char, chance = token[0], _chance(token[1:], at, mistakes)
            if char in "123456789":
                return [StepMark("hit", int(char), chance, at)]
            return [StepMark(KINDS[char], 0, chance, at)]
        case "EUCLID":
            return _euclid(token, at, mistakes)
    mistakes.append(explain_step(token, at))
    return []


def _euclid(token: str, at: At, mistakes: list[Mistake]) -> list[StepMark]:
    match = _EUCLID.fullmatch(token)
    hits, steps = (int(match[1]), int(match[2])) if match else (0, 0)
    if not match or not 0 < hits <= steps <= _MOST_STEPS:
        help_ = (
            f"write `euclid(hits,steps)` with 1 to {_MOST_STEPS} steps and no more hits than steps, as in `euclid(5,8)`"
        )
        mistakes.append(Mistake("E0313", f"`{token}` is not a pattern", at, help=help_))
        return []
    chance = _chance(match["chance"] or "", at, mistakes)
    return [
        StepMark("hit", 0, chance, at) if hit else StepMark("rest", 0, None, at)
        for hit in euclid(hits, steps, int(match[3] or 0))
    ]


def _chance(written: str, at: At, mistakes: list[Mistake]) -> Fraction | None:
    if not written:
        return None
    digits = written[1:-1]
    if len(digits) > 3 or int(digits or 50) > 100:
        mistakes.append(
            Mistake("E0312", f"`{written[1:]}` is not a chance", at, help="a chance is from `0%` to `100%`")
        )
        return None
    return Fraction(int(digits), 100) if digits else Fraction(1, 2)
