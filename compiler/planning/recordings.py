"""Recorded takes as signals: clips put in time, and those that are stretched or shifted on the way."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from ..check import Check
from ..edits.read import TrackEdit
from ..plan import Clip, Edit, Origin, Record, Region, Signal
from ..plan_audio import Stretch
from ..takes.read import Take
from ..takes.recordings import Recording
from .origins import nudge_origins, origin
from .timing import Timing

# The ramp at both ends of a stretched clip, as long as that of one that is not (`runtime.steps.record`).
EDGE_SECONDS = 0.002


def plan_recordings(check: Check, take: Take, edit: TrackEdit, timing: Timing) -> tuple[list[Signal], int]:
    """The signals of a recorded take, of which the last one is the take, and the frame at which it ends."""
    name = f"take:{edit.track}.{take.number}"
    placed = _placed(take.recordings, edit, timing)
    origins = (*_origins(check, take, edit), *nudge_origins(check, edit))
    end = max((clip.start + clip.frames for _, _, clip in placed), default=0)
    if not any(_changed(recording) for _, recording, _ in placed):
        return [Signal(name, "takes", Record(tuple(clip for _, _, clip in placed)), (), origins)], end
    plain = Record(tuple(clip for _, recording, clip in placed if not _changed(recording)))
    signals, inputs, regions = [], [], []
    if plain.clips:
        signals.append(Signal(f"{name}/plain", "takes", plain, ()))
        inputs.append(signals[-1].name)
        regions += [Region(0, clip.start, clip.start + clip.frames) for clip in plain.clips]
    for number, (start, recording, clip) in enumerate(placed, 1):
        if _changed(recording):
            signals += _stretched(f"{name}/file {number}", recording, timing)
            regions.append(_region(len(inputs), start, clip, timing))
            inputs.append(signals[-1].name)
    regions.sort(key=lambda region: region.start)
    return [*signals, Signal(name, "takes", Edit(tuple(regions)), tuple(inputs), origins)], end


def _placed(recordings: Iterable[Recording], edit: TrackEdit, timing: Timing) -> list[tuple[int, Recording, Clip]]:
    """Each recording that is heard, with the frame at which it begins (even where that is before the song) and what of
    it sounds."""
    placed: list[tuple[int, Recording, Clip]] = []
    for recording in recordings:
        offset = recording.offset_seconds + _nudge(recording, edit)
        start = timing.frame(recording.start_beats) + timing.frames(offset)
        clip = _clip(recording, start, timing)
        if placed and placed[-1][2].start + placed[-1][2].frames > clip.start:
            # Clips of one take do not overlap: a later one cuts off the one before.
            before = placed[-1][2]
            placed[-1] = (*placed[-1][:2], replace(before, frames=max(clip.start - before.start, 0)))
        placed.append((start, recording, clip))
    return [each for each in placed if each[2].frames > 0]


def _clip(recording: Recording, start: int, timing: Timing) -> Clip:
    frames = timing.frames(recording.seconds)
    early = max(-start, 0)  # what would sound before the song begins is cut
    return Clip(
        file=recording.file,
        digest=recording.info.digest,
        start=start + early,
        frames=max(frames - early, 0),
        offset_seconds=recording.from_seconds + early / timing.rate,
        gain_db=recording.gain_db,
    )


def _nudge(recording: Recording, edit: TrackEdit) -> float:
    """The last nudge that holds where a recording begins."""
    held = 0.0
    for nudge in edit.nudges:
        inside = any(stretch.start <= recording.start_beats < stretch.end for stretch in nudge.stretches)
        if inside or not nudge.stretches:
            held = nudge.seconds
    return held


def _changed(recording: Recording) -> bool:
    return recording.ratio != 1.0 or recording.semitones != 0.0


def _stretched(name: str, recording: Recording, timing: Timing) -> list[Signal]:
    """The recording from its own beginning, as it is in the file and as it is played: wherever it is put, it is
    stretched once."""
    frames = math.ceil(recording.seconds / recording.ratio * timing.rate)
    source = Clip(recording.file, recording.info.digest, 0, frames, recording.from_seconds)
    step = Stretch(recording.ratio, recording.semitones)
    return [
        Signal(name, "takes", Record((source,)), (), frames=frames),
        Signal(f"{name} stretched", "takes", step, (name,), frames=timing.frames(recording.seconds)),
    ]


def _region(take: int, start: int, clip: Clip, timing: Timing) -> Region:
    edge = min(timing.frames(EDGE_SECONDS), clip.frames // 2)
    return Region(
        take,
        clip.start,
        clip.start + clip.frames,
        fade_in=edge,
        fade_out=edge,
        fade_in_shape="linear",
        fade_out_shape="linear",
        gain_db=clip.gain_db,
        shift=start,
    )


def _origins(check: Check, take: Take, edit: TrackEdit) -> Iterable[Origin]:
    for number, r in enumerate(take.recordings, 1):
        heard = (r.info.digest, r.start_beats, r.offset_seconds, r.from_seconds, r.seconds, r.gain_db)
        changed = (r.ratio, r.semitones) if _changed(r) else ()
        yield origin(check, f"takes/track {edit.track}/take {take.number}/file {number}", r.span, *heard, *changed)
