"""Brackets of note rows that do not match."""

from __future__ import annotations

import re

from ..diagnostics import At, Mistake

_PAIRS = {"[": "]", "(": ")", "<": ">"}
_NAMES = {"[": "group", "(": "slur", "<": "chord"}
# What holds signs that are no brackets: settings in braces, a motif's arguments, hairpins.
_APART = re.compile(r"\{[^{}]*\}|@[\w.-]*(?:\([^()]*\)[\w.-]*)*|![a-z]+[<>][a-z]+")
_LENGTH = re.compile(r"[\])>](?:@[\d./]*)?(?::[\d./]*)?")


def explain_brackets(text: str, base: int) -> list[Mistake]:
    """What is wrong with the brackets of a bar's text, which begins at `base` of its row."""
    mistakes = []
    stack: list[int] = []
    for at in _brackets(text):
        char = text[at]
        if char in _PAIRS:
            stack.append(at)
        elif stack and _PAIRS[text[stack[-1]]] == char:
            opened = stack.pop()
            if not text[opened + 1 : at].strip():
                place = (base + opened, base + at + 1)
                mistakes.append(
                    Mistake("E0302", f"this {_NAMES[text[opened]]} is empty", place, help="put notes into it")
                )
        elif any(_PAIRS[text[opened]] == char for opened in stack):
            while _PAIRS[text[stack[-1]]] != char:
                mistakes.append(_unclosed(text, stack.pop(), base))
            stack.pop()
        else:
            mistakes.append(Mistake("E0302", f"`{char}` closes nothing", (base + at, base + at + 1), help="remove it"))
    return mistakes + [_unclosed(text, opened, base) for opened in stack]


def without_brackets(text: str) -> str:
    """A bar's text with blanks for its brackets and their lengths, so that what stands in them can be read."""
    blank = list(text)
    for at in _brackets(text):
        length = _LENGTH.match(text, at)
        for index in range(at, length.end() if length else at + 1):
            blank[index] = " "
    return "".join(blank)


def word_around(text: str, at: int | None) -> At:
    """The place of the word that an offset of a bar's text falls into; its last one by default."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    return next(((start, end) for start, end in words if at is not None and at < end), words[-1])


def _brackets(text: str) -> list[int]:
    """The places of a bar's brackets. `>` is one only where a chord is open; elsewhere it is an accent."""
    found: list[int] = []
    apart = {at for match in _APART.finditer(text) for at in range(*match.span())}
    in_chord = False
    for at, char in enumerate(text):
        if char not in "[]()<>" or at in apart:
            continue
        if char == "<":
            in_chord = True
        elif char == ">":
            if not in_chord:
                continue
            in_chord = False
        found.append(at)
    return found


def _unclosed(text: str, opened: int, base: int) -> Mistake:
    name, closing = _NAMES[text[opened]], _PAIRS[text[opened]]
    message = f"this {name} is not closed in its bar"
    return Mistake("E0302", message, (base + opened, base + opened + 1), "opened here", f"close it with `{closing}`")
