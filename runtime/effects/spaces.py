"""Spaces: what a hall, a room and a plate are made of. Pure arithmetic; lengths in frames."""

from __future__ import annotations

import math
from functools import lru_cache

from ...compiler.frozen import dataclass

LINES = 16
# Frames made at a time; no line is shorter, with what interpolation reads.
BLOCK = 64
# The first of them waver, against ringing.
MOVING_LINES = 4
DIFFUSION = 0.6
# Above this frequency the highs have their own decay.
SHELF_HZ = 4500.0


@dataclass(frozen=True, slots=True)
class Space:
    """`lengths` of the network's lines, `diffusers` of the left side and then the right, `early` reflections as
    (frames, left gain, right gain), decays in seconds at 1 kHz and at the top, and the gain that gives the tail the
    input's power."""

    lengths: tuple[int, ...]
    diffusers: tuple[int, ...]
    early: tuple[tuple[int, float, float], ...]
    decay: float
    decay_high: float
    late_gain: float


@dataclass(frozen=True, slots=True)
class _Kind:
    """Line lengths in ms at half size; decay at size 0 and 1; level of early reflections; diffuser lengths in ms."""

    shortest: float
    longest: float
    decays: tuple[float, float]
    early: float
    diffusers: tuple[float, ...]


_KINDS = {
    "room": _Kind(11.0, 37.0, (0.2, 1.2), 0.5, (1.31, 2.17, 3.89, 5.03)),
    "hall": _Kind(31.0, 97.0, (0.8, 4.0), 0.25, (3.07, 4.73, 7.91, 11.3)),
    "plate": _Kind(9.0, 41.0, (0.5, 3.5), 0.0, (1.11, 1.87, 2.93, 4.61)),
}

# Early reflections of half size: (ms, left, right).
_EARLY = (
    (4.3, 0.84, 0.31),
    (7.1, 0.33, 0.79),
    (11.9, -0.66, 0.48),
    (17.3, 0.41, -0.63),
    (23.9, 0.52, 0.39),
    (29.7, -0.34, 0.47),
    (38.3, 0.37, -0.29),
    (47.1, -0.26, -0.33),
)


@lru_cache(64)
def space_of(kind: str, size: float, decay: float, damping: float, rate: int) -> Space:
    """`size` and `damping` in 0..1; `decay` in seconds, 0 taking what the size suggests."""
    made = _KINDS[kind]
    scale = 0.4 * 4.0**size * rate / 1000.0
    seconds = max(decay, 0.1) if decay > 0.0 else made.decays[0] * (made.decays[1] / made.decays[0]) ** size
    lengths = tuple(_prime(_between(made.shortest, made.longest, line) * scale) for line in range(LINES))
    mean = sum(lengths) / LINES
    kept = 10.0 ** (-6.0 * mean / (rate * seconds))  # power left after one pass
    late = math.sqrt((1.0 - kept) / max(kept, 0.05)) * math.sqrt(2.0 / LINES)
    early = tuple((max(round(ms * scale), 1), made.early * left, made.early * right) for ms, left, right in _EARLY)
    return Space(
        lengths=_interleaved(lengths),
        diffusers=tuple(max(round(ms * scale * spread), 2) for spread in (1.0, 1.083) for ms in made.diffusers),
        early=early if made.early else (),
        decay=seconds,
        decay_high=seconds * (1.0 - 0.85 * damping),
        late_gain=late * math.sqrt(1.0 - made.early * made.early),
    )


def _between(shortest: float, longest: float, line: int) -> float:
    return float(shortest * (longest / shortest) ** (line / (LINES - 1)))


def _interleaved(lengths: tuple[int, ...]) -> tuple[int, ...]:
    """Neighbouring lengths to different sides, so that both sides hold short and long lines."""
    return tuple(lengths[(5 * line) % LINES] for line in range(LINES))


def _prime(value: float) -> int:
    """The first prime from `value` on: line lengths without common factors."""
    candidate = max(math.ceil(value), BLOCK + 3)
    while any(candidate % divisor == 0 for divisor in range(2, math.isqrt(candidate) + 1)):
        candidate += 1
    return candidate
