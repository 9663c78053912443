"""Planning: a song and its score become signals in frames, each with the declarations that shape it.

    takes     the performances that the edits use: notes on instruments, recordings in time
    edits     regions of takes, clip levels, fades
    pieces    single drum pieces, for effects that listen to one
    desk      strips, buses, groups, the mix
    chain     a channel as signals, native plugins as signals of their own
    finish    the master's chain, its fades, and the files

A step holds what changes its sound and nothing else: names, comments and places in the text stay out of it.
"""

from __future__ import annotations

from ..check import Check
from ..plan import Plan
from ..score import Score
from ..song import Song
from .desk import plan_desk
from .edits import plan_edit
from .finish import plan_chain, plan_finish, plan_reference
from .moving import Moving
from .pieces import keyed_pieces, plan_piece
from .takes import composition_origins, plan_takes
from .timing import Timing

__all__ = ["build_plan"]


def build_plan(check: Check, song: Song, score: Score, rate: int) -> Plan:
    """The plan of a song without errors, at `rate` Hz."""
    timing = Timing(song.timeline, rate)
    laid_out = composition_origins(check, song)
    moving = Moving(song.mix, timing)
    takes = {
        track.name: plan_takes(check, song, score, track, timing, laid_out, moving) for track in song.arrangement.tracks
    }
    clips_end = max((used.end for used in takes.values()), default=0)
    frames = max(timing.frame(song.timeline.beats) + round(song.master.tail_seconds * rate), clips_end, 1)
    signals = [signal for used in takes.values() for signal in used.signals]
    for track in _guides_first(song):
        signals += plan_edit(check, song, score, track, takes[track], frames, timing)
    for name in keyed_pieces(song.mix):
        signals += plan_piece(check, song, score, name, takes[name.partition(".")[0]], frames, timing)
    signals += plan_desk(check, song, timing)
    signals += plan_chain(check, song, frames, timing)
    reference = plan_reference(song, rate)
    signals += [reference] if reference is not None else []
    return Plan(
        rate=rate,
        frames=frames,
        signals=tuple(signals),
        finish=plan_finish(check, song),
        sections=tuple(
            (passage.name, timing.frame(passage.start), timing.frame(passage.end)) for passage in song.timeline.passages
        ),
        seed=song.title.seed,
    )


def _guides_first(song: Song) -> list[str]:
    """The tracks, those last that are aligned to another one."""

    def follows(track: str) -> bool:
        edit = song.edits.get(track)
        return edit is not None and edit.alignment is not None and bool(edit.alignment.track)

    return sorted((track.name for track in song.arrangement.tracks), key=follows)
