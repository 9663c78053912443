"""De-click: clicks are found against the linear prediction of what is around them, and their frames made anew from it.

A click stands out of the residual by far, is short, and is alone there, which glottal pulses and strokes are not
(matched filter: Vaseghi and Rayner, "Detection and suppression of impulsive noise in speech communication systems",
IEE Proc. 137, 1990). Its frames are those that make the residual least (Janssen, Veldhuis and Vries, "Adaptive
interpolation of discrete-time signals that can be modeled as autoregressive processes", IEEE Trans. ASSP 34, 1986)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan_audio import Declick, Part
from ..kernel import kernel
from ..window import Window
from .onsets import hop_of

VERSION = "1"

ORDER = 32
_FLOOR = 10.0 ** (-80.0 / 20.0)  # fainter clicks are left alone
_OVER_NOISE = 6.0  # of the standard deviation of the estimate
_AROUND_SECONDS = 0.02  # in which a click is alone
_APART_SECONDS = 0.0015  # to either side of it, in which it may ring
_LONGEST_SECONDS = 0.0015
_MARGIN = 3  # frames to either side that are made anew too
_SHARE = 0.15  # of the greatest residual of a click, which its first and last frame have

Floats = NDArray[np.float64]


def _block(rate: int) -> int:
    return 8 * hop_of(rate)


def window(step: Declick, rate: int) -> Window:
    return Window(2 * _block(rate), 2 * _block(rate))


def make(
    step: Declick, inputs: Sequence[NDArray[np.float32] | None], *, window: Window, frames: int, rate: int
) -> NDArray[np.float32]:
    """`step` counts from the cell's first frame. A block mends the clicks that have their peak in it."""
    (sound,) = inputs
    assert sound is not None
    block = _block(rate)
    first, stop = window.lookback, window.lookback + frames
    out = sound[:, first:stop].copy()
    padded = np.pad(sound.astype(np.float64), ((0, 0), (0, 3 * block)))
    for side in range(2):
        for start in range(first - block, stop + block, block):
            heard = padded[side, start - block : start + 2 * block]
            for peak, low, mended in _mended(heard, step.parts, start - block - first, rate):
                if not block <= peak < 2 * block:
                    continue
                at = start - block + low - first
                begin, end = max(at, 0), min(at + mended.size, frames)
                if begin < end:
                    out[side, begin:end] = mended[begin - at : end - at]
    return out


def _mended(heard: Floats, parts: Sequence[Part], offset: int, rate: int) -> Iterator[tuple[int, int, Floats]]:
    """The clicks in a window: peak, first frame made anew, what comes there."""
    if float(np.max(np.abs(heard))) < _FLOOR:
        return
    model = _model(heard)
    gaps = list(_clicks(heard, model, parts, offset, rate))
    if not gaps:
        return
    sound = heard.copy()
    for again in range(2):  # a loud click has its share in the first model
        model = _model(sound) if again else model
        likeness = np.correlate(model, model, "full")[ORDER:]
        for _, low, high in gaps:
            size = high - low
            _interpolate(sound, low, high, likeness, np.zeros((size, size)), np.zeros(size))
    for peak, low, high in gaps:
        yield peak, low, sound[low:high]


