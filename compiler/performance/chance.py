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


@lru_cache(maxsize=65536)
def _knot(seed: int, track: str, take: int, passage: str, spacing: int, number: int, what: str) -> float:
    return Source(seed, track, take, f"{passage}:{spacing}:{number}").normal(what)


def drift(source: Source, passage: str, place: float, spacing: int, what: str) -> float:
    """A slow wander with unit deviation at a place of a passage: between the normals of two neighbouring knots, which
    stand every `spacing`, in the place's unit.

    The weights are a quarter turn's cosine and sine, so that the deviation is 1 everywhere."""
    number = int(place // spacing)
    left = _knot(source.seed, source.track, source.take, passage, spacing, number, what)
    right = _knot(source.seed, source.track, source.take, passage, spacing, number + 1, what)
    turn = (place / spacing - number) * math.pi / 2
    return left * math.cos(turn) + right * math.sin(turn)
