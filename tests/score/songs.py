"""Small songs for the tests of timeline and performance."""

from __future__ import annotations

from collections.abc import Sequence

from songc.compiler import plan
from songc.compiler.form.timeline import Timeline
from songc.compiler.performance import Style, perform
from songc.compiler.performance.take import AS_WRITTEN
from songc.compiler.score import Score

from ..cases.scored import compile_score

RATE = 48_000


def composed(song: str) -> tuple[Score, Timeline]:
    """The score of a song that has no mistakes."""
    score, timeline, check = compile_score(song)
    assert [found.message for found in check.diagnostics if found.is_error] == []
    return score, timeline


def timeline_of(composition: str) -> Timeline:
    return composed(f"composition {{\n{composition}\n}}\n")[1]


def played(song: str, track: str, take: int = 1, seed: int = 7, style: Style = AS_WRITTEN) -> Sequence[plan.Note]:
    score, timeline = composed(song)
    return perform(score.notes(track), timeline=timeline, rate=RATE, seed=seed, track=track, take=take, style=style)
