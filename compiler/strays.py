"""Characters that do not belong into a statement, and what people mean by them."""

from __future__ import annotations

from .diagnostics import Mistake

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
    "…": "write `..`",
    "×": "write `*`",
    "%": "a percentage follows its number: `70%`",
    "$": "songs have no variables; a name stands for itself",
    "\\": "commands begin with their name, without a backslash",
}


def explain(text: str, at: int) -> Mistake:
    """The mistake of a stray character or token that stands at `at` of a statement."""
    if at >= len(text.rstrip()):
        end = len(text)
        return Mistake(
            "E0111", "this statement ends too early", (max(end - 2, 0), end), help="a range is written `c3..c5`"
        )
    char = text[at]
    width = 2 if text.startswith(("/*", "*/", "..", "->"), at) else 1
    spot = (at, at + width)
    if at == 0:
        help_ = _MEANT.get(char, "begin with a name, as in `gain -4dB`")
        return Mistake("E0112", f"a statement begins with a word, not with `{text.split()[0]}`", spot, help=help_)
    shown = char if char.isprintable() else f"U+{ord(char):04X}"
    return Mistake(
        "E0113",
        f"`{text[at : at + width] if width > 1 else shown}` has no meaning here",
        spot,
        help=_MEANT.get(char, ""),
    )
