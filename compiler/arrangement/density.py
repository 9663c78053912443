"""Density: how many of a part's notes are played, bar by bar, what matters least left out first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import groupby

from ..form.timeline import Passage
from ..score import ScoreNote
from .touch import Touch

Rank = tuple[float, float]


def thinned(
    notes: Iterable[ScoreNote], density: Fraction, passage: Passage, touch: Touch | None
) -> Iterator[ScoreNote]:
    """The notes of one play, of which each bar keeps this share of its onsets and at least one; on a kit, of each
    piece's. Those on the weakest places of the meter go first; of a rhythm, whose `touch` is given, the softest before
    them, whatever the part's dynamics do."""
    found = tuple(notes)
    ranks: dict[tuple[int, str], dict[Fraction, Rank]] = {}
    for note in found:
        bar, offset = passage.meter.place(note.start_beats - passage.start)
        level = 0.0 if touch is None else round(note.velocity / max(touch.level(note.start_beats), 1e-6), 3)
        onsets = ranks.setdefault((bar, note.piece), {})
        here = (level, passage.meter.weight(offset))
        onsets[note.start_beats] = max(here, onsets.get(note.start_beats, here))
    kept = {key: frozenset(_strongest(onsets, density)) for key, onsets in ranks.items()}
    for note in found:
        bar, _ = passage.meter.place(note.start_beats - passage.start)
        if note.start_beats in kept[bar, note.piece]:
            yield note


def _strongest(onsets: Mapping[Fraction, Rank], density: Fraction) -> Iterator[Fraction]:
    """So many of the onsets by their ranks; of the last ones, which are alike, some that are spread evenly."""
    left = max(1, int(density * len(onsets) + Fraction(1, 2)))
    falling = sorted(onsets, key=lambda start: (-onsets[start][0], -onsets[start][1], start))
    for _, alike in groupby(falling, key=lambda start: onsets[start]):
        starts = tuple(alike)
        taken = min(left, len(starts))
        yield from (starts[index * len(starts) // taken] for index in range(taken))
        left -= taken
