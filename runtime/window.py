"""How much of its input one stretch of a step's output needs."""

from __future__ import annotations

from typing import NamedTuple


class Window(NamedTuple):
    """Output frames `start..stop` are computed, from reset, over input frames `start - lookback .. stop + lookahead`,
    and depend on nothing else. Lookback is a settle time: long enough that what came before is inaudible (seams below
    -110 dBFS)."""

    lookback: int = 0
    lookahead: int = 0

    def then(self, other: Window) -> Window:
        """The window of this step followed by `other`."""
        return Window(self.lookback + other.lookback, self.lookahead + other.lookahead)
