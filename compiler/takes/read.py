"""The takes block: the performances of each track, recorded or played by its instrument."""

from __future__ import annotations

from collections.abc import Mapping

from ..arrangement.records import Track
from ..check import Check, no_more, unknown_statement
from ..form.timeline import Timeline
from ..frozen import dataclass
from ..settings import Settings, read_settings
from ..source import Span
from ..syntax import Quantity, Statement, Value
from ..tracks import each_track
from ..vocabulary.blocks import HUMANIZE, TAKE, TAKES, TAKES_TRACK
from .midi import MidiClip, read_midi
from .recordings import Recording, read_recordings

LONGEST_TAKE_NUMBER = 999


@dataclass(frozen=True, slots=True)
class Take:
    """One performance: `humanize` holds every setting of that statement; `recordings` and MIDI `clips` stand in order
    of time."""

    number: int
    humanize: Settings
    humanize_span: Span | None
    recordings: tuple[Recording, ...]
    span: Span
    clips: tuple[MidiClip, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackTakes:
    """A track's takes, by number."""

    track: str
    takes: tuple[Take, ...]
    span: Span

    @property
    def by_hand(self) -> bool:
        """Whether any take plays a MIDI file."""
        return any(take.clips for take in self.takes)

    def take(self, number: int) -> Take | None:
        return next((take for take in self.takes if take.number == number), None)


PLAIN = tuple((setting.name, setting.default) for setting in HUMANIZE)


def default_takes(track: str, span: Span) -> TrackTakes:
    """What a track without takes has: one, played as written."""
    return TrackTakes(track, (Take(1, PLAIN, None, (), span),), span)


def read_takes(
    check: Check, statement: Statement | None, tracks: Mapping[str, Track], timeline: Timeline
) -> dict[str, TrackTakes]:
    """The takes of each track that declares any. `tracks` are those of the arrangement, by name."""
    found: dict[str, TrackTakes] = {}
    for line, name, block in each_track(check, statement, TAKES, tracks, "take 1 { … }"):
        takes: dict[int, Take] = {}
        for inner in block.statements if block else ():
            take = _read_take(check, inner, tracks[name.text], timeline)
            if take is not None and _is_new(check, take, takes):
                takes[take.number] = take
        if takes:
            found[name.text] = TrackTakes(name.text, tuple(takes[n] for n in sorted(takes)), name.span)
        elif block is not None and not block.statements:
            check.report(
                "W0531", f"`{name.text}` declares no take", line.span, help="write `take 1 { … }` or take it out"
            )
    return found


def _is_new(check: Check, take: Take, takes: Mapping[int, Take]) -> bool:
    earlier = takes.get(take.number)
    if earlier is None:
        return True
    related = ((earlier.span, "first declared here"),)
    message = f"take {take.number} is declared twice"
    check.report("E0203", message, take.span, "declared again", f"call it `take {max(takes) + 1}`", related)
    return False


def read_take_number(check: Check, statement: Statement, values: tuple[Value, ...]) -> int | None:
    """A take's number where it stands alone in `values`."""
    value = values[0] if values else None
    whole = isinstance(value, Quantity) and value.unit == "" and value.value.denominator == 1
    if value is None or not isinstance(value, Quantity) or not whole:
        place = value.span if value is not None else statement.span
        check.report("E0404", "a take is named by a whole number", place, "no take", "write it as `take 1`")
        return None
    if not 1 <= value.value <= LONGEST_TAKE_NUMBER:
        message = f"takes are numbered from 1 to {LONGEST_TAKE_NUMBER}"
        check.report("E0405", message, value.span, "out of range")
        return None
    return int(value.value)


def _read_take(check: Check, statement: Statement, track: Track, timeline: Timeline) -> Take | None:
    if statement.head.text != "take":
        unknown_statement(check, statement, "the takes of a track", TAKES_TRACK.heads)
        return None
    number = read_take_number(check, statement, statement.values)
    no_more(check, statement, statement.values[1:])
    humanize, span = PLAIN, None
    recorded = track.instrument is None
    recordings: list[Recording] = []
    clips: list[MidiClip] = []
    for line in statement.block.statements if statement.block else ():
        match line.head.text:
            case "humanize":
                if recorded:
                    message = "`humanize` moves played notes, and this track is recorded audio"
                    help = "put it on a track that an instrument plays"
                    check.report("E0532", message, line.span, "nothing to play here", help)
                    continue
                if span is not None:
                    related = ((span, "first given here"),)
                    check.report("E0203", "a take is humanized twice", line.span, "given again", related=related)
                    continue
                humanize, span = read_settings(check, "humanize", line.values, line.block, HUMANIZE), line.span
            case "file":
                recordings.extend(read_recordings(check, line, recorded, timeline))
            case "midi":
                clips.extend(read_midi(check, line, track, timeline))
            case _:
                unknown_statement(check, line, "a take", TAKE.heads)
    if number is None:
        return None
    recordings.sort(key=lambda recording: recording.start_beats)
    clips.sort(key=lambda clip: clip.start_beats)
    place = statement.head.span.to(_number_span(statement))
    return Take(number, humanize, span, tuple(recordings), place, tuple(clips))


def _number_span(statement: Statement) -> Span:
    return statement.values[0].span if statement.values else statement.head.span