def _clicks(
    heard: Floats, model: Floats, parts: Sequence[Part], offset: int, rate: int
) -> Iterator[tuple[int, int, int]]:
    """The peak of each click, its first frame and the one after its last."""
    residual = np.convolve(heard, model)[: heard.size]
    residual[:ORDER] = 0.0
    backward = np.abs(np.correlate(np.pad(heard, (0, ORDER)), model, "valid"))
    click = np.abs(np.correlate(np.pad(residual, (0, ORDER)), model, "valid")) / float(np.sum(model**2))
    residual = np.abs(residual)
    around, apart, longest = (int(seconds * rate) for seconds in (_AROUND_SECONDS, _APART_SECONDS, _LONGEST_SECONDS))
    width = max(rate // 1000, 1)
    over = max(_FLOOR, _OVER_NOISE * float(np.median(click)) / 0.6745)
    end = 0
    for peak in np.flatnonzero(click > over).tolist():
        part = next((part for part in reversed(parts) if part.start <= peak + offset < part.stop), None)
        if part is None or peak < end or not around <= peak < heard.size - around:
            continue
        if click[peak] < click[max(peak - apart, 0) : peak + apart].max():
            continue
        before, after = slice(peak - around, peak - apart), slice(peak + apart, peak + around)
        if (np.abs(heard[before]).max() < _FLOOR) != (np.abs(heard[after]).max() < _FLOOR):
            continue  # where sound begins or ends
        sides = (click[before], click[after])
        blocks = [np.sort(side[: side.size // width * width].reshape(-1, width).max(axis=1)) for side in sides]
        usual = max(blocks[0][-2], blocks[1][-2], np.sort(np.concatenate(blocks))[-3])
        if click[peak] <= _ratio(part.amount) * usual:
            continue
        low, high = _extent(residual, backward, peak, longest)
        if high - low < longest and low >= end:
            end = high
            yield peak, low, high


def _ratio(sensitivity: float) -> float:
    """By how much a click stands out of what is around it: 8 to 1.5."""
    return float(8.0 * (1.5 / 8.0) ** sensitivity)


def _extent(forward: Floats, backward: Floats, peak: int, longest: int) -> tuple[int, int]:
    """The frames of a click: the residual stands out from its first frame on, that of the prediction from behind up to
    its last."""
    near = slice(peak - longest, peak + longest + 1)  # the peak may stand beside a click that shaped the model
    before, after = forward[near], backward[near]
    low = peak - longest + int(np.argmax(before > _SHARE * before.max()))
    high = peak + longest + 1 - int(np.argmax(after[::-1] > _SHARE * after.max()))
    return low - _MARGIN, high + _MARGIN


def _model(heard: Floats) -> Floats:
    """The prediction error filter of order `ORDER`, by the autocorrelation of the windowed sound."""
    size = 1 << (heard.size + ORDER).bit_length()
    power = np.abs(np.fft.rfft(heard * np.hanning(heard.size), size)) ** 2
    likeness = np.fft.irfft(power, size)[: ORDER + 1]
    likeness[0] = likeness[0] * (1.0 + 1e-9) + 1e-12
    model = np.zeros(ORDER + 1)
    _levinson(np.ascontiguousarray(likeness), np.empty_like(model), model)
    return model


@kernel("void(float64[::1], float64[::1], float64[::1])")
def _levinson(likeness: Floats, before: Floats, model: Floats) -> None:
    """Durbin's recursion. `before` is scratch as long as `model`."""
    model[0] = 1.0
    error = likeness[0]
    for order in range(1, model.shape[0]):
        total = likeness[order]
        for lag in range(1, order):
            total += model[lag] * likeness[order - lag]
        mirror = -total / error
        for lag in range(order):
            before[lag] = model[lag]
        for lag in range(1, order):
            model[lag] = before[lag] + mirror * before[order - lag]
        model[order] = mirror
        error *= 1.0 - mirror * mirror


@kernel("void(float64[::1], int64, int64, float64[::1], float64[:, ::1], float64[::1])")
def _interpolate(sound: Floats, low: int, high: int, likeness: Floats, factor: Floats, value: Floats) -> None:
    """Frames `low..high` such that the residual is least, by Cholesky's factors of a banded matrix. `likeness` is the
    autocorrelation of the model; `factor` (high - low, high - low) and `value` (high - low) are nought."""
    size, order = high - low, likeness.shape[0] - 1
    for row in range(size):
        for lag in range(-order, order + 1):
            place = low + row + lag
            if (place < low or place >= high) and 0 <= place < sound.shape[0]:
                value[row] -= likeness[abs(lag)] * sound[place]
    for row in range(size):
        for column in range(max(row - order, 0), row + 1):
            total = likeness[row - column]
            for k in range(max(row - order, 0), column):
                total -= factor[row, k] * factor[column, k]
            factor[row, column] = np.sqrt(max(total, 1e-12)) if row == column else total / factor[column, column]
    for row in range(size):
        for k in range(max(row - order, 0), row):
            value[row] -= factor[row, k] * value[k]
        value[row] /= factor[row, row]
    for row in range(size - 1, -1, -1):
        for k in range(row + 1, min(row + order + 1, size)):
            value[row] -= factor[k, row] * value[k]
        value[row] /= factor[row, row]
    for row in range(size):
        sound[low + row] = value[row]
