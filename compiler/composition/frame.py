"""Tempo, meter, key and swing: what frames the music of a composition or a section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from .. import advice
from ..check import Check, alternatives
from ..frozen import dataclass
from ..source import Span
from ..suggest import closest
from ..syntax import Quantity, Statement, Word
from ..theory import C_MAJOR, COMMON_TIME, SCALES, Key, Meter, read_mode, read_name
from .records import Swing, Tempo
from .values import Values

DEFAULT_TEMPO = Tempo(Fraction(120), Fraction(120), Span("", 0, 0))
SLOWEST, FASTEST = 10, 1000


@dataclass(frozen=True, slots=True)
class Frame:
    """What a block declares of itself; None where it says nothing."""

    tempo: Tempo | None = None
    meter: Meter | None = None
    key: Key | None = None
    swing: Swing | None = None


DEFAULT_FRAME = Frame(DEFAULT_TEMPO, COMMON_TIME, C_MAJOR, None)


def read_frame(check: Check, statements: Iterable[Statement]) -> Frame:
    """The frame that a block's statements declare. They hold for the whole block wherever they stand in it."""
    frame = Frame()
    seen: dict[str, Span] = {}
    for statement in statements:
        head = statement.head.text
        if head not in ("tempo", "meter", "key", "swing"):
            continue
        if head in seen:
            related = ((seen[head], "first declared here"),)
            check.report("E0203", f"the {head} is declared twice", statement.span, "declared again", related=related)
            continue
        seen[head] = statement.span
        match head:
            case "tempo":
                frame = replace(frame, tempo=_tempo(check, statement))
            case "meter":
                frame = replace(frame, meter=_meter(check, statement))
            case "key":
                frame = replace(frame, key=_key(check, statement))
            case "swing":
                frame = replace(frame, swing=_swing(check, statement))
    return frame


def _tempo(check: Check, statement: Statement) -> Tempo | None:
    """`tempo 92 bpm`, `tempo 92 -> 96 bpm`; `tempo 3/8 60 bpm` says which note value the beat is (a quarter unless
    said)."""
    example = "tempo 92 bpm"
    values = Values(check, statement)
    beat = values.quantity("note")
    start = _bpm(values, example)
    end = _bpm(values, "tempo 92 -> 96 bpm") if start is not None and values.symbol("->") else start
    values.done()
    if start is None or end is None:
        return None
    quarters = beat.value * 4 if beat is not None and beat.value > 0 else Fraction(1)
    return Tempo(start * quarters, end * quarters, statement.span)


def _bpm(values: Values, example: str) -> Fraction | None:
    quantity = values.quantity("bpm", "")
    if quantity is None:
        values.missing("a tempo", example)
        return None
    if not SLOWEST <= quantity.value <= FASTEST:
        message = f"a tempo lies between {SLOWEST} and {FASTEST} bpm"
        values.check.report("E0405", message, quantity.span, "out of range", f"write it as `{example}`")
        return None
    return quantity.value


def _meter(check: Check, statement: Statement) -> Meter | None:
    """`meter 6/8`."""
    values = Values(check, statement)
    quantity = values.quantity("note")
    if quantity is None:
        values.missing("a meter", "meter 4/4")
        return None
    values.done()
    unit = quantity.denominator
    beats = quantity.value * unit
    if unit not in (1, 2, 4, 8, 16, 32) or not 1 <= beats <= 64:
        help = "write beats over a note value, such as `meter 7/8`"
        check.report("E0405", "a meter has 1 to 64 beats, each a 1, 2, 4, 8, 16 or 32", quantity.span, "no meter", help)
        return None
    return Meter(int(beats), unit)


def _key(check: Check, statement: Statement) -> Key | None:
    """`key D minor`, `key Bb`, `key F# dorian`."""
    values = Values(check, statement)
    tonic = values.word()
    if tonic is None:
        values.missing("a key", "key D minor")
        return None
    if read_name(tonic.text) is None:
        key_of(check, tonic, None)
        return None
    key = key_of(check, tonic, values.word())
    values.done()
    return key


def key_of(check: Check, tonic: Word, written: Word | None) -> Key | None:
    """The key of a tonic and a mode, major when there is none."""
    name = read_name(tonic.text)
    if name is None:
        meant, _, major = advice.key(tonic.text).partition(" ")
        mode = read_mode(written.text) if written is not None else None
        help = "write a letter, its accidental and a mode, such as `key Bb major`"
        if meant:
            help = f"write `{meant} {mode or major}`"
        check.report("E0321", f"`{tonic.text}` is not a tonic", tonic.span, "no note", help)
        return None
    mode = read_mode(written.text) if written is not None else "major"
    if mode is None and written is not None:
        near = closest(written.text, SCALES)
        help = f"did you mean `{near}`?" if near else f"modes are {alternatives(SCALES)}"
        check.report("E0322", f"there is no mode `{written.text}`", written.span, "not known", help)
    return Key(name, mode) if mode is not None else None


def _swing(check: Check, statement: Statement) -> Swing | None:
    """`swing 1/8 56%`: the first of each pair of eighths takes 56 % of the pair."""
    example = "swing 1/8 56%"
    values = Values(check, statement)
    share = values.next
    if isinstance(share, Quantity) and share.unit in ("%", "") and 50 <= share.value <= 80:
        example = f"swing 1/8 {float(share.value):g}%"
    unit = values.note_value("a note value", example)
    amount = values.quantity("%") if unit is not None else None
    if unit is None:
        return None
    if amount is None:
        values.missing("a share", example)
        return None
    values.done()
    if not 50 <= amount.value <= 80:
        message = "swing lies between 50% (straight) and 80%; a triplet shuffle is 67%"
        check.report("E0405", message, amount.span, "out of range", f"write it as `{example}`")
        return None
    return Swing(unit * 4, amount.value / 100)
