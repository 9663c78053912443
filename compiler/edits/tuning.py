"""The lines of an edit that bring recorded audio to the song: `tune` and `align`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..check import Check, missing, no_block
from ..composition.frame import key_of
from ..form.stretches import is_place, read_stretches
from ..form.timeline import Stretch, Timeline
from ..frozen import dataclass
from ..settings import read_settings
from ..source import Span
from ..syntax import Quantity, Statement, Value, Word
from ..takes.read import read_take_number
from ..theory import Key
from ..vocabulary.blocks import ALIGN, TUNE

TARGETS = ("key", "scale", "chromatic", "line")
TUNE_EXAMPLE = "tune to key strength 70% speed 50ms"
ALIGN_EXAMPLE = "align to take 1 within 100ms"


@dataclass(frozen=True, slots=True)
class Tuning:
    """A voice in these stretches (everywhere, when there are none) is drawn to the notes of the song's `key`, of a
    `scale` of its own, to all twelve (`chromatic`), or to those of a written `line`."""

    stretches: tuple[Stretch, ...]
    target: str
    scale: Key | None
    line: str
    strength: float
    speed_seconds: float
    span: Span


@dataclass(frozen=True, slots=True)
class Alignment:
    """Phrases move to fall together with those of another take (0: none) or of another `track`."""

    take: int
    track: str
    within_seconds: float
    span: Span
    name_span: Span


def read_tune(check: Check, line: Statement, lines: Collection[str], timeline: Timeline) -> Tuning | None:
    no_block(check, line)
    rest = line.values
    stretches: tuple[Stretch, ...] = ()
    if rest and is_place(rest[0]) and not _is_word(rest[0], "to"):
        stretches = read_stretches(check, rest[0], timeline)
        if not stretches:
            return None
        rest = rest[1:]
    at = len(line.values) - len(rest)
    target = rest[1] if len(rest) > 1 and _is_word(rest[0], "to") else None
    if not isinstance(target, Word) or target.text not in TARGETS:
        at += 1 if rest and _is_word(rest[0], "to") else 0
        missing(check, line, "`to key`, `to scale`, `to chromatic` or `to line`", TUNE_EXAMPLE, at)
        return None
    rest = rest[2:]
    scale, name = None, ""
    if target.text == "scale":
        tonic, mode = _scale_words(rest)
        scale = key_of(check, tonic, mode) if tonic is not None else None
        if tonic is None:
            missing(check, line, "a tonic and a mode", "tune to scale D dorian", len(line.values) - len(rest))
        if tonic is None or scale is None:
            return None
        rest = rest[1 if mode is None else 2 :]
    elif target.text == "line":
        named = rest[0] if rest else None
        if not isinstance(named, Word):
            missing(check, line, "the name of a line", "tune to line lead", len(line.values) - len(rest))
            return None
        if named.text not in lines:
            check.unknown("line", named.text, named.span, lines)
            return None
        rest, name = rest[1:], named.text
    settings = dict(read_settings(check, "tune", rest, None, TUNE))
    strength, speed = float(settings["strength"]), float(settings["speed"])
    return Tuning(stretches, target.text, scale, name, strength, speed, line.span)


def _scale_words(values: Sequence[Value]) -> tuple[Word | None, Word | None]:
    """A tonic and a mode, where they are written."""
    words = [value if isinstance(value, Word) else None for value in (*values[:2], None, None)]
    tonic, mode = words[:2]
    settings = {setting.name for setting in TUNE}
    return tonic, mode if mode is not None and mode.text not in settings else None


def read_align(check: Check, line: Statement, track: str, tracks: Collection[str]) -> Alignment | None:
    no_block(check, line)
    values = line.values
    guide = values[1] if len(values) > 1 and _is_word(values[0], "to") else None
    if not isinstance(guide, Word):
        missing(check, line, "`to take` and its number, or `to` and a track", ALIGN_EXAMPLE, at=1 if values else 0)
        return None
    number, rest = 0, values[2:]
    if guide.text == "take" and (guide.text not in tracks or (rest and isinstance(rest[0], Quantity))):
        read = read_take_number(check, line, rest)
        if read is None:
            return None
        number, rest = read, rest[1:]
    elif guide.text not in tracks:
        check.unknown("track", guide.text, guide.span, tracks)
        return None
    elif guide.text == track:
        check.report("E0608", "a track cannot be aligned to itself", guide.span, "itself", f"write `{ALIGN_EXAMPLE}`")
        return None
    settings = dict(read_settings(check, "align", rest, None, ALIGN))
    name = "" if number else guide.text
    return Alignment(number, name, float(settings["within"]), line.span, guide.span)


def _is_word(value: Value, text: str) -> bool:
    return isinstance(value, Word) and value.text == text
