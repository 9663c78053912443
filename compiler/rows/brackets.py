"""Brackets of note rows that do not match, and what stands around them."""

from __future__ import annotations

from ..diagnostics import At, Mistake
from .foreign import explain_note

_PAIRS = {"[": "]", "(": ")", "<": ">"}
_NAMES = {"[": "group", "(": "slur", "<": "chord"}


def explain_brackets(text: str, stop: int | None, base: int) -> Mistake:
    """Why the grammar could not read a bar's text, which begins at `base` of its row, past `stop`."""
    stack: list[int] = []
    for at, char in _brackets(text):
        if char in _PAIRS:
            stack.append(at)
        elif stack and _PAIRS[text[stack[-1]]] == char:
            opened = stack.pop()
            if not text[opened + 1 : at].strip():
                place = (base + opened, base + at + 1)
                return Mistake("E0302", f"this {_NAMES[text[opened]]} is empty", place, help="put notes into it")
        elif stack:
            return _unclosed(text, stack[-1], base)
        else:
            return Mistake("E0302", f"`{char}` closes nothing", (base + at, base + at + 1), help="remove it")
    if stack:
        return _unclosed(text, stack[-1], base)
    return explain_note(*_word(text, stop, base), degrees=False)


def _brackets(text: str) -> list[tuple[int, str]]:
    """The brackets of a bar: `<` and `>` are brackets, except in `!p<f` and where `>` is an accent after a note."""
    found = []
    in_chord = False
    in_braces = False
    for at, char in enumerate(text):
        before = text[at - 1] if at else " "
        if char in "{}":
            in_braces = char == "{"
        elif in_braces:
            continue
        elif char == "<" and not before.isalpha():
            in_chord = True
            found.append((at, char))
        elif char == ">" and in_chord:
            in_chord = False
            found.append((at, char))
        elif char in "[]()" and not (char in "()" and _in_call(text, at)):
            found.append((at, char))
    return found


def _in_call(text: str, at: int) -> bool:
    """Whether a round bracket belongs to a motif's arguments."""
    word = text[:at].split()[-1] if text[:at].split() and not text[at - 1].isspace() else ""
    inside = text.rfind("@", 0, at)
    return "@" in word or (
        text[at] == ")" and inside >= 0 and text.count("(", inside, at) > text.count(")", inside, at)
    )


def _unclosed(text: str, opened: int, base: int) -> Mistake:
    char = text[opened]
    message = f"this {_NAMES[char]} is not closed in its bar"
    return Mistake(
        "E0302", message, (base + opened, base + opened + 1), "opened here", f"close it with `{_PAIRS[char]}`"
    )


def _word(text: str, stop: int | None, base: int) -> tuple[str, At]:
    """The word around an offset of a bar's text, and its place in the row."""
    start = end = min(stop if stop is not None else len(text) - 1, len(text) - 1)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end], (base + start, base + max(end, start + 1))
