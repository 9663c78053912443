"""Wording: what rows say, as values that hold no places, and apart from it where the rows stand.

Two lines of the same wording read alike wherever they stand, so what was made of one serves for the other once its
places are moved from the rows of the one to those of the other.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from ..source import Source, Span
from .records import ChordLine, Line, Motif, NoteLine, Rhythm

Sources = Mapping[str, Source]


class Wording(NamedTuple):
    """`says` is all that what was written means; `rows` are the places of its rows, in the order of `says`."""

    says: Hashable
    rows: tuple[Span, ...]


NOTHING = Wording((), ())


def word_rows(sources: Sources, rows: Iterable[NoteLine | ChordLine]) -> Wording:
    """Rows of notes or chords, with the endings they are for."""
    rows = tuple(rows)
    says = tuple((_text(sources, row.span), row.ending, row.broken) for row in rows)
    return Wording(says, tuple(row.span for row in rows))


def word_line(sources: Sources, line: Line) -> Wording:
    says, rows = word_rows(sources, line.rows)
    return Wording((line.name, line.octave, line.unit, line.degrees, line.repeat, line.pickup, says), rows)


def word_motifs(sources: Sources, motifs: Iterable[Motif]) -> Wording:
    """All motifs together: a line may quote any of them."""
    found = [(motif, word_rows(sources, motif.rows)) for motif in motifs]
    says = tuple((m.name, m.octave, m.unit, m.degrees, m.parameters, wording.says) for m, wording in found)
    return Wording(says, tuple(row for _, wording in found for row in wording.rows))


def word_rhythm(sources: Sources, rhythm: Rhythm) -> Wording:
    lanes = tuple((lane.piece, lane.cycle, tuple(_text(sources, r.span) for r in lane.rows)) for lane in rhythm.lanes)
    return Wording((rhythm.name, rhythm.bars, lanes), tuple(row.span for lane in rhythm.lanes for row in lane.rows))


def joined(wordings: Iterable[Wording]) -> Wording:
    """Several wordings as one."""
    found = tuple(wordings)
    return Wording(tuple(one.says for one in found), tuple(row for one in found for row in one.rows))


def _text(sources: Sources, span: Span) -> str:
    return sources[span.file].text[span.start : span.end]
