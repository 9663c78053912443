"""The edits block: which take plays where, when its notes fall, and the cuts, levels and fades of what was played."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..check import Check, alternatives, no_block, no_more, unknown_statement
from ..form.timeline import Timeline
from ..frozen import dataclass
from ..settings import read_one, read_settings
from ..source import Span
from ..syntax import Statement, Word
from ..takes.read import TrackTakes, read_take_number
from ..tracks import each_track
from ..vocabulary.blocks import CROSSFADE, CROSSFADE_SEARCH, EDITS, EDITS_TRACK
from .cleaning import Cleaning, read_breaths, read_declick
from .lines import (
    FADE_SHAPES,
    Comp,
    Fade,
    Gain,
    Mute,
    Nudge,
    Quantize,
    read_comp,
    read_curve,
    read_fade,
    read_gain,
    read_mute,
    read_nudge,
    read_quantize,
)
from .moves import (
    Polarity,
    Repeat,
    Reverse,
    Strip,
    read_polarity,
    read_repeat,
    read_reverse,
    read_strip,
)
from .tuning import Alignment, Tuning, read_align, read_tune

# Lines that work on recorded audio only, with what helps on a track that an instrument plays.
FOR_RECORDINGS = {
    "tune": "the instrument is in tune; `tune` is one of its settings",
    "align": "use `quantize`",
    "de-click": "what an instrument plays has no clicks",
    "breaths": "what an instrument plays has no breaths",
}


@dataclass(frozen=True, slots=True)
class TrackEdit:
    """The edit of one track. `use` is the take that plays where no comp says otherwise, None for the first. Statements
    of a kind stand in the order of the text; where they meet, the later one holds."""

    track: str
    span: Span
    use: int | None = None
    use_span: Span | None = None
    crossfade_seconds: float = float(CROSSFADE.default)
    crossfade_search_seconds: float = float(CROSSFADE_SEARCH.default)
    crossfade_shape: str = FADE_SHAPES[0]
    crossfade_span: Span | None = None
    comps: tuple[Comp, ...] = ()
    quantizes: tuple[Quantize, ...] = ()
    nudges: tuple[Nudge, ...] = ()
    gains: tuple[Gain, ...] = ()
    mutes: tuple[Mute, ...] = ()
    trims: tuple[Mute, ...] = ()
    fades: tuple[Fade, ...] = ()
    moves: tuple[Repeat | Reverse, ...] = ()
    polarities: tuple[Polarity, ...] = ()
    strip: Strip | None = None
    tunings: tuple[Tuning, ...] = ()
    alignment: Alignment | None = None
    declicks: tuple[Cleaning, ...] = ()
    breaths: tuple[Cleaning, ...] = ()


def read_edits(
    check: Check,
    statement: Statement | None,
    tracks: Mapping[str, bool],
    takes: Mapping[str, TrackTakes],
    lines: Collection[str],
    timeline: Timeline,
) -> dict[str, TrackEdit]:
    """The edit of each track that declares one. `tracks` says of each track's name whether it plays recorded audio;
    `lines` are the written ones."""
    found: dict[str, TrackEdit] = {}
    for _line, name, block in each_track(check, statement, EDITS, tracks, "use take 2"):
        edit = TrackEdit(name.text, name.span)
        for inner in block.statements if block else ():
            if inner.head.text in FOR_RECORDINGS:
                edit = _read_for_recordings(check, inner, edit, tracks, lines, timeline)
            else:
                edit = _read_line(check, inner, edit, timeline)
        _takes_exist(check, edit, takes.get(name.text), name)
        found[name.text] = edit
    _guides_stand_still(check, found)
    return found


def _read_line(check: Check, line: Statement, edit: TrackEdit, timeline: Timeline) -> TrackEdit:
    match line.head.text:
        case "use":
            return _read_use(check, line, edit)
        case "crossfade":
            if edit.crossfade_span is not None:
                _twice(check, line, edit.crossfade_span)
            return _read_crossfade(check, line, edit)
        case "comp" if comp := read_comp(check, line, timeline):
            return replace(edit, comps=(*edit.comps, comp))
        case "quantize" if quantize := read_quantize(check, line, timeline):
            return replace(edit, quantizes=(*edit.quantizes, quantize))
        case "nudge" if nudge := read_nudge(check, line, timeline):
            return replace(edit, nudges=(*edit.nudges, nudge))
        case "gain" if gain := read_gain(check, line, timeline):
            return replace(edit, gains=(*edit.gains, gain))
        case "mute" | "cut" if mute := read_mute(check, line, timeline):
            return replace(edit, mutes=(*edit.mutes, mute))
        case "trim" if trim := read_mute(check, line, timeline):
            return replace(edit, trims=(*edit.trims, trim))
        case "fade" if fade := read_fade(check, line, timeline):
            return replace(edit, fades=(*edit.fades, fade))
        case "reverse" if reverse := read_reverse(check, line, timeline):
            return replace(edit, moves=(*edit.moves, reverse))
        case "repeat" if repeat := read_repeat(check, line, timeline):
            return replace(edit, moves=(*edit.moves, repeat))
        case "polarity" if polarity := read_polarity(check, line, timeline):
            return replace(edit, polarities=(*edit.polarities, polarity))
        case "strip" if strip := read_strip(check, line):
            if edit.strip is not None:
                _twice(check, line, edit.strip.span)
            return replace(edit, strip=strip)
        case head if head not in EDITS_TRACK.heads:
            unknown_statement(check, line, "the edit of a track", EDITS_TRACK.heads)
    return edit


def _read_for_recordings(
    check: Check,
    line: Statement,
    edit: TrackEdit,
    tracks: Mapping[str, bool],
    lines: Collection[str],
    timeline: Timeline,
) -> TrackEdit:
    head = line.head.text
    if not tracks[edit.track]:
        message = f"`{head}` is for recorded audio, and an instrument plays `{edit.track}`"
        check.report("E0607", message, line.span, "no recording", FOR_RECORDINGS[head])
        return edit
    match head:
        case "tune":
            tuning = read_tune(check, line, lines, timeline)
            return replace(edit, tunings=(*edit.tunings, tuning)) if tuning else edit
        case "de-click":
            declick = read_declick(check, line, timeline)
            return replace(edit, declicks=(*edit.declicks, declick)) if declick else edit
        case "breaths":
            breaths = read_breaths(check, line, timeline)
            return replace(edit, breaths=(*edit.breaths, breaths)) if breaths else edit
    if edit.alignment is not None:
        _twice(check, line, edit.alignment.span)
    alignment = read_align(check, line, edit.track, tracks)
    return replace(edit, alignment=alignment) if alignment else edit


def _read_crossfade(check: Check, line: Statement, edit: TrackEdit) -> TrackEdit:
    seconds = float(read_one(check, replace(line, values=line.values[:1]), CROSSFADE))
    words = [value.text if isinstance(value, Word) else "" for value in line.values]
    end = words.index("curve") if "curve" in words else len(words)
    search = float(dict(read_settings(check, "crossfade", line.values[1:end], None, (CROSSFADE_SEARCH,)))["search"])
    shape = read_curve(check, line, line.values[end:], FADE_SHAPES, FADE_SHAPES[0])
    return replace(
        edit,
        crossfade_seconds=seconds,
        crossfade_search_seconds=search,
        crossfade_shape=shape,
        crossfade_span=line.span,
    )


def _read_use(check: Check, line: Statement, edit: TrackEdit) -> TrackEdit:
    no_block(check, line)
    first = line.values[0] if line.values else None
    named = isinstance(first, Word) and first.text == "take"
    if not named:
        place = first.span if first is not None else line.span
        check.report("E0403", "`use` needs a take", place, help="write it as `use take 2`")
        return edit
    number = read_take_number(check, line, line.values[1:])
    no_more(check, line, line.values[2:])
    if edit.use_span is not None:
        _twice(check, line, edit.use_span)
        return edit
    return replace(edit, use=number, use_span=line.span) if number is not None else edit


def _twice(check: Check, line: Statement, earlier: Span) -> None:
    related = ((earlier, "first given here"),)
    help = "leave one of them out"
    check.report("E0203", f"`{line.head.text}` is given twice", line.span, "given again", help, related)


def _guides_stand_still(check: Check, edits: Mapping[str, TrackEdit]) -> None:
    """What is aligned to a track needs it finished, so that track is not aligned to another one."""
    for edit in edits.values():
        guide = edits.get(edit.alignment.track) if edit.alignment is not None else None
        if edit.alignment is None or guide is None or guide.alignment is None or not guide.alignment.track:
            continue
        message = f"`{guide.track}` is aligned to `{guide.alignment.track}` itself"
        help = f"align both to `{guide.alignment.track}`"
        related = ((guide.alignment.span, "aligned here"),)
        check.report("E0608", message, edit.alignment.name_span, "moves too", help, related)


def _takes_exist(check: Check, edit: TrackEdit, takes: TrackTakes | None, track: Word) -> None:
    known = [take.number for take in takes.takes] if takes else [1]
    wanted = [(edit.use, edit.use_span), *((comp.take, comp.span) for comp in edit.comps)]
    alignment = edit.alignment
    if alignment is not None and alignment.take:
        wanted.append((alignment.take, alignment.span))
        if {edit.use or known[0], *(comp.take for comp in edit.comps)} == {alignment.take}:
            message = f"take {alignment.take} is the only one that plays, and would be aligned to itself"
            help = "choose another take with `use` or `comp`"
            check.report("E0608", message, alignment.span, "itself", help)
    for number, span in wanted:
        if number is not None and span is not None and number not in known:
            names = alternatives((f"take {each}" for each in known), "and")
            message = f"`{track.text}` has no take {number}"
            check.report("E0601", message, span, "no such take", f"it has {names}")
