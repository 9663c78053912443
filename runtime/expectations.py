"""Expectations: the song's `expect` block, measured on what was built.

Loudness is read by pyloudnorm and not by the meter that the master was made with, so that a fault of one cannot
hide in the other. It imports scipy, which no build waits for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ..compiler.frozen import dataclass
from ..compiler.master.expect import Expectation
from ..compiler.plan import Plan
from ..compiler.song import Song
from .engine.evaluation import Evaluation
from .engine.node import Node
from .finish import Mastered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Stereo = NDArray[np.float32]

# What is shown after a figure.
UNITS = {"loudness": "LUFS", "true-peak": "dBTP", "length": "s", "range": "LU", "correlation": ""}

SHORTEST_SECONDS = 0.4  # BS.1770's block; anything shorter has no loudness


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was measured. `figure` is in the unit of the measure; a relation's is in dB."""

    expectation: Expectation
    figure: float
    unit: str

    @property
    def met(self) -> bool:
        return self.expectation.low <= self.figure <= self.expectation.high


def verdicts(
    song: Song, plan: Plan, nodes: dict[str, Node], mastered: Mastered, evaluation: Evaluation
) -> list[Verdict]:
    """A verdict on each expectation, in order. `evaluation` holds the master and the mix's channels."""
    found = []
    for expectation in song.expectations:
        stretches = [
            (
                song.timeline.frame(stretch.start, plan.rate),
                min(song.timeline.frame(stretch.end, plan.rate), plan.frames),
            )
            for stretch in expectation.stretches
        ] or [(0, plan.frames)]

        def heard(node: Node, where: Iterable[tuple[int, int]] = stretches) -> Stereo:
            import numpy as np

            return np.concatenate([evaluation.read_frames(node, start, stop) for start, stop in where], axis=1)

        if expectation.against:
            of, against = (channel(nodes, name) for name in (expectation.of, expectation.against))
            figure = loudness_lufs(heard(of), plan.rate) - loudness_lufs(heard(against), plan.rate)
            found.append(Verdict(expectation, figure, "dB"))
        elif expectation.measure == "length":
            found.append(Verdict(expectation, plan.frames / plan.rate, UNITS["length"]))
        else:
            figure = MEASURES[expectation.measure](heard(mastered.node), plan.rate)
            found.append(Verdict(expectation, figure, UNITS[expectation.measure]))
    return found


def channel(nodes: dict[str, Node], name: str) -> Node:
    """The signal of a track, a bus or a group as it reaches the mix."""
    return next(nodes[f"{kind}:{name}"] for kind in ("strip", "bus", "group") if f"{kind}:{name}" in nodes)


def loudness_lufs(sound: Stereo, rate: int) -> float:
    """Integrated loudness of (2, n) by pyloudnorm's BS.1770 meter; minus infinity where there is none."""
    import pyloudnorm

    if sound.shape[1] < SHORTEST_SECONDS * rate or not sound.any():
        return -math.inf
    return float(pyloudnorm.Meter(rate, filter_class="DeMan").integrated_loudness(sound.T.astype("float64")))


def _true_peak_dbtp(sound: Stereo, rate: int) -> float:
    from .mastering.truepeak import decibels, true_peak

    return decibels(true_peak(sound.astype("float64")))


def _range_lu(sound: Stereo, rate: int) -> float:
    import numpy as np

    from .mastering.meters import combine, measure, measure_window

    window = measure_window(rate)
    wide = np.pad(sound, ((0, 0), (window.lookback, window.lookahead)))
    return combine([measure(wide, rate=rate, start=0, frames=sound.shape[1])]).range_lu


def _correlation(sound: Stereo, rate: int) -> float:
    left, right = sound.astype("float64")
    both = math.sqrt(float(left @ left) * float(right @ right))
    return float(left @ right) / both if both else 1.0


MEASURES: dict[str, Callable[[Stereo, int], float]] = {
    "loudness": loudness_lufs,
    "true-peak": _true_peak_dbtp,
    "range": _range_lu,
    "correlation": _correlation,
}
