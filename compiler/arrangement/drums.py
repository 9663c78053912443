"""Players of rhythms: strokes on the pieces of a kit, and fills."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..check import Check, alternatives
from ..composition.strokes import Stroke
from ..form.timeline import Passage
from ..score import ScoreNote, place_key, row_name
from ..suggest import did_you_mean
from ..vocabulary.instruments import PIECES, piece_named
from .music import Music
from .records import Fill, Track
from .touch import Touch, scaled

DEFAULT_PIECE = "snare"


def play_rhythm(
    music: Music, track: Track, name: str, fills: tuple[Fill, ...], passage: Passage, touch: Touch
) -> Iterator[ScoreNote]:
    """The strokes of a rhythm over a passage, fills in their bars."""
    filled = _filled_bars(music, fills, passage)
    for stroke in music.strokes(passage, name):
        if passage.meter.place(stroke.start)[0] not in filled:
            yield from _stroke(music.check, track, stroke, name, passage, stroke.start, touch)


def play_fills(
    music: Music, track: Track, fills: tuple[Fill, ...], passage: Passage, touch: Touch
) -> Iterator[ScoreNote]:
    """The strokes of fills in the bars that they take."""
    bar_length = passage.meter.length
    for bar, (name, first) in _filled_bars(music, fills, passage).items():
        for stroke in music.strokes(passage, name):
            if int(stroke.start / bar_length) == bar - first:
                start = stroke.start + (first - 1) * bar_length
                yield from _stroke(music.check, track, stroke, name, passage, start, touch)


def _filled_bars(music: Music, fills: tuple[Fill, ...], passage: Passage) -> dict[int, tuple[str, int]]:
    """The bars (from 1) that fills take, each with the fill's rhythm and the bar in which that began. Later fills
    win."""
    found: dict[int, tuple[str, int]] = {}
    for fill in fills:
        rhythm = music.rhythm(passage, fill.rhythm)
        if rhythm is None:
            continue
        for last in range(fill.every, passage.bars + 1, fill.every):
            first = max(1, last - rhythm.bars + 1)
            found.update(dict.fromkeys(range(first, last + 1), (fill.rhythm, first)))
    return found


def _stroke(
    check: Check, track: Track, stroke: Stroke, rhythm: str, passage: Passage, start: Fraction, touch: Touch
) -> Iterator[ScoreNote]:
    written = stroke.piece or (rhythm if piece_named(rhythm) is not None else DEFAULT_PIECE)
    piece = piece_named(written)
    if piece is None:
        help = did_you_mean(written, PIECES) or "`songc instruments kit` lists the pieces"
        check.report("E0515", f"a kit has no piece `{written}`", stroke.span, "not a drum piece", help)
        return
    if piece.name not in track.pieces and track.instrument is not None:
        help = f"it has {alternatives(track.pieces[:8], 'and')}"
        message = f"`{track.instrument.name}` has no sound for `{written}`"
        check.report("W0804", message, stroke.span, "not heard", help)
        return
    beats = passage.start + start
    bar, _ = passage.meter.place(start)
    yield ScoreNote(
        start_beats=beats,
        length_beats=stroke.length,
        pitch=float(piece.key),
        velocity=scaled(stroke.level, touch, beats),
        place=place_key(passage, start, 0, piece.name),
        span=stroke.span,
        row=row_name(f"`{rhythm}`", passage, bar),
        piece=piece.name,
        chance=float(stroke.chance),
        technique=stroke.technique,
    )
