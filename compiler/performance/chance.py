"""Random numbers that belong to places: pure hashes, no state, so that one choice never moves another."""

from __future__ import annotations

import hashlib
import math
from functools import lru_cache
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


class Wander:
    """A slow wander of unit deviation through a passage, as one player makes it of one thing: between normals at knots
    that stand every `spacing`, in the unit of places."""

    def __init__(self, source: Source, passage: str, spacing: int, what: str):
        self._source = source
        self._passage = passage
        self._spacing = spacing
        self._what = what
        self._knots: dict[int, float] = {}

    def at(self, place: float) -> float:
        """Its value at a place. The weights of the two knots around it are a quarter turn's cosine and sine, so that
        the deviation is 1 everywhere."""
        number = int(place // self._spacing)
        turn = (place / self._spacing - number) * math.pi / 2
        return self._knot(number) * math.cos(turn) + self._knot(number + 1) * math.sin(turn)

    def _knot(self, number: int) -> float:
        known = self._knots.get(number)
        if known is None:
            place = f"{self._passage}:{self._spacing}:{number}"
            known = self._knots[number] = self._source._replace(place=place).normal(self._what)
        return known


@lru_cache(maxsize=1024)
def wanders(player: Source, passage: str, spacings: tuple[int, ...], what: str) -> tuple[Wander, ...]:
    """The wanders of a player (a source without a place) of several spacings."""
    return tuple(Wander(player, passage, spacing, what) for spacing in spacings)
