"""Random numbers that belong to places: pure hashes, no state, so that one choice never moves another."""

from __future__ import annotations

import math
from functools import lru_cache
from hashlib import blake2b
from statistics import NormalDist

_SHARES = float(1 << 53)
_RARE = 1e-9
_FARTHEST = 2.5
_inverse = NormalDist().inv_cdf


class Chooser:
    """Who chooses: the song's seed, the track, and the take (0 for choices that all takes share). Each choice is of a
    place and of a thing there."""

    __slots__ = ("_who",)

    def __init__(self, seed: int, track: str, take: int):
        self._who = f"{seed}\0{track}\0{take}"

    def seed(self, place: str, what: str) -> int:
        """64 bits (BLAKE2b, so that they agree on every machine)."""
        text = f"{self._who}\0{place}\0{what}"
        return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")

    def uniform(self, place: str, what: str) -> float:
        """In 0..1, 1 excluded."""
        return (self.seed(place, what) >> 11) / _SHARES

    def normal(self, place: str, what: str) -> float:
        """Standard normal, kept within 2.5 deviations: players err, they do not fall off the chair."""
        share = (self.seed(place, what) >> 11) / _SHARES
        if not _RARE < share < 1.0 - _RARE:
            return _FARTHEST if share > 0.5 else -_FARTHEST
        value = _inverse(share)
        return value if -_FARTHEST < value < _FARTHEST else math.copysign(_FARTHEST, value)


class Drift:
    """A player's slow drift in one thing through a passage: the sum of wanders of unit deviation. Each goes between
    normals at knots that stand every so many quarters of a bar."""

    def __init__(self, player: Chooser, passage: str, spacings: tuple[int, ...], what: str):
        self._player = player
        self._passage = passage
        self._what = what
        self._spacings = spacings
        self._knots: tuple[dict[int, float], ...] = tuple({} for _ in spacings)
        self._last = (math.nan, 0.0)  # the notes of a chord are all at one place

    def at(self, place: float) -> float:
        """Its value at a place."""
        if place == self._last[0]:
            return self._last[1]
        total = 0.0
        for spacing, knots, (number, before, after) in zip(
            self._spacings, self._knots, _weights(place, self._spacings), strict=True
        ):
            left, right = knots.get(number), knots.get(number + 1)
            if left is None:
                left = knots[number] = self._knot(spacing, number)
            if right is None:
                right = knots[number + 1] = self._knot(spacing, number + 1)
            total += left * before + right * after
        self._last = place, total
        return total

    def _knot(self, spacing: int, number: int) -> float:
        return self._player.normal(f"{self._passage}:{spacing}:{number}", self._what)


@lru_cache(1 << 12)  # a few places of the bar, in all passages and on all tracks
def _weights(place: float, spacings: tuple[int, ...]) -> tuple[tuple[int, float, float], ...]:
    """For each spacing, the knot before a place, and the weights of that and of the next: a quarter turn's cosine and
    sine, so that the deviation of each wander is 1 everywhere."""
    found = []
    for spacing in spacings:
        number = int(place // spacing)
        turn = (place / spacing - number) * math.pi / 2
        found.append((number, math.cos(turn), math.sin(turn)))
    return tuple(found)
