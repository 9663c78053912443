"""Partials of things that are struck: their ratios to the note, and how loud each is when struck hard near its edge.

Bars, bells and plates after Fletcher and Rossing, The Physics of Musical Instruments, chapters 2, 3 and 19 to 21.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from .controls import Floats

_TABLES: dict[str, tuple[tuple[float, float], ...]] = {
    "bar": ((1.0, 1.0), (2.756, 0.6), (5.404, 0.45), (8.933, 0.3), (13.34, 0.2), (18.64, 0.12)),
    "marimba": ((1.0, 1.0), (3.99, 0.32), (9.2, 0.16), (16.2, 0.05)),
    "vibraphone": ((1.0, 1.0), (4.0, 0.26), (10.1, 0.14), (17.6, 0.04)),
    "bell": (
        *((0.5, 0.45), (1.0, 1.0), (1.2, 0.65), (1.5, 0.25), (2.0, 0.75), (2.51, 0.28), (2.66, 0.22), (3.01, 0.4)),
        *((4.17, 0.3), (5.43, 0.2), (6.8, 0.14), (8.21, 0.1)),
    ),
    "tubular": (
        *((0.5, 0.12), (1.0, 0.6), (1.51, 0.3), (2.0, 1.0), (2.98, 0.75), (4.11, 0.55), (5.4, 0.4), (6.82, 0.25)),
        *((8.36, 0.16), (10.0, 0.1)),
    ),
    "glass": ((1.0, 1.0), (2.32, 0.35), (4.25, 0.22), (6.63, 0.16), (9.38, 0.1), (12.5, 0.06)),
    "plate": (
        *((1.0, 1.0), (1.73, 0.7), (2.33, 0.6), (3.91, 0.5), (4.11, 0.45), (6.3, 0.35), (6.71, 0.3), (8.9, 0.25)),
        *((9.6, 0.2), (12.4, 0.15)),
    ),
    "kalimba": ((1.0, 1.0), (2.0, 0.05), (5.42, 0.3), (6.27, 0.14), (14.9, 0.08), (17.5, 0.06)),
    "pan": ((1.0, 1.0), (2.0, 0.75), (3.0, 0.42), (4.02, 0.3), (5.05, 0.12), (6.1, 0.1), (8.1, 0.05)),
    "bowl": ((1.0, 1.0), (2.77, 0.75), (5.18, 0.4), (8.16, 0.22), (11.66, 0.12), (15.6, 0.06)),
}
_STRING_PARTIALS = 48
_STRUCK_AT = 8.0  # a piano's hammer meets the string at an eighth of its length


@cache
def partials(material: str) -> tuple[Floats, Floats]:
    """Ratios and levels of a material's partials."""
    if material != "piano":
        table = np.array(_TABLES[material])
        return table[:, 0], table[:, 1]
    k = np.arange(1, _STRING_PARTIALS + 1, dtype=np.float64)
    return k, np.abs(np.sin(np.pi * (k - 0.35) / _STRUCK_AT)) / k**0.75


def stretch(ratios: Floats, pitch: float) -> Floats:
    """A piano's partials, sharpened by the stiffness of its strings: k sqrt(1 + B k k), B growing from the tenor up."""
    stiffness = 0.00012 + 0.00028 * 2.0 ** ((pitch - 60.0) / 8.0)
    return np.asarray(ratios * np.sqrt((1.0 + stiffness * ratios**2) / (1.0 + stiffness)))
