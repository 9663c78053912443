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

    from .mastering.meters import Measures

    Stereo = NDArray[np.float32]

# Where lows end and highs begin.
LOWS_HZ, HIGHS_HZ = 250.0, 4000.0

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
            found.append(Verdict(expectation, plan.frames / plan.rate, "s"))
        else:
            measure, unit = MEASURES[expectation.measure]
            found.append(Verdict(expectation, measure(heard(mastered.node), plan.rate), unit))
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

    return decibels(true_peak(sound))


def _meters(sound: Stereo, rate: int) -> Measures:
    import numpy as np

    from .mastering.meters import combine, measure, measure_window

    window = measure_window(rate)
    wide = np.pad(sound, ((0, 0), (window.lookback, window.lookahead)))
    return combine([measure(wide, rate=rate, start=0, frames=sound.shape[1])])


def _correlation(sound: Stereo, rate: int) -> float:
    left, right = sound.astype("float64")
    both = math.sqrt(float(left @ left) * float(right @ right))
    return float(left @ right) / both if both else 1.0


def mono_db(sound: Stereo, rate: int) -> float:
    """Loudness of the sum of both sides, played by both, less that in stereo: 0 dB where they are alike, -3 dB where
    they have nothing in common, minus infinity where they cancel; 0 dB for silence."""
    import numpy as np

    stereo = loudness_lufs(sound, rate)
    middle = np.repeat(sound.mean(axis=0, keepdims=True), 2, axis=0)
    return loudness_lufs(middle, rate) - stereo if math.isfinite(stereo) else 0.0


def part_db(sound: Stereo, rate: int, low_hz: float, high_hz: float) -> float:
    """Power between two frequencies over all power above 20 Hz, in dB, summed over both sides and over blocks of
    2^14 frames through a Hann window; minus infinity where there is none."""
    import numpy as np

    block = 1 << 14
    power = np.zeros(block // 2 + 1)
    for first in range(0, sound.shape[1], block):
        part = sound[:, first : first + block]
        power += (np.abs(np.fft.rfft(part * np.hanning(part.shape[1]), block)) ** 2).sum(axis=0)
    hertz = np.arange(power.size) * rate / block
    whole = float(power[hertz >= 20.0].sum())
    band = float(power[(hertz >= max(low_hz, 20.0)) & (hertz < high_hz)].sum())
    return 10.0 * math.log10(band / whole) if band > 0.0 else -math.inf


# What is measured, and the unit that stands after its figure.
MEASURES: dict[str, tuple[Callable[[Stereo, int], float], str]] = {
    "loudness": (loudness_lufs, "LUFS"),
    "true-peak": (_true_peak_dbtp, "dBTP"),
    "range": (lambda sound, rate: _meters(sound, rate).range_lu, "LU"),
    "short-term": (lambda sound, rate: _meters(sound, rate).short_term_max_lufs, "LUFS"),
    "momentary": (lambda sound, rate: _meters(sound, rate).momentary_max_lufs, "LUFS"),
    "crest": (lambda sound, rate: _meters(sound, rate).crest_db, "dB"),
    "correlation": (_correlation, ""),
    "mono": (mono_db, "dB"),
    "lows": (lambda sound, rate: part_db(sound, rate, 0.0, LOWS_HZ), "dB"),
    "mids": (lambda sound, rate: part_db(sound, rate, LOWS_HZ, HIGHS_HZ), "dB"),
    "highs": (lambda sound, rate: part_db(sound, rate, HIGHS_HZ, math.inf), "dB"),
}
