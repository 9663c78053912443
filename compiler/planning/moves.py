"""What an edit plays backwards, plays again, turns over or clears, as layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ..check import Check
from ..edits.moves import Repeat, Reverse
from ..edits.read import TrackEdit
from ..form.timeline import Stretch
from ..plan import Edit
from ..plan_audio import Strip
from .layer import Layer
from .origins import origin
from .paint import crossed, painted
from .timing import Timing

# How long sounds cross where what is played comes from elsewhere, or is turned.
JOIN_SECONDS = 0.01

# A stretch, and what is played there: its shift and its mirror (`plan.Region`).
Played = tuple[Stretch, int, int | None]


def plan_moves(check: Check, edit: TrackEdit, frames: int, timing: Timing) -> Iterator[Layer]:
    """`repeat` and `reverse`, a layer each, in the order of the text: what was turned can be copied, and the other way
    round."""
    counts: Counter[str] = Counter()
    for move in edit.moves:
        played: list[Played]
        meaning: tuple[object, ...]
        match move:
            case Repeat(source, stretches):
                word, meaning = "repeat", (source, stretches)
                played = [each for stretch in stretches for each in _copies(source, stretch, timing)]
            case Reverse(stretches):
                word, meaning = "reverse", (stretches,)
                played = [(stretch, 0, _mirror(stretch, timing)) for stretch in stretches]
        counts[word] += 1
        key = f"edits/track {edit.track}/{word} {counts[word]}"
        yield Layer(_moved(played, frames, timing), (origin(check, key, move.span, *meaning),), copies=2)


def _moved(played: list[Played], frames: int, timing: Timing) -> Edit:
    """The first input, and in these stretches the second, moved by `shift` or turned about `mirror`."""
    paint = painted(0, ((stretch, colour) for colour, (stretch, _, _) in enumerate(played, 1)), timing.timeline.beats)
    regions = []
    for region in crossed(paint, timing.frames(JOIN_SECONDS), "equal-power", frames, timing):
        if region.take:
            _, shift, mirror = played[region.take - 1]
            region = replace(region, take=1, shift=shift, mirror=mirror)
        regions.append(region)
    return Edit(tuple(region for region in regions if region.stop > region.start))


def _copies(source: Stretch, stretch: Stretch, timing: Timing) -> Iterator[Played]:
    """Where the source is played in a stretch, as often as it has room, and by how many frames it is moved there."""
    length = source.end - source.start
    start = stretch.start
    while start < stretch.end:
        copy = Stretch(start, min(start + length, stretch.end))
        yield copy, timing.frame(start) - timing.frame(source.start), None
        start += length


def _mirror(stretch: Stretch, timing: Timing) -> int:
    return timing.frame(stretch.start) + timing.frame(stretch.end) - 1


def plan_strip(check: Check, edit: TrackEdit, timing: Timing) -> Layer | None:
    if edit.strip is None:
        return None
    settings = dict(edit.strip.settings)
    step = Strip(
        threshold_db=float(settings["threshold"]),
        hold=timing.frames(float(settings["hold"])),
        before=timing.frames(float(settings["before"])),
    )
    return Layer(step, (origin(check, f"edits/track {edit.track}/strip", edit.strip.span, edit.strip.settings),))


def plan_polarity(check: Check, edit: TrackEdit, frames: int, timing: Timing) -> Layer | None:
    if not edit.polarities:
        return None
    whole = Stretch(Fraction(0), timing.timeline.beats)
    strokes = [(stretch, 1) for each in edit.polarities for stretch in each.stretches or (whole,)]
    paint = painted(0, strokes, timing.timeline.beats)
    regions = crossed(paint, timing.frames(JOIN_SECONDS), "linear", frames, timing)
    turned = (replace(r, take=0, inverted=r.take == 1) for r in regions if r.stop > r.start)
    origins = (
        origin(check, f"edits/track {edit.track}/polarity {number}", each.span, each.stretches)
        for number, each in enumerate(edit.polarities, 1)
    )
    return Layer(Edit(tuple(turned)), tuple(origins))
