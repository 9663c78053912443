"""The score: a lane for each track, notes as bars in its colour, drums as strokes, chords above and words below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ...compiler.score import ScoreNote, Syllable, TrackScore, pitch_name
from .frame import LEFT, NARROWEST_LABEL, TOP, Frame, picture
from .svg import line, rect, text
from .theme import hue

if TYPE_CHECKING:
    from ...compiler.score import Score
    from ...compiler.song import Song
    from ...compiler.source import Source

WIDTH_OF_BAR = (14, 34, 76)  # pixels: at least, as a rule, at most
WIDEST = 1600
CHORDS_HEIGHT, WORDS_HEIGHT, NAME_HEIGHT, GAP = 20, 16, 15, 8
SEMITONE, STROKE = 4.0, 11.0
FEWEST_SEMITONES = 9


@dataclass(frozen=True, slots=True)
class Lane:
    """One track from `top`, its name above its notes. `rows` are drum pieces, empty for a pitched track, whose
    lowest note is `low`."""

    part: TrackScore
    index: int
    top: float
    height: float
    low: float
    rows: tuple[str, ...]


def score_svg(song: Song, score: Score, sources: dict[str, Source]) -> str:
    """The score as SVG; `sources` are the texts that the song was read from."""
    timeline = song.timeline
    beats = float(timeline.beats)
    sounding = [part for part in score.tracks if part.notes]
    chords = list(_chords(song, sources))
    lanes = list(_lanes(sounding, TOP + (CHORDS_HEIGHT if chords else 0), bool(score.syllables)))
    bottom = max((lane.top + lane.height for lane in lanes), default=TOP + 40)
    frame = Frame(_width(timeline.bars), bottom - TOP, beats)
    sections = [(passage.name, float(passage.start), float(passage.end)) for passage in timeline.passages]
    body = [*_bar_lines(song, frame), *_symbols(frame, chords)]
    for lane in lanes:
        body += _lane(frame, lane)
    if score.syllables and lanes:
        body += _words(frame, score.syllables, bottom)
    remark = f"{timeline.bars} bars · {len(sounding)} tracks · {sum(len(part.notes) for part in sounding):,} notes"
    return picture(frame, song.title.title, remark, sections, body, clock=False)


def _width(bars: int) -> float:
    least, rule, most = WIDTH_OF_BAR
    return float(max(min(max(rule * bars, 720), WIDEST, most * bars), least * bars))


def _lanes(parts: Sequence[TrackScore], top: float, words: bool) -> Iterator[Lane]:
    for index, part in enumerate(parts):
        pieces = tuple(dict.fromkeys(note.piece for note in sorted(part.notes, key=lambda n: -n.pitch) if note.piece))
        if pieces:
            low, height = 0.0, STROKE * len(pieces)
        else:
            low = min(note.pitch for note in part.notes)
            height = SEMITONE * max(max(note.pitch for note in part.notes) - low + 1, FEWEST_SEMITONES)
        last = index == len(parts) - 1
        extra = NAME_HEIGHT + GAP + (WORDS_HEIGHT if words and last else 0)
        yield Lane(part, index, top, height + extra, low, pieces)
        top += height + extra


def _bar_lines(song: Song, frame: Frame) -> Iterator[str]:
    """A line at each bar, or at each fourth of a long song; its number below."""
    timeline = song.timeline
    step = next(step for step in (1, 2, 4, 8, 16, 32, 64) if frame.width * step / timeline.bars >= 30)
    for passage in timeline.passages:
        for number in range(1, passage.bars + 1):
            count = passage.first_bar + number - 1
            if (number - 1) % step == 0:
                x = frame.x(float(passage.bar(number).start))
                yield line(x, TOP, x, frame.bottom, "strong" if number == 1 else "rule")
                yield text(str(count), x, frame.bottom + 16, "soft small", "middle")


def _chords(song: Song, sources: dict[str, Source]) -> Iterator[tuple[Fraction, str]]:
    """Each chord where it begins, as it is usually spelled."""
    from ...compiler.arrangement.music import Music
    from ...compiler.check import Check
    from ...compiler.files import MemoryFiles, Recorded

    music = Music(Check(Recorded(MemoryFiles()), sources), song.composition, {})
    for passage in song.timeline.passages:
        before = ""
        for chord in music.progression(passage).chords:
            if chord.chord.spelling != before:
                yield passage.start + chord.start, chord.chord.spelling
            before = chord.chord.spelling


def _symbols(frame: Frame, chords: Sequence[tuple[Fraction, str]]) -> Iterator[str]:
    """As many chords as there is room for, the earlier of two."""
    free = 0.0
    for at, symbol in chords:
        x = frame.x(float(at))
        if x >= free:
            yield text(symbol, x + 2, TOP + 14, "ink small")
            free = x + 4 + NARROWEST_LABEL * len(symbol)


def _lane(frame: Frame, lane: Lane) -> Iterator[str]:
    top, bottom = lane.top + NAME_HEIGHT, lane.top + lane.height - GAP
    yield line(LEFT, lane.top, frame.right, lane.top, "rule")
    yield text(lane.part.track, LEFT + 4, lane.top + 12, f"{hue(lane.index)}")
    if lane.rows:
        for row, piece in enumerate(lane.rows):
            yield text(piece, LEFT - 6, top + STROKE * row + 8.5, "soft small", "end")
        for note in lane.part.notes:
            yield _stroke(frame, lane, note, top)
        return
    highest = max(note.pitch for note in lane.part.notes)
    yield text(pitch_name(round(highest)), LEFT - 6, top + 8, "soft small", "end")
    floor = top + SEMITONE * (max(highest - lane.low + 1, FEWEST_SEMITONES))
    yield text(pitch_name(round(lane.low)), LEFT - 6, min(floor, bottom), "soft small", "end")
    for note in lane.part.notes:
        y = floor - SEMITONE * (note.pitch - lane.low + 1)
        length = float(note.length_beats * note.sounding)
        x = frame.x(float(note.start_beats))
        width = max(frame.x(float(note.start_beats) + length) - x - 0.6, 1)
        yield rect(x, y, width, SEMITONE - 0.6, hue(lane.index), fill_opacity=_opacity(note), rx=1)


def _stroke(frame: Frame, lane: Lane, note: ScoreNote, top: float) -> str:
    """A stroke is a tick as tall as it is loud."""
    tall = (STROKE - 1.5) * (0.35 + 0.65 * note.velocity)
    y = top + STROKE * lane.rows.index(note.piece) + (STROKE - tall) / 2
    return rect(frame.x(float(note.start_beats)), y, 2.2, tall, hue(lane.index), fill_opacity=_opacity(note), rx=0.8)


def _opacity(note: ScoreNote) -> str:
    return f"{(0.35 + 0.65 * note.velocity) * (0.4 + 0.6 * note.chance):.2f}"


def _words(frame: Frame, syllables: Sequence[Syllable], bottom: float) -> Iterator[str]:
    """As many syllables as there is room for."""
    free = 0.0
    for syllable in syllables:
        x = frame.x(float(syllable.start_beats))
        if x >= free:
            yield text(syllable.text, x, bottom - 5, "soft small")
            free = x + NARROWEST_LABEL * 0.9 * len(syllable.text)
