"""Values as they are written: what one token of a statement says."""

from __future__ import annotations

import re
from fractions import Fraction

from .diagnostics import At, Mistake
from .source import Span
from .suggest import closest
from .syntax import Place, Quantity, Row, Symbol, Text, Value, Word

UNITS = (
    *("dB", "LUFS", "dBTP", "LU", "Hz", "kHz", "ms", "s", "m", "bpm", "%", "cents", "st", "dB/oct"),
    *("bars", "beats", "bit", "kbps"),
)
SPACED = (
    "bpm",
    "bars",
    "beats",
    "LUFS",
    "LU",
    "dBTP",
    "cents",
    "st",
)  # these stand apart from their number, as words do
SINGULAR = {"bar": "bars", "beat": "beats", "cent": "cents"}
FOREIGN_UNITS = {
    "sec": "s",
    "secs": "s",
    "seconds": "s",
    "min": "m",
    "minutes": "m",
    "msec": "ms",
    "semitones": "st",
    "semi": "st",
    "percent": "%",
    "bits": "bit",
    "BPM": "bpm",
    "k": "kHz",
    "db": "dB",
    "dBFS": "dB",
    "lufs": "LUFS",
    "lkfs": "LUFS",
    "LKFS": "LUFS",
    "dbtp": "dBTP",
    "hz": "Hz",
    "khz": "kHz",
    "kbit": "kbps",
}
_LONGEST_NUMBER = 15  # digits; longer ones are slips

_QUANTITY = re.compile(
    r"(?P<sign>[+-])?(?P<number>\d+(?:\.\d+)?|\.\d+)(?:/(?P<under>\d+)|:(?P<ratio>\d+(?:\.\d+)?))?\s*(?P<unit>.*)",
    re.DOTALL,
)
_PLACE = re.compile(
    r"(?P<section>[^.:]+)(?:\.(?P<passage>\d+))?:(?P<bar>\d+)(?:\.\.(?P<last>\d+)|\.(?P<beat>\d+(?:\.\d+)?))?"
)
_CLOCK = re.compile(r"(?P<minutes>\d+)m(?P<seconds>\d+(?:\.\d+)?)s")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.?)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def read_value(kind: str, text: str, span: Span, mistakes: list[Mistake]) -> Value:
    """The value that a token of the grammar's terminal `kind` says; what is wrong with it joins `mistakes`."""
    at = (span.start, span.end)
    match kind:
        case "QUANTITY":
            return read_quantity(text, span, mistakes)
        case "PLACE":
            place = read_place(text, span)
            if place is None:
                mistakes.append(Mistake("E0109", "this number is too long", at))
            return place or Word(text, span)
        case "CLOCK":
            return read_clock(text, span) or Word(text, span)
        case "STRING":
            return Text(_unescape(text, at, mistakes), span)
        case "ROW":
            row = text.rstrip()
            return Row(row, Span(span.file, span.start, span.start + len(row)))
        case "ARROW" | "STAR" | "COMMA":
            return Symbol(text, span)
    return Word(text, span)


def read_quantity(text: str, span: Span, mistakes: list[Mistake]) -> Quantity:
    """A number and its unit. An unknown unit is reported, and read as the unit it was meant to be where that can be
    told."""
    match = _QUANTITY.fullmatch(text)
    assert match, text
    at = (span.start, span.end)
    signed = match["sign"] is not None
    sign = -1 if match["sign"] == "-" else 1
    if max(len(match[part] or "") for part in ("number", "under", "ratio")) > _LONGEST_NUMBER:
        mistakes.append(Mistake("E0109", "this number is too long", at))
        return Quantity(Fraction(0), "", signed, span)
    value = sign * Fraction(match["number"])
    unit, denominator = SINGULAR.get(match["unit"], match["unit"]), 0
    below = match["under"] or match["ratio"]
    if below:
        if not Fraction(below):
            mistakes.append(Mistake("E0402", f"`{text}` divides by nothing", at))
            below = "1"
        if unit:
            message = f"`{text}` is a note value or a ratio and a unit at once"
            mistakes.append(Mistake("E0402", message, at, help=f"leave out `{unit}`"))
        value /= Fraction(below)
        unit, denominator = ("note", int(below)) if match["under"] else (":1", 0)
    elif unit and unit not in UNITS:
        known = FOREIGN_UNITS.get(unit) or closest(unit, UNITS)
        mistakes.append(_unknown_unit(match, known, text, at))
        unit = known or ""
    return Quantity(value, unit, signed, span, denominator)


def read_place(text: str, span: Span) -> Place | None:
    """The place that `verse.2:5.3` and the like name, or None if `text` does not name a bar."""
    match = _PLACE.fullmatch(text)
    if not match or max(len(part or "") for part in match.groups()[1:]) > _LONGEST_NUMBER:
        return None
    passage, last, beat = match["passage"], match["last"], match["beat"]
    return Place(
        match["section"],
        int(passage) if passage else None,
        int(match["bar"]),
        Fraction(beat) if beat else None,
        int(last) if last else None,
        None,
        span,
    )


def read_clock(text: str, span: Span) -> Place | None:
    """The place that clock time (`1m12.5s`) names, or None if `text` is not one."""
    match = _CLOCK.fullmatch(text)
    if not match or len(text) > 2 * _LONGEST_NUMBER:
        return None
    seconds = int(match["minutes"]) * 60 + Fraction(match["seconds"])
    return Place("", None, None, None, None, seconds, span)


def _unknown_unit(match: re.Match[str], known: str | None, text: str, at: At) -> Mistake:
    message = f"`{match['unit']}` is not a unit"
    if known:
        blank = " " if known in SPACED else ""
        help_ = f"write `{match['sign'] or ''}{match['number']}{blank}{known}`"
    elif ordinal := re.fullmatch(r"(\d+)th", text):
        help_ = f"a note value is written `1/{ordinal[1]}`"
    else:
        message = f"`{text}` is neither a number with a unit nor a name"
        help_ = f"units are {', '.join(UNITS)}; a name begins with a letter"
    return Mistake("E0401", message, at, help=help_)


def _unescape(text: str, at: tuple[int, int], mistakes: list[Mistake]) -> str:
    inner = text[1:-1] if len(text) > 1 and text.endswith('"') else text[1:]

    def resolve(match: re.Match[str]) -> str:
        escape = match[1]
        if escape in _ESCAPES:
            return _ESCAPES[escape]
        if len(escape) == 5 and not 0xD800 <= int(escape[1:], 16) < 0xE000:
            return chr(int(escape[1:], 16))
        start = at[0] + 1 + match.start()
        help_ = r"the escapes are \" \\ \n \t \u followed by four hexadecimal digits; a backslash itself is \\"
        mistakes.append(Mistake("E0106", f"`{match[0]}` is not an escape", (start, start + len(match[0])), help=help_))
        return escape

    return _ESCAPE.sub(resolve, inner) if "\\" in inner else inner
