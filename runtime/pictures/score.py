"""The score: a lane for each track, notes as bars in its colour, drums as strokes, chords above and words below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ...compiler.frozen import dataclass
from ...compiler.score import ScoreNote, Syllable, TrackScore, pitch_name
from .frame import LEFT, TOP, Frame, picture
from .svg import line, rect, text
from .theme import hue

if TYPE_CHECKING:
    from ...compiler.score import Score
    from ...compiler.song import Song
    from ...compiler.source import Source

WIDTH_OF_BAR = (14, 34, 76)  # pixels: at least, as a rule, at most
WIDEST = 1600
LETTER = 5.9  # pixels that one of a small label takes, about
CHORDS_GAP, WORDS_GAP = 5, 4
PHRASE_ENDS = (",", ";", ".", ":", "!", "?", "…", "—")
CHORDS_HEIGHT, WORDS_HEIGHT, ROW_HEIGHT, NAME_HEIGHT, GAP = 20, 16, 12, 15, 8
MOST_ROWS = 4  # of labels that would stand in each other's way
SEMITONE, STROKE, SHORTEST = 4.0, 11.0, 2.2
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


class Label(NamedTuple):
    """A chord or words at `x`, in a row counted from the top."""

    text: str
    x: float
    row: int


def score_svg(song: Song, score: Score, sources: dict[str, Source]) -> str:
    """The score as SVG; `sources` are the texts that the song was read from."""
    timeline = song.timeline
    beats = float(timeline.beats)
    sounding = [part for part in score.tracks if part.notes]
    frame = Frame(_width(timeline.bars), 0, beats)
    chords = _placed(frame, list(_chords(song, sources)), CHORDS_GAP)
    words = _placed(frame, _words(frame, score.syllables), WORDS_GAP)
    lanes = list(_lanes(sounding, TOP + _height(chords, CHORDS_HEIGHT)))
    bottom = max((lane.top + lane.height for lane in lanes), default=TOP + 40)
    frame = replace(frame, height=bottom + _height(words, WORDS_HEIGHT) - TOP)
    sections = [(passage.name, float(passage.start), float(passage.end)) for passage in timeline.passages]
    body = list(_bar_lines(song, frame))
    body += (text(label.text, label.x + 2, TOP + 14 + ROW_HEIGHT * label.row, "ink small") for label in chords)
    for lane in lanes:
        body += _lane(frame, lane)
    body += (text(label.text, label.x, bottom + 7 + ROW_HEIGHT * label.row, "soft small") for label in words)
    remark = f"{timeline.bars} bars · {len(sounding)} tracks · {sum(len(part.notes) for part in sounding):,} notes"
    return picture(frame, song.title.title, remark, sections, body, clock=False)


def _width(bars: int) -> float:
    least, rule, most = WIDTH_OF_BAR
    return float(max(min(max(rule * bars, 720), WIDEST, most * bars), least * bars))


def _height(labels: Sequence[Label], of_one_row: int) -> float:
    """Of all rows of labels; nothing where there are none."""
    return of_one_row + ROW_HEIGHT * max(label.row for label in labels) if labels else 0


def _placed(frame: Frame, labels: Sequence[tuple[Fraction, str]], gap: float) -> list[Label]:
    """Each label at its time, in the first row where the one before it has ended. One that finds no room in any row is
    left out."""
    free = [0.0] * MOST_ROWS
    found = []
    for at, said in labels:
        x = frame.x(float(at))
        row = next((row for row in range(MOST_ROWS) if x >= free[row]), None)
        if row is not None:
            found.append(Label(said, x, row))
            free[row] = x + gap + LETTER * len(said)
    return found


def _lanes(parts: Sequence[TrackScore], top: float) -> Iterator[Lane]:
    for index, part in enumerate(parts):
        pieces = tuple(dict.fromkeys(note.piece for note in sorted(part.notes, key=lambda n: -n.pitch) if note.piece))
        if pieces:
            low, height = 0.0, STROKE * len(pieces)
        else:
            low = min(note.pitch for note in part.notes)
            height = SEMITONE * max(max(note.pitch for note in part.notes) - low + 1, FEWEST_SEMITONES)
        yield Lane(part, index, top, height + NAME_HEIGHT + GAP, low, pieces)
        top += height + NAME_HEIGHT + GAP


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
        width = max(frame.x(float(note.start_beats) + length) - x - 0.6, SHORTEST)
        yield rect(x, y, width, SEMITONE - 0.6, hue(lane.index), fill_opacity=_opacity(note), rx=1)


def _stroke(frame: Frame, lane: Lane, note: ScoreNote, top: float) -> str:
    """A stroke is a tick as tall as it is loud."""
    tall = (STROKE - 1.5) * (0.35 + 0.65 * note.velocity)
    y = top + STROKE * lane.rows.index(note.piece) + (STROKE - tall) / 2
    return rect(
        frame.x(float(note.start_beats)), y, SHORTEST, tall, hue(lane.index), fill_opacity=_opacity(note), rx=0.8
    )


def _opacity(note: ScoreNote) -> str:
    return f"{(0.35 + 0.65 * note.velocity) * (0.4 + 0.6 * note.chance):.2f}"


def _words(frame: Frame, syllables: Sequence[Syllable]) -> list[tuple[Fraction, str]]:
    """The syllables, each where it is sung, if there is room for all in one row; else phrases, each where it begins."""
    single = [(each.start_beats, each.text) for each in syllables]
    if all(label.row == 0 for label in _placed(frame, single, WORDS_GAP)):
        return single
    phrases: list[tuple[Fraction, str]] = []
    before = ""
    for each in syllables:
        if not before or before.endswith(PHRASE_ENDS):
            phrases.append((each.start_beats, each.text))
        else:
            start, said = phrases[-1]
            joined = said.removesuffix("-") if before.endswith("-") else f"{said} "
            phrases[-1] = (start, joined + each.text)
        before = each.text
    return phrases
