"""Where something begins: spectral flux, and the exact frame of an onset.

The flux of a moment is by how many decibels bands a third of an octave wide have risen in 10 ms, on average (after
Böck and Widmer, "Maximum filter vibrato suppression for onset detection", DAFx 2013, with levels in dB so that soft and
loud playing are alike). An onset is a peak of it well over its surroundings; its frame is where the first millisecond's
energy stands out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...compiler.frozen import dataclass
from ...compiler.plan_audio import FindOnsets
from ..window import Window

VERSION = "2"

_FRAME = 1024  # at 48 kHz, as hop
_HOP = 256
_LAG = 2  # hops over which a rise is measured
_FLOOR = 10.0 ** (-70.0 / 10.0)  # what is fainter does not rise
_BANDS_HZ = 60.0 * 2.0 ** (np.arange(25) / 3.0)

# A peak of the flux is an onset when it is the highest for 30 ms, and so much over the median of 200 ms.
_ALONE_SECONDS = 0.03
_AROUND_SECONDS = 0.1
RISE_DB = 6.0
# A beginning so sudden that everything before it is masked.
SUDDEN_DB = 10.0
# How far from the flux's peak the onset's frame is looked for.
_EARLIER_SECONDS = 0.025
_LATER_SECONDS = 0.012
_ENDING_SECONDS = 0.03
_PULSES_BLOCKS = 8  # of a millisecond


@dataclass(frozen=True, slots=True)
class Onset:
    """`rise_db` is how far the flux stands out."""

    frame: int
    rise_db: float


def hop_of(rate: int) -> int:
    """A power of two near 5 ms, so that hops fill the cells of the frame grid."""
    return _HOP << max(round(float(np.log2(rate / 48_000))), -4)


def _frame_of(rate: int) -> int:
    return hop_of(rate) * (_FRAME // _HOP)


def window(step: FindOnsets, rate: int) -> Window:
    return Window(_frame_of(rate) // 2 + _LAG * hop_of(rate), _frame_of(rate) // 2)


def make(
    step: FindOnsets, inputs: Sequence[NDArray[np.float32] | None], *, window: Window, frames: int, rate: int
) -> NDArray[np.float32]:
    """The flux in dB, each value held for a hop, on both sides."""
    (sound,) = inputs
    assert sound is not None
    held = np.repeat(_flux(sound, frames, window.lookback, rate), hop_of(rate))[:frames]
    return np.stack([held, held]).astype(np.float32)


def _flux(sound: NDArray[np.float32], frames: int, first: int, rate: int) -> NDArray[np.float64]:
    """The flux at the middle of each hop of `frames` frames of a sound, from its frame `first` on."""
    hop, size = hop_of(rate), _frame_of(rate)
    hops = -(-frames // hop)
    start = first - _LAG * hop + hop // 2 - size // 2
    mono = 0.5 * (sound[0].astype(np.float64) + sound[1])
    padded = np.pad(mono, (max(-start, 0), size + hop))[max(start, 0) :]
    spread = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop][: hops + _LAG]
    shape = np.hanning(size)
    edges = np.searchsorted(np.fft.rfftfreq(size, 1.0 / rate), _BANDS_HZ)
    edges = np.unique(edges[edges < size // 2])
    levels = np.empty((hops + _LAG, edges.size))
    for block in range(0, hops + _LAG, 256):
        power = np.abs(np.fft.rfft(spread[block : block + 256] * shape)) ** 2 * (4.0 / shape.sum() ** 2)
        levels[block : block + 256] = 10.0 * np.log10(np.add.reduceat(power, edges, axis=1) + _FLOOR)
    return np.asarray(np.maximum(levels[_LAG:] - levels[:-_LAG], 0.0).mean(axis=1))


def flux_of(sound: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    """The flux of a whole sound, a value a hop."""
    return _flux(sound, sound.shape[1], 0, rate)


def onsets(sound: NDArray[np.float32], flux: NDArray[np.floating], rate: int) -> list[Onset]:
    """The onsets of a sound (2, n), given its flux (a value a hop)."""
    hop = hop_of(rate)
    alone, around = round(_ALONE_SECONDS * rate / hop), round(_AROUND_SECONDS * rate / hop)
    view = np.lib.stride_tricks.sliding_window_view
    highest = view(np.pad(flux, alone), 2 * alone + 1).max(axis=1)
    usual = np.median(view(np.pad(flux, around), 2 * around + 1), axis=1)
    power = np.sum(np.diff(sound.astype(np.float64), axis=1, prepend=0.0) ** 2, axis=0)
    found: list[Onset] = []
    for peak in np.flatnonzero((flux >= highest) & (flux > usual + RISE_DB)):
        frame = _exact(power, int(peak) * hop + hop // 2, rate)
        if _ends(power, frame, rate):
            continue
        if not found or frame - found[-1].frame > _ALONE_SECONDS * rate:
            found.append(Onset(frame, float(flux[peak] - usual[peak])))
    return found


def _ends(power: NDArray[np.float64], frame: int, rate: int) -> bool:
    """Whether what seems to begin at a frame is the sound being cut off."""
    width = int(_ENDING_SECONDS * rate)
    return float(power[frame : frame + width].sum()) <= float(power[max(frame - width, 0) : frame].sum())


def _exact(power: NDArray[np.float64], near: int, rate: int) -> int:
    """The frame at which the energy (of the pre-emphasised sound) begins to rise towards its peak around `near`."""
    block = max(rate // 1000, 1)
    first = max(near - int(_EARLIER_SECONDS * rate), 0)
    stop = min(near + int(_LATER_SECONDS * rate), power.size)
    blocks = power[first : first + (stop - first) // block * block].reshape(-1, block).mean(axis=1)
    if blocks.size == 0:
        return near
    top = int(np.argmax(blocks))
    before = float(np.median(blocks[: max(top // 2, 1)]))
    over = before + 0.1 * (blocks[top] - before)
    # Between the pulses of a low note there may be little for some milliseconds.
    loud = np.flatnonzero(blocks[: top + 1] > over)[::-1]
    begun = top
    for block_over in loud:
        if begun - block_over > _PULSES_BLOCKS:
            break
        begun = int(block_over)
    start = max(first + (begun - 1) * block, 0)
    above = power[start : first + (begun + 1) * block] > over
    return start + (int(np.argmax(above)) if above.any() else block)
