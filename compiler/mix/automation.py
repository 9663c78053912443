"""Automation: a setting of a channel that moves between places of the song."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from ..check import Check, alternatives, need_word, no_more
from ..edits.lines import read_curve
from ..form.lengths import Length, read_length
from ..form.places import as_place
from ..form.stretches import read_stretches
from ..form.timeline import Timeline
from ..frozen import dataclass
from ..settings import SIDES, read_one
from ..source import Span
from ..suggest import did_you_mean
from ..syntax import Statement, Value, Word
from ..values import read_clock, read_place
from ..vocabulary.setting import Setting
from ..vocabulary.words import OTHER_WORDS
from .strips import Strip
from .targets import Target, targets

SHAPES = ("step", "linear", "smooth")
EXAMPLE = "automate lead.gain { verse.1:1 -9dB; chorus.1:1 -5dB curve smooth }"


@dataclass(frozen=True, slots=True)
class Point:
    """From this beat on the setting has `value`. It gets there by `shape`: at once (`step`), or on the way from the
    point before, in the last `over` of it when that is given."""

    beats: Fraction
    value: float
    shape: str
    over: Length | None
    span: Span


@dataclass(frozen=True, slots=True)
class Automation:
    """`target` is the name of a `Target` of the channel `strip`."""

    strip: str
    target: str
    points: tuple[Point, ...]
    span: Span


def read_automation(
    check: Check, statement: Statement, strips: Mapping[str, Strip], timeline: Timeline
) -> Automation | None:
    name = need_word(check, statement, "the setting of a channel", EXAMPLE)
    if name is None:
        return None
    no_more(check, statement, statement.values[1:])
    owner, _, target = name.text.partition(".")
    strip = strips.get(owner)
    if strip is None:
        check.unknown("channel", owner, name.span, strips)
        return None
    found = find_target(check, strip, name)
    if found is None:
        return None
    if statement.block is None:
        check.report("E0409", "`automate` needs a block in braces", statement.span, help=f"write it as `{EXAMPLE}`")
        return None
    lines, setting = statement.block.statements, found.setting
    points = [point for line in lines for point in _read_points(check, line, setting, timeline)]
    points.sort(key=lambda point: point.beats)
    for earlier, later in pairwise(points):
        if earlier.beats == later.beats and earlier.span != later.span:
            related = ((earlier.span, "and another one here"),)
            check.report("E0631", f"`{name.text}` has two values at one place", later.span, "given again", "", related)
    kept = {point.beats: point for point in points}
    return Automation(owner, target, tuple(kept.values()), statement.head.span.to(name.span)) if kept else None


def find_target(check: Check, strip: Strip, name: Word) -> Target | None:
    """What of a channel `name` moves (`lead.gain`); None, with a diagnostic, when nothing does."""
    target = name.text.partition(".")[2]
    known = targets(strip)
    found = {each.name: each for each in known.values() if each.moves}
    if target in found:
        return found[target]
    if target in known:
        still = known[target]
        owner = target.rpartition(".")[0]
        movable = [other for other in found if owner and other.startswith(owner + ".")]
        help = f"of this effect {', '.join(f'`{other}`' for other in movable)} can move" if movable else ""
        why = "is held by its plugin" if still.setting.moves else "is no number"
        why = "is chosen once, for the whole song" if still.setting.fixed else why
        check.report("E0632", f"`{name.text}` {why}: it cannot move", name.span, "does not move", help)
        return None
    if strip.broken or (strip.played is not None and strip.played.broken):
        return None  # it may be what was wrong, and has been reported
    other = OTHER_WORDS.get(target, "")
    help = f"write `{strip.name}.{other}`" if other in found else did_you_mean(target, found)
    if not help and len(found) <= 12:
        help = f"it has {alternatives(tuple(found), 'and')}"
    check.report("E0202", f"`{strip.name}` has no setting `{target}`", name.span, "nothing to move", help)
    return None


def at_rest(target: Target, automation: Automation | None) -> float:
    """The value of a setting where nothing moves it. What a preset or a state makes of a plugin's is not known: where
    the song writes none, it is that of the first point, or else how the plugin stands once it is loaded."""
    if target.written is not None:
        return float(target.written)
    return automation.points[0].value if automation is not None else float(target.setting.default)


def _read_points(check: Check, line: Statement, setting: Setting, timeline: Timeline) -> list[Point]:
    """The points of `verse.1:1 -9dB curve smooth over 1 bar`: the head of the statement is the place."""
    head = line.head
    place = read_place(head.text, head.span) or read_clock(head.text, head.span) or as_place(head)
    if place is None:
        check.report("E0224", f"`{head.text}` is no place", head.span, "no place", f"write it as `{EXAMPLE}`")
        return []
    if not line.values:
        check.report("E0403", "a point needs a value", line.span, "a value is missing", f"write it as `{EXAMPLE}`")
        return []
    value_end = 2 if len(line.values) > 1 and _is_side(line.values[1]) else 1
    written = Statement(Word(setting.name, line.values[0].span), line.values[:value_end], line.block, line.span)
    value = float(read_one(check, written, setting))
    rest = list(line.values[value_end:])
    over = _take_over(check, rest)
    shape = read_curve(check, line, rest, SHAPES, "linear" if over is not None else "step")
    stretches = read_stretches(check, place, timeline, moments=True)
    return [Point(stretch.start, value, shape, over, line.span) for stretch in stretches]


def _is_side(value: Value) -> bool:
    return isinstance(value, Word) and value.text in SIDES


def _take_over(check: Check, rest: list[Value]) -> Length | None:
    """Takes `over LENGTH` out of the values."""
    for index, value in enumerate(rest):
        if isinstance(value, Word) and value.text == "over":
            length = rest[index + 1] if index + 1 < len(rest) else None
            del rest[index : index + 2]
            if length is None:
                check.report("E0403", "`over` needs a length", value.span, help="write it as `over 1 bar`")
                return None
            return read_length(check, length, "the way", "chorus.1:1 -5dB over 1 bar")
    return None
