"""Performances, remembered: what was played from the same notes in the same way is not worked out again.

A compilation after an edit plays only the tracks whose notes or whose playing changed. The key holds all that `perform`
depends on, without the places in the text, so that a note that only moved in the file is the same note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..performance import Style, perform
from ..plan import Note, Origin
from ..score import ScoreNote
from ..source import Span
from .timing import Timing

_REMEMBERED = 128
_known: dict[tuple[object, ...], tuple[Note, ...]] = {}
_NOWHERE = Span("", 0, 0)


def performed(
    written: Sequence[ScoreNote],
    meaning: Sequence[Origin],
    timing: Timing,
    *,
    seed: int,
    track: str,
    take: int,
    style: Style,
) -> tuple[Note, ...]:
    """The notes of one take. `meaning` are the origins of the written notes and of what lays them out in time."""
    quantizes = tuple(replace(each, span=_NOWHERE) for each in style.quantizes)
    nudges = tuple(replace(each, span=_NOWHERE) for each in style.nudges)
    values = tuple(origin.value for origin in meaning)
    key = (timing.rate, seed, track, take, style.humanize, quantizes, nudges, values)
    notes = _known.pop(key, None)
    if notes is None:
        notes = perform(
            written, timeline=timing.timeline, rate=timing.rate, seed=seed, track=track, take=take, style=style
        )
    while len(_known) >= _REMEMBERED:
        del _known[next(iter(_known))]
    _known[key] = notes  # the latest used stand last
    return notes
