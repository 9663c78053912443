"""A track's edit as signals: what each take gives, where it is mended, aligned, quantized and tuned, what is played
elsewhere or backwards, what is cleared, clip levels and cuts, and fades.

Each layer is a step on the one before, and a layer that changes nothing is left out; the last one is `edit:TRACK`.
Where regions of one take meet, a linear crossfade leaves the sound as it was; where takes meet, one that suits how
alike they are holds their power.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..check import Check
from ..edits.read import TrackEdit
from ..form.timeline import Stretch
from ..plan import Edit, Origin, Region, Signal
from ..plan_audio import Comp, Join
from ..score import Score
from ..song import Song
from .cleaning import plan_breaths, plan_declick
from .layer import Layer
from .moves import plan_moves, plan_polarity, plan_strip
from .origins import origin
from .paint import crossed, painted
from .takes import UsedTakes
from .timing import Timing
from .tuning import plan_aligned, plan_alignment, plan_snap, plan_tune

# Where a level or a cut begins and ends, so that it makes no click.
EDGE_SECONDS = 0.01
SILENT = -1


def plan_edit(
    check: Check, song: Song, score: Score, track: str, used: UsedTakes, frames: int, timing: Timing
) -> list[Signal]:
    """The signals of a track's edit."""
    edit = song.edits.get(track) or TrackEdit(track, song.master.span)
    signals = plan_aligned(check, edit, used, timing)
    heard = tuple(signals[number].name if number in signals else f"take:{track}.{number}" for number in used.numbers)
    found = (
        _comps(check, edit, used, frames, timing),
        plan_declick(check, edit, timing),
        plan_alignment(check, edit, timing),
        plan_snap(check, edit, timing) if used.recorded else None,
        plan_tune(check, edit, score, timing),
        plan_breaths(check, edit, timing),
        *plan_moves(check, edit, frames, timing),
        plan_strip(check, edit, timing),
        plan_polarity(check, edit, frames, timing),
        _levels(check, edit, frames, timing),
        _fades(check, edit, frames, timing),
    )
    layers = [layer for layer in found if layer is not None] or [Layer(Edit((Region(0, 0, frames),)), ())]
    made = list(signals.values())
    for number, layer in enumerate(layers, 1):
        name = f"edit:{track}" if number == len(layers) else f"edit:{track}/{number}"
        inputs = heard * layer.copies
        if layer.ear is not None:
            made.append(Signal(f"edit:{track}/{number} heard", "edits", layer.ear, heard))
            inputs += (made[-1].name,)
        made.append(Signal(name, "edits", layer.step, (*inputs, *layer.others), layer.origins))
        heard = (name,)
    return made


def _comps(check: Check, edit: TrackEdit, used: UsedTakes, frames: int, timing: Timing) -> Layer | None:
    """Which take plays when."""
    where = f"edits/track {edit.track}"
    origins = [origin(check, f"{where}/use", edit.use_span, edit.use)] if edit.use_span is not None else []
    if not edit.comps:
        return Layer(Edit((Region(0, 0, frames),)), tuple(origins)) if origins else None
    for number, comp in enumerate(edit.comps, 1):
        origins.append(origin(check, f"{where}/comp {number}", comp.span, comp.stretches, comp.take))
    if edit.crossfade_span is not None:
        meaning = (edit.crossfade_seconds, edit.crossfade_search_seconds, edit.crossfade_shape)
        origins.append(origin(check, f"{where}/crossfade", edit.crossfade_span, *meaning))
    return Layer(_joined(edit, used, timing), tuple(origins))


def _joined(edit: TrackEdit, used: UsedTakes, timing: Timing) -> Comp:
    """Each join lies before the border, so that what is played on the first beat is heard whole, and after the one
    before it."""
    cross, search = timing.frames(edit.crossfade_seconds), timing.frames(edit.crossfade_search_seconds)
    joins: list[Join] = []
    last = 0
    for start, _, take in used.comps[1:]:
        at = timing.frame(start)
        length = min(cross, at - last)
        room = min(search, at - last - length)
        joins.append(Join(used.numbers.index(take), at, length, room, edit.crossfade_shape))
        last = at
    return Comp(used.numbers.index(used.comps[0][2]), tuple(joins))


