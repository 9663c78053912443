"""Characters that do not belong into a statement, and what people mean by them."""

from __future__ import annotations

import re
import unicodedata

from .diagnostics import Mistake

_BAR = re.compile(r"\d+:\d+(?:\.\d+)*[ \t]+\S")
_PAIRS = ("/*", "*/", "..", "->")
_VALUE = "a value follows its name with a space between: `gain -4dB`"
_ROW = "notes stand in rows between bar lines: `| d5:8 f a:4 |`"
_QUOTES = "texts stand in straight double quotes"
_MEANT = {
    "=": _VALUE,
    ":": _VALUE,
    "#": "comments begin with `//`",
    "/": "comments begin with `//`",
    "'": _QUOTES,
    **dict.fromkeys("“”„‘’«»`", _QUOTES),
    **dict.fromkeys("[]<>()~@!^&?", _ROW),
    "♯": "a sharp is written `#`",
    "♭": "a flat is written `b`",
    "♮": "a natural needs no sign",
    **dict.fromkeys("–—−", "write `-`"),
    "→": "write `->`",
    ".": "a range has two ends and no blanks: `c3..c5`",
    "…": "write `..`",
    "×": "write `*`",
    "%": "a percentage follows its number: `70%`",
    "$": "songs have no variables; a name stands for itself",
    "\\": "commands begin with their name, without a backslash",
}


def explain(text: str, at: int) -> Mistake:
    """The mistake of a stray character or token that stands at `at` of a statement."""
    at = min(at, len(text) - 1)
    char = text[at]
    shown = text[at : at + 2] if text.startswith(_PAIRS, at) else char
    spot, help_ = (at, at + len(shown)), _MEANT.get(char, "")
    narrow = unicodedata.normalize("NFKC", char)
    if not help_ and narrow != char and narrow.isascii() and narrow.isprintable():
        help_ = _MEANT.get(narrow) or f"write `{narrow}`: this character is a wide one that looks like it"
    if at == 0:
        message = f"a statement begins with a word, not with `{text.split()[0]}`"
        if _BAR.match(text):
            help_ = f"a place begins with its section: `verse.1:{text.partition(':')[0]}`"
        return Mistake("E0112", message, spot, help=help_ or "begin with a name, as in `gain -4dB`")
    return Mistake(
        "E0113", f"`{shown if shown.isprintable() else f'U+{ord(char):04X}'}` has no meaning here", spot, help=help_
    )
