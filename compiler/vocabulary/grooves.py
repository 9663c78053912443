"""Grooves: how a player places and weighs the sixteenths, as data."""

from __future__ import annotations

from ..frozen import dataclass


@dataclass(frozen=True, slots=True)
class Groove:
    """`late` is how far each sixteenth of a cycle is played late (early when negative), as a share of a sixteenth;
    `level` the factor of its velocity. The cycle begins with each bar and repeats."""

    name: str
    help: str
    late: tuple[float, ...]
    level: tuple[float, ...]


_GROOVES = (
    Groove(
        "laid-back",
        "Behind the beat, the backbeat most of all.",
        (0.04, 0.08, 0.06, 0.08, 0.12, 0.10, 0.08, 0.10),
        (1.0,),
    ),
    Groove("pushed", "On top of the beat.", (-0.02, -0.08, -0.06, -0.08), (1.0, 0.96, 1.0, 0.96)),
    Groove(
        "funk",
        "Tight sixteenths, every second one lighter and a little late.",
        (0.0, 0.10, 0.0, 0.08),
        (1.0, 0.74, 0.90, 0.70),
    ),
    Groove("hip-hop", "Lazy sixteenths, the beat itself in place.", (0.0, 0.24, 0.06, 0.28), (1.0, 0.78, 0.92, 0.80)),
    Groove("shuffle", "Sixteenths at two thirds.", (0.0, 0.33), (1.0, 0.82)),
    Groove(
        "samba",
        "Third and fourth sixteenth ahead of the grid (Gouyon 2007).",
        (0.0, 0.02, -0.12, -0.08),
        (0.90, 0.72, 0.78, 1.0),
    ),
    Groove("reggae", "The offbeats weigh most and sit back.", (0.0, 0.0, 0.06, 0.0), (0.86, 0.74, 1.06, 0.74)),
    Groove("march", "In time, the downbeats strong.", (0.0,), (1.06, 0.80, 0.90, 0.80, 0.96, 0.80, 0.90, 0.80)),
)

GROOVES: dict[str, Groove] = {groove.name: groove for groove in _GROOVES}
