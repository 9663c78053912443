"""Written music compared: bars of notes and chords, steps of drums, the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from fractions import Fraction

from ...compiler.frozen import dataclass
from ...compiler.rows import read_steps
from ...compiler.rows.records import StepMark
from .changes import Change, compared
from .outline import Node, Place

MOST_STEPS = 4  # with more steps changed, the whole bar is shown
KINDS = {"hit": "hit", "accent": "accent", "ghost": "ghost stroke", "roll": "roll", "flam": "flam", "hold": "hold"}


@dataclass(frozen=True, slots=True)
class Bar:
    text: str
    place: Place


def bars_of(node: Node) -> list[Bar]:
    """The bars of a statement's own rows and of those in its block, endings among them."""
    own = [Bar(text, node.place) for text in node.bars]
    for row in node.inner:
        ending = f"{row.head}: " if row.head else ""
        own += [Bar(ending + text, row.place) for text in row.bars]
    return own


def bars(
    area: str, subject: str, before: Sequence[Bar], after: Sequence[Bar], old: Place, new: Place
) -> Iterator[Change]:
    """Bars that changed, came or went. Where as many went as came, they are the same bars, changed."""
    matcher = SequenceMatcher(a=[bar.text for bar in before], b=[bar.text for bar in after], autojunk=False)
    for kind, a, a_end, b, b_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        paired = min(a_end - a, b_end - b)
        for index in range(paired):
            was, now = before[a + index], after[b + index]
            said = _notes(was.text, now.text)
            yield compared(area, f"{subject}, bar {b + index + 1}", *said, was.place, now.place)
        if b_end - b > paired:
            yield _run(area, subject, after[b + paired : b_end], b + paired, new, added=True)
        elif a_end - a > paired:
            yield _run(area, subject, before[a + paired : a_end], a + paired, old, added=False)


def _run(area: str, subject: str, run: Sequence[Bar], first: int, place: Place, *, added: bool) -> Change:
    """Bars that came or went together, as one change."""
    numbers = f"bar {first + 1}" if len(run) == 1 else f"bars {first + 1} to {first + len(run)}"
    text = f"| {' | '.join(bar.text for bar in run)} |"
    said = ("", text) if added else (text, "")
    place = run[0].place if run else place
    return compared(area, f"{subject}, {numbers}", *said, place, place)


def _notes(before: str, after: str) -> tuple[str, str]:
    """The notes that differ between two bars, when they are neighbours; else both bars."""
    was, now = before.split(), after.split()
    first = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    last = 0
    while last < min(len(was), len(now)) - first and was[-1 - last] == now[-1 - last]:
        last += 1
    left, right = was[first : len(was) - last], now[first : len(now) - last]
    if len(left) == len(right) == 1 and not any(sign in left[0] + right[0] for sign in "[]<>()"):
        return left[0], right[0]
    return before, after


def steps(
    area: str, subject: str, before: Sequence[Bar], after: Sequence[Bar], old: Place, new: Place
) -> Iterator[Change]:
    """Strokes of one drum piece that changed, by beat in quarter notes of a bar of four; whole bars where much did."""
    if len(before) != len(after):
        yield from bars(area, subject, before, after, old, new)
        return
    for number, (was, now) in enumerate(zip(before, after, strict=True), 1):
        if was.text == now.text:
            continue
        where = subject if len(before) == 1 else f"{subject}, bar {number}"
        found = list(_strokes(was.text, now.text))
        if not found or len(found) > MOST_STEPS:
            yield compared(area, where, was.text, now.text, was.place, now.place)
            continue
        for beat, left, right in found:
            yield compared(area, f"{where}, beat {beat}", left, right, was.place, now.place)


def _strokes(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """Each step that differs: its beat, and what it was and is. None when the bars are divided differently."""
    was, now = _marks(before), _marks(after)
    if len(was) != len(now) or not was:
        return
    for index, (left, right) in enumerate(zip(was, now, strict=True)):
        if _said(left) != _said(right):
            beat = 1 + Fraction(4 * index, len(was))
            yield f"{float(beat):.4g}", _said(left), _said(right)


def _marks(text: str) -> tuple[StepMark, ...]:
    row, _ = read_steps(f"| {text} |")
    return tuple(step for bar in row.bars for step in bar)


def _said(step: StepMark) -> str:
    if step.kind == "rest":
        return ""
    loud = f" at {step.velocity} of 9" if step.velocity else ""
    chance = f", {float(step.chance):.0%} of the time" if step.chance is not None else ""
    return f"{KINDS[step.kind]}{loud}{chance}"