def _levels(check: Check, edit: TrackEdit, frames: int, timing: Timing) -> Layer | None:
    """Clip levels and cuts."""
    if not edit.gains and not edit.mutes and not edit.trims:
        return None
    where = f"edits/track {edit.track}"
    whole = Stretch(Fraction(0), timing.timeline.beats)
    levels = [0.0, *(gain.gain_db for gain in edit.gains)]
    strokes = [(s, number) for number, gain in enumerate(edit.gains, 1) for s in gain.stretches or (whole,)]
    strokes += [(stretch, SILENT) for mute in edit.mutes for stretch in mute.stretches]
    origins = [
        origin(check, f"{where}/gain {number}", gain.span, gain.stretches, gain.gain_db)
        for number, gain in enumerate(edit.gains, 1)
    ]
    for number, mute in enumerate(edit.mutes, 1):
        origins.append(origin(check, f"{where}/mute {number}", mute.span, mute.stretches))
    if edit.trims:
        kept = painted(SILENT, ((stretch, 0) for trim in edit.trims for stretch in trim.stretches), whole.end)
        strokes += [(Stretch(start, end), SILENT) for start, end, colour in kept if colour == SILENT]
    for number, trim in enumerate(edit.trims, 1):
        origins.append(origin(check, f"{where}/trim {number}", trim.span, trim.stretches))
    paint = painted(0, strokes, whole.end)
    regions = crossed(paint, timing.frames(EDGE_SECONDS), "linear", frames, timing)
    return _layer([replace(r, take=0, gain_db=levels[r.take]) for r in regions if r.take != SILENT], origins)


def _fades(check: Check, edit: TrackEdit, frames: int, timing: Timing) -> Layer | None:
    """Fades, each within its place. What is faded out stays silent when its place ends with the form."""
    where = f"edits/track {edit.track}"
    origins: list[Origin] = []
    faded: list[Region] = []
    for number, fade in enumerate(edit.fades, 1):
        for stretch in fade.stretches:
            start, stop = timing.frame(stretch.start), timing.frame(stretch.end)
            if fade.direction == "in":
                length = min(timing.frames_after(fade.length, stretch.start), stop - start)
                faded.append(Region(0, start, start + length, fade_in=length, fade_in_shape=fade.shape))
            else:
                length = min(timing.frames_before(fade.length, stretch.end), stop - start)
                faded.append(Region(0, stop - length, stop, fade_out=length, fade_out_shape=fade.shape))
        meaning = (fade.stretches, fade.direction, fade.length, fade.shape)
        origins.append(origin(check, f"{where}/fade {number}", fade.span, *meaning))
    if not faded:
        return None
    return _layer(_around(sorted(faded, key=lambda region: (region.start, region.stop)), frames, timing), origins)


def _layer(regions: list[Region], origins: list[Origin]) -> Layer:
    return Layer(Edit(tuple(region for region in regions if region.stop > region.start)), tuple(origins))


def _around(faded: list[Region], frames: int, timing: Timing) -> list[Region]:
    """The whole track with these fades, of which none overlap: what lies between them is as it was."""
    end = timing.frame(timing.timeline.beats)
    edge = timing.frames(EDGE_SECONDS)
    found: list[Region] = []
    at, resumed = 0, False
    for region in faded:
        region = replace(region, start=max(region.start, at))
        if region.start >= region.stop:
            continue
        if region.start > at:
            found.append(_resumed(at, region.start, edge) if resumed else Region(0, at, region.start))
        found.append(region)
        at, resumed = region.stop, region.fade_out > 0
    if at < frames and not (resumed and at >= end):
        found.append(_resumed(at, frames, edge) if resumed else Region(0, at, frames))
    return found


def _resumed(start: int, stop: int, edge: int) -> Region:
    """What plays again after a fade has ended at `start`, whole from there on."""
    edge = min(edge, start)
    return Region(0, start - edge, stop, fade_in=edge)
