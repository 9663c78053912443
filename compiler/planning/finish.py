"""The end of a record: the master's chain, its fades, loudness and ceiling, and the files."""

from __future__ import annotations

from functools import partial

from ..check import Check
from ..diagnostics import Diagnostic
from ..master.read import RecordFade
from ..plan import Clip, Effect, Finish, Match, Plugin, Process, Record, Signal
from ..song import Song
from .chain import Part, through
from .curves import faded
from .origins import insert_origins, origin
from .timing import Timing

CHAIN = "master/chain"


def plan_chain(check: Check, song: Song, frames: int, timing: Timing) -> list[Signal]:
    """The mix through the master's effects, level and fades; what the limiter hears."""
    master = song.master
    fade_in = _fade(master.fade_in, frames, timing, at_start=True)
    fade_out = _fade(master.fade_out, frames, timing, at_start=False)
    origins = []
    if master.gain_span is not None:
        origins.append(origin(check, "master/gain", master.gain_span, master.gain_db))
    for name, fade in (("fade in", master.fade_in), ("fade out", master.fade_out)):
        if fade is not None:
            origins.append(origin(check, f"master/{name}", fade.span, fade.length, fade.shape))
    if master.tail_span is not None:
        origins.append(origin(check, "master/tail", master.tail_span, master.tail_seconds))
    level = faded(master.gain_db, fade_in, fade_out, frames)
    signals: list[Signal] = []
    part = Part(["mix"])
    for insert in master.inserts:
        told = insert_origins(check, "master", insert)
        if insert.plugin is None:
            part.add(Effect(insert.effect, insert.settings))
            part.origins += told
        else:
            make = partial(_process, insert.plugin.plugin)
            before, part = through(part, CHAIN, "master", insert.label, make, told)
            signals += before
    return [*signals, part.signal(CHAIN, "master", level, origins=origins)]


def _process(plugin: Plugin, part: Part) -> Process:
    """A plugin on the master, where nothing moves."""
    return Process(plugin)


def _fade(fade: RecordFade | None, frames: int, timing: Timing, *, at_start: bool) -> tuple[int, str]:
    """A fade's length in frames, at most the record's, and its shape."""
    if fade is None:
        return 0, "smooth"
    end = timing.timeline.beats
    length = timing.frames_after(fade.length, end * 0) if at_start else timing.frames_before(fade.length, end)
    return min(length, frames), fade.shape


def plan_finish(check: Check, song: Song) -> Finish:
    """Loudness, ceiling, files and tags."""
    master = song.master
    origins = []
    if master.loudness_span is not None:
        origins.append(origin(check, "master/loudness", master.loudness_span, master.loudness_lufs))
    if master.ceiling_span is not None:
        origins.append(origin(check, "master/ceiling", master.ceiling_span, master.ceiling_dbtp))
    match = None
    if master.match is not None:
        match = Match(master.match.amount, master.match.loudness)
        meaning = (master.match.digest, match.amount, match.loudness)
        origins.append(origin(check, "master/match", master.match.span, *meaning))
    return Finish(
        loudness_lufs=master.loudness_lufs,
        ceiling_dbtp=master.ceiling_dbtp,
        deliveries=master.exports,
        stems=master.stems,
        tags=song.title.tags,
        origins=tuple(origins),
        cover=song.title.cover,
        match=match,
    )


def plan_reference(song: Song, rate: int) -> Signal | None:
    """The record that the song is matched to, as it is heard at the song's rate."""
    match = song.master.match
    if match is None:
        return None
    frames = max(round(match.seconds * rate), 1)
    clip = Clip(match.file, match.digest, 0, frames, 0.0)
    return Signal("master/reference", "master", Record((clip,)), (), frames=frames)


def missed_loudness(finish: Finish, asked_lufs: float | None, problem: str) -> Diagnostic | None:
    """The warning that the loudness which was asked could not be reached, told when the record is made; None where the
    song does not ask for one."""
    asked = next((origin for origin in finish.origins if origin.key in ("master/loudness", "master/match")), None)
    if asked is None or not problem or asked_lufs is None:
        return None
    message = f"the record does not reach {asked_lufs:g} LUFS: {problem}"
    help = "ask for less, compress the mix, or raise the ceiling"
    return Diagnostic("W0702", message, asked.span, "asked here", help)
