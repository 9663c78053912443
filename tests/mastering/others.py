"""Meters that are not ours."""

from __future__ import annotations

import numpy as np
import pyebur128
import pyloudnorm
from numpy.typing import NDArray
from pyebur128 import MeasurementMode
from scipy.signal import firwin, resample_poly

Sound = NDArray[np.float32]

_FILTERS = (
    firwin(8 * 20 + 1, 1 / 8, window=("kaiser", 5.0)),  # resample_poly's own
    firwin(8 * 64 + 1, 0.95 / 8, window="hamming"),
    firwin(8 * 100 + 1, 0.99 / 8, window=("kaiser", 8.0)),
)


def true_peak_dbtp(sound: Sound) -> float:
    """The highest that three eight-fold meters read: one short, one sharp, one long. By scipy."""
    wide = np.pad(sound.astype(np.float64), ((0, 0), (100, 100)))
    peaks = [np.abs(resample_poly(wide, 8, 1, axis=1, window=taps)).max() for taps in _FILTERS]
    return 20.0 * float(np.log10(max(*peaks, 1e-9)))


def libebur128(sound: Sound, rate: int) -> tuple[float, float, float]:
    """Integrated loudness, loudness range and (four-fold) true peak by libebur128."""
    mode = MeasurementMode.MODE_I | MeasurementMode.MODE_LRA | MeasurementMode.MODE_TRUE_PEAK
    state = pyebur128.R128State(2, rate, mode)
    state.add_frames(np.ascontiguousarray(sound.T).ravel(), sound.shape[1])
    peak = max(pyebur128.get_true_peak(state, 0), pyebur128.get_true_peak(state, 1))
    return (
        pyebur128.get_loudness_global(state),
        pyebur128.get_loudness_range(state),
        20.0 * float(np.log10(max(peak, 1e-9))),
    )


def pyloudnorm_lufs(sound: Sound, rate: int) -> float:
    return float(pyloudnorm.Meter(rate, filter_class="DeMan").integrated_loudness(sound.T.astype(np.float64)))
