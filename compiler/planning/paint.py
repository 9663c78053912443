"""Paint: the song in coloured stretches, of which later ones cover earlier ones."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from ..form.timeline import Stretch
from ..plan import Region
from .timing import Timing

Painted = tuple[Fraction, Fraction, int]


def painted(ground: int, strokes: Iterable[tuple[Stretch, int]], end: Fraction) -> list[Painted]:
    """The song up to beat `end` in `ground`, then painted over stroke by stroke. Neighbours of one colour are one."""
    paint: list[Painted] = [(Fraction(0), end, ground)]
    for stretch, colour in strokes:
        before = [(a, min(b, stretch.start), c) for a, b, c in paint if a < stretch.start]
        after = [(max(a, stretch.end), b, c) for a, b, c in paint if b > stretch.end]
        paint = [*before, (stretch.start, stretch.end, colour), *after]
    found: list[Painted] = []
    for start, stop, colour in paint:
        if found and found[-1][2] == colour:
            found[-1] = (found[-1][0], stop, colour)
        else:
            found.append((start, stop, colour))
    return found


def crossed(paint: list[Painted], crossfade: int, shape: str, frames: int, timing: Timing) -> list[Region]:
    """A region for each painted stretch, its colour being the `take`. What reaches the end of the form rings out to the
    end of the record. A crossfade of `crossfade` frames ends where the next stretch begins, so that what is played on
    its first beat is heard whole; it is shorter where the stretch before is."""
    edges = [0, *(timing.frame(start) for start, _, _ in paint[1:]), frames]
    lengths = [stop - start for start, stop in pairwise(edges)]
    fades = [0, *(min(crossfade, length) for length in lengths[:-1]), 0]
    return [
        Region(
            take=colour,
            start=start - fade_in,
            stop=stop,
            fade_in=fade_in,
            fade_out=fade_out,
            fade_in_shape=shape,
            fade_out_shape=shape,
        )
        for (_, _, colour), (start, stop), (fade_in, fade_out) in zip(
            paint, pairwise(edges), pairwise(fades), strict=True
        )
    ]
