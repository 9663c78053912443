"""Butterworth filters as second-order sections: their quality factors. Pure arithmetic."""

from __future__ import annotations

import math


def order_of(slope_db: float) -> int:
    """6 dB/oct an order, 1 to 8."""
    return min(max(round(slope_db / 6.0), 1), 8)


def qualities(order: int) -> tuple[float, ...]:
    """Q of each second-order section, flattest first; an odd order has a first-order section beside them."""
    return tuple(1.0 / (2.0 * math.sin((2 * i + 1) * math.pi / (2 * order))) for i in reversed(range(order // 2)))
