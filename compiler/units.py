"""Units: what may be written for each kind of value, and its conversion to the kind's base unit."""

from __future__ import annotations

from fractions import Fraction

from .syntax import Quantity
from .vocabulary.setting import Kind

# Base units in one of the unit; `:1` is a ratio, `note` a note value (a fraction of a whole note).
UNITS: dict[Kind, dict[str, Fraction]] = {
    Kind.LEVEL: {"dB": Fraction(1)},
    Kind.LOUDNESS: {"LUFS": Fraction(1)},
    Kind.TRUE_PEAK: {"dBTP": Fraction(1)},
    Kind.FREQUENCY: {"Hz": Fraction(1), "kHz": Fraction(1000)},
    Kind.TIME: {"ms": Fraction(1, 1000), "s": Fraction(1), "m": Fraction(60)},
    Kind.TEMPO: {"bpm": Fraction(1)},
    Kind.PROPORTION: {"%": Fraction(1, 100)},
    Kind.PITCH: {"st": Fraction(1), "cents": Fraction(1, 100)},
    Kind.BEATS: {"beats": Fraction(1), "note": Fraction(4)},
    Kind.RATIO: {":1": Fraction(1)},
    Kind.SLOPE: {"dB/oct": Fraction(1)},
    Kind.BITS: {"bit": Fraction(1)},
    Kind.BITRATE: {"kbps": Fraction(1)},
    Kind.NUMBER: {"": Fraction(1)},
}

# Times may be written in musical units, which stand for this part of a whole note.
MUSICAL = {"note": Fraction(1), "beats": Fraction(1, 4)}


def measures(unit: str, kind: Kind) -> bool:
    """Whether a quantity in this unit says a value of this kind."""
    return unit in UNITS.get(kind, {}) or (kind is Kind.TIME and unit in MUSICAL)


def base(quantity: Quantity, kind: Kind, whole_seconds: Fraction | None) -> float | None:
    """The quantity in the kind's base unit; None when its unit does not measure that.

    A musical time lasts its part of `whole_seconds`, or of a whole note at 120 bpm where the tempo is not known."""
    factor = UNITS[kind].get(quantity.unit)
    if factor is not None:
        return float(quantity.value * factor)
    if kind is Kind.TIME and quantity.unit in MUSICAL:
        return float(quantity.value * MUSICAL[quantity.unit] * (whole_seconds or Fraction(2)))
    return None


def show(value: float | str, kind: Kind) -> str:
    """A value in base units as a song would write it: `8ms`, `10kHz`, `70%`, `3:1`."""
    if isinstance(value, str):
        return value
    match kind:
        case Kind.TIME if abs(value) < 1:
            return f"{_number(value * 1000)}ms"
        case Kind.TIME:
            return f"{_number(value)}s"
        case Kind.FREQUENCY if abs(value) >= 1000:
            return f"{_number(value / 1000)}kHz"
        case Kind.PROPORTION:
            return f"{_number(value * 100)}%"
        case Kind.PITCH if value != int(value):
            return f"{_number(value * 100)} cents"
        case Kind.PITCH | Kind.TEMPO | Kind.BEATS | Kind.LOUDNESS | Kind.TRUE_PEAK:
            return f"{_number(value)} {kind.value}"
        case _:
            return f"{_number(value)}{kind.value}"


def _number(value: float) -> str:
    return f"{value:.6g}"
