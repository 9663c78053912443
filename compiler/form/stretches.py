"""Stretches of the song that a statement names: a place, or from place to place (`verse.1..chorus.1`, `40s..48s`)."""

from __future__ import annotations

from ..check import Check
from ..syntax import Place, Range, Value, Word
from .places import as_place, read_place
from .timeline import Stretch, Timeline


def is_place(value: Value | None) -> bool:
    """Whether a value is written as a place: `nudge chorus -5ms` names one, `nudge -5ms` does not."""
    return isinstance(value, Word | Place | Range)


def read_stretches(check: Check, value: Value, timeline: Timeline, *, moments: bool = False) -> tuple[Stretch, ...]:
    """The stretches that a value names, one for each pass it means; empty, with a diagnostic, when there is none.

    A time on the clock alone has no length and is refused, unless `moments`."""
    if isinstance(value, Range):
        return _between(check, value, timeline)
    place = read_place(value, check)
    if place is None or not timeline.passages:
        return ()
    if place.seconds is not None and not moments:
        help = "write from where to where, as `40s..48s`"
        check.report("E0604", "a time on the clock has no length", value.span, "no stretch", help)
        return ()
    return timeline.resolve(place, check)


def _between(check: Check, value: Range, timeline: Timeline) -> tuple[Stretch, ...]:
    low, high = as_place(value.low), as_place(value.high)
    if low is None or high is None:
        read_place(value, check)
        return ()
    if not timeline.passages:
        return ()
    starts, ends = timeline.resolve(low, check), timeline.resolve(high, check)
    if not starts or not ends:
        return ()
    # One pass each, or as many of both: the first with the first, and so on.
    found = tuple(Stretch(start.start, end.end) for start, end in zip(starts, ends, strict=False))
    if any(stretch.end <= stretch.start for stretch in found):
        check.report("E0604", "this stretch ends before it begins", value.span, "runs backwards", "swap the two places")
        return ()
    return found
