"""Random numbers that belong to places: pure hashes, no state, so that one choice never moves another."""

from __future__ import annotations

import hashlib
import math
from statistics import NormalDist
from typing import NamedTuple

_NORMAL = NormalDist()


class Source(NamedTuple):
    """Who chooses: the song's seed, the track, the take (0 for choices that all takes share) and the place."""

    seed: int
    track: str
    take: int
    place: str

    def uniform(self, what: str) -> float:
        """In 0..1, 1 excluded."""
        return (seed_of(self, what) >> 11) / float(1 << 53)

    def normal(self, what: str) -> float:
        """Standard normal, kept within 2.5 deviations: players err, they do not fall off the chair."""
        share = min(max(self.uniform(what), 1e-9), 1 - 1e-9)
        return max(-2.5, min(2.5, _NORMAL.inv_cdf(share)))


def seed_of(source: Source, what: str) -> int:
    """64 bits from the source and the name of the choice (BLAKE2b, so that the bits agree on every machine)."""
    text = f"{source.seed}\0{source.track}\0{source.take}\0{source.place}\0{what}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


class Drift:
    """A player's slow drift in one thing through a passage: the sum of wanders of unit deviation. Each goes between
    normals at knots that stand every so many quarters of a bar."""

    def __init__(self, player: Source, passage: str, spacings: tuple[int, ...], what: str):
        self._player = player
        self._passage = passage
        self._what = what
        self._wanders: tuple[tuple[int, dict[int, float]], ...] = tuple((spacing, {}) for spacing in spacings)
        self._last = (math.nan, 0.0)  # the notes of a chord are all at one place

    def at(self, place: float) -> float:
        """Its value at a place. The weights of the two knots around it are a quarter turn's cosine and sine, so that
        the deviation of each wander is 1 everywhere."""
        if place == self._last[0]:
            return self._last[1]
        total = 0.0
        for spacing, knots in self._wanders:
            number = int(place // spacing)
            left, right = knots.get(number), knots.get(number + 1)
            if left is None:
                left = knots[number] = self._knot(spacing, number)
            if right is None:
                right = knots[number + 1] = self._knot(spacing, number + 1)
            turn = (place / spacing - number) * math.pi / 2
            total += left * math.cos(turn) + right * math.sin(turn)
        self._last = place, total
        return total

    def _knot(self, spacing: int, number: int) -> float:
        return self._player._replace(place=f"{self._passage}:{spacing}:{number}").normal(self._what)
