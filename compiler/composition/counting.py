"""Counting bars: what a bar holds, what it lacks, and the shortest way to mend it."""

from __future__ import annotations

from fractions import Fraction

from ..check import Check
from ..rows.records import Bar, Degree, Group, Note, Rest
from ..source import Span
from ..theory import Meter, accidentals

_NAMES = {Fraction(1): "one beat", Fraction(1, 2): "half a beat", Fraction(1, 4): "a quarter of a beat"}
NOTE_VALUES = (1, 2, 4, 8, 16, 32, 64)


def explain_bar(
    check: Check,
    bar: Bar,
    row: Span,
    owner: str,
    number: int,
    held: Fraction,
    wanted: Fraction,
    meter: Meter,
    unit: Fraction,
) -> None:
    """Reports bar `number` of `owner`, which holds `held` quarter notes where `wanted` should be."""
    excess = held - wanted
    name = "the pickup" if number == 0 else f"bar {number}"
    message = f"{name} of {owner} is {amount(abs(excess) / meter.beat)} too {'long' if excess > 0 else 'short'}"
    due = f"the meter is {meter}" if number else f"the pickup is {beats(wanted / meter.beat)}"
    help = _shorten(bar, excess, unit) if excess > 0 else _lengthen(-excess)
    check.report("E0307", message, row.part(*bar.at), f"{beats(held / meter.beat)}, {due}", help)


def amount(count: Fraction) -> str:
    return _NAMES.get(count, beats(count))


def beats(count: Fraction) -> str:
    """`5 beats`, `3 1/2 beats`, `1/3 beat`."""
    whole, part = divmod(count, 1)
    text = str(part) if whole == 0 and part else f"{whole} {part}" if part else str(whole)
    return f"{text} beat{'' if count <= 1 and count > 0 else 's'}"


def spell_duration(whole_notes: Fraction) -> str | None:
    """A length as a note value: `4`, `8.`, `2..`, `5/16`; None when it is not on the grid of 64ths."""
    for dots, factor in enumerate((Fraction(1), Fraction(3, 2), Fraction(7, 4))):
        value = factor / whole_notes
        if value.denominator == 1 and value.numerator in NOTE_VALUES:
            return f"{value}{'.' * dots}"
    if whole_notes.denominator in NOTE_VALUES:
        return f"{whole_notes.numerator}/{whole_notes.denominator}"
    return None


def _shorten(bar: Bar, excess: Fraction, unit: Fraction) -> str:
    """The last written length in the bar that can give what is too much, rests first."""
    lengths = _lengths(bar, unit)
    for rests in (True, False):
        for element, length, is_rest in reversed(lengths):
            left = length - excess
            spelled = spell_duration(left / 4) if left > 0 else None
            before = spell_duration(length / 4)
            if is_rest == rests and element.duration is not None and spelled and before:
                return f"shorten `{_name(element)}:{before}` to `{_name(element)}:{spelled}`"
    for element, length, _ in reversed(lengths):
        if length == excess:
            return f"take out the last `{_name(element)}`"
    return "take notes out, or shorten some"


def _lengthen(lack: Fraction) -> str:
    spelled = spell_duration(lack / 4)
    return f"add a rest, `r:{spelled}`, or lengthen a note" if spelled else "lengthen a note, or add one"


def _lengths(bar: Bar, unit: Fraction) -> list[tuple[Note | Rest | Group, Fraction, bool]]:
    found = []
    duration = unit
    for element in bar.elements:
        if isinstance(element, Note | Rest | Group):
            duration = element.duration * 4 if element.duration is not None else duration
            found.append((element, duration, isinstance(element, Rest)))
    return found


def _name(element: Note | Rest | Group) -> str:
    if isinstance(element, Rest):
        return "r"
    if isinstance(element, Group):
        return "[…]"
    if len(element.pitches) != 1:
        return "<…>"
    pitch = element.pitches[0]
    if isinstance(pitch, Degree):
        return f"{accidentals(pitch.alteration)}{pitch.number}"
    octave = "" if pitch.octave is None else str(pitch.octave)
    return f"{pitch.letter}{accidentals(pitch.alteration)}{octave}"
