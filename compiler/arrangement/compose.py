"""The score: every track's part through the form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..check import Check
from ..composition.records import Composition
from ..composition.wording import NOTHING, Wording, joined
from ..form.timeline import Passage, Stretch, Timeline
from ..memory import Kept, Memory
from ..score import PassagePart, Score, ScoreNote, TrackScore, in_order, part_of, pitch_name
from .chords import play_harmony
from .density import thinned
from .drums import play_fills, play_rhythm
from .lines import play_line, written_notes
from .lyrics import set_lyrics
from .music import Music
from .records import Arrangement, Part, Play, Track
from .shape import shaped
from .ties import tied_over
from .touch import Touch, touch_of
from .unused import check_unused

_PARTS: Memory[Kept[tuple[ScoreNote, ...]]] = Memory()


def compose(
    check: Check,
    composition: Composition,
    arrangement: Arrangement,
    timeline: Timeline,
    sung: Collection[str] = (),
) -> Score:
    """What all tracks play, in beats, and the lines of these names as they are written. Every line that a passage has
    is read, played or not, so that all its mistakes are found."""
    music = Music(check, composition, {motif.name: motif for motif in composition.motifs})
    for passage in timeline.passages:
        own = music.section(passage.section).lines
        names = {line.name for line in own}
        for line in (*own, *(line for line in composition.lines if line.name not in names)):
            music.check_line(passage, line)
        music.progression(passage)
    check_unused(check, composition, arrangement, sung)
    tracks = tuple(
        TrackScore(
            track.name, tied_over(check, tuple(_part(music, track, passage, timeline) for passage in timeline.passages))
        )
        for track in arrangement.tracks
    )
    lines = tuple(TrackScore(name, tuple(_line(music, name, timeline))) for name in sorted(sung))
    return Score(tracks, set_lyrics(music, timeline), lines)


def _line(music: Music, name: str, timeline: Timeline) -> Iterator[PassagePart]:
    """A line as it is written, whoever may play it."""
    for passage in timeline.passages:
        touch = touch_of(Part(), Stretch(passage.start, passage.end))
        yield part_of(tuple(written_notes(music, name, passage, touch)))


def _part(music: Music, track: Track, passage: Passage, timeline: Timeline) -> PassagePart:
    """What a track plays in a passage. It depends on what the key holds and on nothing else."""
    stretches = tuple(_parts(track, passage, timeline, music.check))
    wording = joined(one for _, part in stretches for one in _wordings(music, passage, part))
    player = (track.instrument is not None, track.pieces, track.played.low, track.played.high)
    key = (timeline, passage.name, player, stretches, wording.says)

    def make() -> tuple[ScoreNote, ...]:
        notes = [
            note for stretch, part in stretches for note in _played(music, track, passage, stretch, part, timeline)
        ]
        _check_range(music.check, track, notes)
        return tuple(sorted(notes, key=in_order))

    return PassagePart(music.kept(_PARTS, key, wording.rows, make), wording.rows)


def _wordings(music: Music, passage: Passage, part: Part) -> Iterator[Wording]:
    """All that was written of what a part plays in a passage."""
    for play in part.plays or ():
        if play.what == "line":
            line = music.written_line(passage.section, play.name)
            yield music.line_wording(line) if line is not None else NOTHING
        elif play.what == "rhythm":
            yield music.rhythm_wording(passage, play.name)
        else:
            yield music.chords_wording(passage)
            yield music.template_wording(play.rows)
        if play.rhythm:
            yield music.rhythm_wording(passage, play.rhythm)
    for fill in part.fills or ():
        yield music.rhythm_wording(passage, fill.rhythm)
    if part.pedal:
        yield music.chords_wording(passage)


def _parts(track: Track, passage: Passage, timeline: Timeline, check: Check) -> Iterator[tuple[Stretch, Part]]:
    """The passage cut where overrides begin and end, each stretch with what is played there. Later overrides win."""
    active = [
        (stretch, override.part)
        for override in track.overrides
        for stretch in timeline.resolve(override.place, check)
        if stretch.start < passage.end and stretch.end > passage.start
    ]
    cuts = {passage.start, passage.end}
    for stretch, _ in active:
        cuts |= {max(stretch.start, passage.start), min(stretch.end, passage.end)}
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        part = track.part
        for stretch, other in active:
            if stretch.start <= start < stretch.end:
                part = _merged(part, other)
        yield Stretch(start, end), part


def _merged(part: Part, over: Part) -> Part:
    """A part with what an override says. A `play` ends a rest, and a `rest` ends what was played."""
    given = {name: value for name in Part.__slots__ if (value := getattr(over, name)) is not None}
    given["rules"] = (*part.rules, *over.rules)
    if over.plays is not None and over.rest is None:
        given["rest"] = None
    return replace(part, **given)


def _played(
    music: Music, track: Track, passage: Passage, stretch: Stretch, part: Part, timeline: Timeline
) -> Iterator[ScoreNote]:
    """The notes of a part that begin within a stretch of a passage (a pickup before it belongs to its first
    stretch)."""
    if part.rest:
        return
    touch = touch_of(part, stretch)
    first = stretch.start == passage.start
    for layer, play in enumerate(part.plays or ()):
        notes = _play(music, track, play, part, passage, touch)
        if part.density is not None:
            notes = thinned(notes, part.density, passage, touch if play.rhythm or play.what == "rhythm" else None)
        for note in notes:
            if note.start_beats < stretch.end and (first or note.start_beats >= stretch.start):
                named = note._replace(place=f"{note.place}/{layer}") if layer else note
                yield from shaped(music, named, part, passage, timeline)
    if part.fills and track.pieces:
        for note in play_fills(music, track, part.fills, passage, touch):
            if stretch.start <= note.start_beats < stretch.end:
                yield from shaped(music, note, part, passage, timeline)


def _play(music: Music, track: Track, play: Play, part: Part, passage: Passage, touch: Touch) -> Iterator[ScoreNote]:
    if play.what == "rhythm":
        if track.pieces:
            return play_rhythm(music, track, play.name, part.fills or (), passage, touch)
        help = f"write `play roots rhythm {play.name}`, or give the track a kit"
        message = f"`{play.name}` is a rhythm, and `{track.name}` has no drums to play it on"
        music.check.report("E0514", message, play.span, "a rhythm alone has no pitch", help)
        return iter(())
    if track.pieces:
        message = f"`{track.name}` is a drum kit, and `{play.name or play.what}` has pitches"
        music.check.report("E0514", message, play.span, "a kit plays rhythms", "give the track a pitched instrument")
        return iter(())
    if play.what == "line":
        return play_line(music, play, passage, touch)
    return play_harmony(music, play, passage, touch)


def _check_range(check: Check, track: Track, notes: Sequence[ScoreNote]) -> None:
    """Warns of notes that the instrument is not made for, once for those below its range and once for those above."""
    if track.instrument is None:
        return
    low, high = pitch_name(track.played.low), pitch_name(track.played.high)
    below = [note for note in notes if not note.piece and note.pitch < track.played.low]
    above = [note for note in notes if not note.piece and note.pitch > track.played.high]
    for side, far in (("below", below), ("above", above)):
        if far:
            first = far[0]
            more = f", as {'is 1 more note' if len(far) == 2 else f'are {len(far) - 1} more notes'} of this passage"
            message = f"{pitch_name(first.pitch)} is {side} what `{track.instrument.name}` is made for"
            message += more if len(far) > 1 else ""
            help = f"its range is {low} to {high}; move the part with `octave` or `transpose`"
            check.report("W0520", message, first.span, f"in {first.row} on `{track.name}`", help)
