"""What cleans a recording, as layers: clicks mended, breaths brought down."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..check import Check
from ..edits.cleaning import Cleaning
from ..edits.read import TrackEdit
from ..form.timeline import Stretch
from ..plan import Origin
from ..plan_audio import Breaths, Declick, FindPitch, Part
from .layer import Layer
from .origins import origin
from .timing import Timing


def plan_declick(check: Check, edit: TrackEdit, timing: Timing) -> Layer | None:
    parts, origins = _parts(check, edit, "de-click", edit.declicks, timing)
    return Layer(Declick(parts), origins) if parts else None


def plan_breaths(check: Check, edit: TrackEdit, timing: Timing) -> Layer | None:
    parts, origins = _parts(check, edit, "breaths", edit.breaths, timing)
    return Layer(Breaths(parts), origins, ear=FindPitch()) if parts else None


def _parts(
    check: Check, edit: TrackEdit, head: str, cleanings: Sequence[Cleaning], timing: Timing
) -> tuple[tuple[Part, ...], tuple[Origin, ...]]:
    whole = Stretch(Fraction(0), timing.timeline.beats)
    parts = tuple(
        Part(timing.frame(stretch.start), timing.frame(stretch.end), each.amount)
        for each in cleanings
        for stretch in each.stretches or (whole,)
    )
    origins = tuple(
        origin(check, f"edits/track {edit.track}/{head} {number}", each.span, each.stretches, each.amount)
        for number, each in enumerate(cleanings, 1)
    )
    return parts, origins
