"""Quoting motifs: `@hook.up(2).reverse.stretch(2)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from ..check import Check
from ..rows.records import MotifCall
from ..source import Span
from ..suggest import did_you_mean
from ..theory import Key, Tone, read_name, read_tone
from .events import Phrase, invert, octave, reverse, rotate, stretch, transpose, up
from .records import Motif

if TYPE_CHECKING:
    from .notation import Writing

Transforms = tuple[tuple[str, tuple[str, ...]], ...]
Read = Callable[["Motif", Mapping[str, str]], Phrase]

# Each transform with its argument as it is written, empty where it takes none.
TRANSFORMS = {
    "up": "up(2)",
    "down": "down(2)",
    "transpose": "transpose(-3)",
    "octave": "octave(1)",
    "invert": "invert",
    "reverse": "reverse",
    "stretch": "stretch(2)",
    "rotate": "rotate(1)",
}
_FURTHEST = {"up": 49, "down": 49, "transpose": 84, "octave": 8, "rotate": 999}


def quote(call: MotifCall, span: Span, writing: Writing, read: Read) -> Phrase | None:
    """The events of a motif call, its transforms applied from left to right; None when there is no such motif."""
    check = writing.check
    name, arguments, transforms = _called(call, writing)
    motif = writing.motifs.get(name)
    if motif is None:
        check.unknown("motif", name, span, writing.motifs, "E0331")
        return None
    if name in writing.quoted:
        way = " -> ".join(f"`{step}`" for step in (*writing.quoted[writing.quoted.index(name) :], name))
        check.report(
            "E0333",
            f"the motif `{name}` quotes itself: {way}",
            span,
            "goes round in a circle",
            "take the call out of one of them",
        )
        return None
    bound = _bound(motif, arguments, span, check)
    if bound is None:
        return None
    phrase = read(motif, bound)
    for transform, written in transforms:
        passed = tuple(_passed(argument.strip(), writing.bound) for argument in written)
        phrase = _transformed(phrase, transform, passed, span, check, writing.key)
    return phrase


def _called(call: MotifCall, writing: Writing) -> tuple[str, tuple[str, ...], Transforms]:
    """The motif's name, with its module's where one is written or where the call stands in a motif of a module,
    what the call passes in, and its transforms."""
    arguments = tuple(_passed(argument.strip(), writing.bound) for argument in call.arguments)
    if call.transforms and (dotted := f"{call.name}.{call.transforms[0][0]}") in writing.motifs:
        arguments = tuple(_passed(argument.strip(), writing.bound) for argument in call.transforms[0][1])
        return dotted, arguments, call.transforms[1:]
    module, dot, _ = writing.quoted[-1].rpartition(".") if writing.quoted else ("", "", "")
    own = f"{module}.{call.name}"
    return own if dot and own in writing.motifs else call.name, arguments, call.transforms


def _passed(argument: str, bound: Mapping[str, str]) -> str:
    """An argument with a parameter in it replaced by what was passed: `step`, `-step`."""
    if argument.startswith("-") and (value := bound.get(argument[1:])) is not None:
        return value[1:] if value.startswith("-") else f"-{value.removeprefix('+')}"
    return bound.get(argument, argument)


def _bound(motif: Motif, arguments: tuple[str, ...], span: Span, check: Check) -> dict[str, str] | None:
    if len(arguments) == len(motif.parameters):
        return dict(zip(motif.parameters, arguments, strict=True))
    wanted = f"({', '.join(motif.parameters)})" if motif.parameters else ""
    count = len(motif.parameters)
    message = f"`{motif.name}` takes {count or 'no'} argument{'' if count == 1 else 's'}, not {len(arguments)}"
    related = ((motif.span, "declared here"),)
    check.report("E0335", message, span, "wrong number", f"write it as `@{motif.name}{wanted}`", related)
    return None


def _transformed(phrase: Phrase, name: str, arguments: tuple[str, ...], span: Span, check: Check, key: Key) -> Phrase:
    if name not in TRANSFORMS:
        help = did_you_mean(name, TRANSFORMS) or f"transforms are {', '.join(f'`{t}`' for t in TRANSFORMS)}"
        check.report("E0332", f"there is no transform `{name}`", span, "not known", help)
        return phrase
    argument = arguments[0].strip() if arguments else ""
    match name:
        case "reverse" if not argument:
            return reverse(phrase)
        case "invert":
            axis = _axis(argument, phrase)
            if axis is not None or not argument:
                return invert(phrase, axis, key)
        case "stretch":
            factor = _fraction(argument)
            if factor is not None and 0 < factor <= 64:
                return stretch(phrase, factor)
        case "up" | "down" | "transpose" | "octave" | "rotate":
            number = _fraction(argument)
            if number is not None and number.denominator == 1 and abs(number) <= _FURTHEST[name]:
                return _stepwise(phrase, name, int(number), key)
    check.report(
        "E0332", f"`{name}` cannot take `{argument}`", span, "wrong argument", f"write it as `{TRANSFORMS[name]}`"
    )
    return phrase


def _stepwise(phrase: Phrase, name: str, number: int, key: Key) -> Phrase:
    match name:
        case "up":
            return up(phrase, number, key)
        case "down":
            return up(phrase, -number, key)
        case "transpose":
            return transpose(phrase, number, key)
        case "octave":
            return octave(phrase, number)
        case _:
            return rotate(phrase, number)


def _axis(argument: str, phrase: Phrase) -> Tone | None:
    """The tone a motif is mirrored in: `d5`, or `d` in the octave of the first note."""
    tone = read_tone(argument)
    name = read_name(argument) if tone is None else None
    first = next((event.tones[0] for event in phrase if event.tones), None)
    if name is not None and first is not None:
        return Tone(name.letter, name.alteration, first.octave)
    return tone


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text) if len(text) <= 12 else None
    except (ValueError, ZeroDivisionError):
        return None
