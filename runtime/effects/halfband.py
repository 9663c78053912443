"""Elliptic half-band all-pass pairs: two chains whose sum halves the band, or, turned by a quarter, a phase splitter.

Valenzuela and Constantinides, "Digital signal processing schemes for efficient interpolation and decimation" (IEE Proc.
G, 1983): the coefficients are ratios of theta functions of the nome of the transition band. Pure arithmetic."""

from __future__ import annotations

import math
from functools import cache


@cache
def allpass_coefficients(count: int, transition: float) -> tuple[float, ...]:
    """`count` coefficients in rising order, for a transition band of `transition` times the sample rate (below a half).
    Even indices make one chain, odd ones the other."""
    k = math.tan((1.0 - 2.0 * transition) * math.pi / 4.0) ** 2
    root = (1.0 - k * k) ** 0.25
    e = 0.5 * (1.0 - root) / (1.0 + root)
    nome = e * (1.0 + e**4 * (2.0 + e**4 * (15.0 + 150.0 * e**4)))
    order = 2 * count + 1
    return tuple(_coefficient(index, order, k, nome) for index in range(1, count + 1))


def _coefficient(index: int, order: int, k: float, nome: float) -> float:
    above = (
        sum((-1) ** i * nome ** (i * (i + 1)) * math.sin((2 * i + 1) * index * math.pi / order) for i in range(12))
        * nome**0.25
    )
    below = 0.5 + sum((-1) ** i * nome ** (i * i) * math.cos(2 * i * index * math.pi / order) for i in range(1, 12))
    square = (above / below) ** 2
    x = math.sqrt((1.0 - square * k) * (1.0 - square / k)) / (1.0 + square)
    return float((1.0 - x) / (1.0 + x))
