"""Breaths between phrases, brought down: what has no pitch, lasts as long as a breath does, is well under the voice
around it, and neither hisses as an `s` does nor stands inside a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan_audio import Breaths
from ..window import Window
from .onsets import hop_of

VERSION = "1"

_SHORTEST_SECONDS = 0.12
_LONGEST_SECONDS = 1.2
_VOICE_SECONDS = 2.0  # to either side, over which the voice's level is measured
_LOUDEST_DB = -8.0  # against the voice
_FAINTEST_DB = -45.0
_FLOOR = 10.0 ** (-75.0 / 10.0)
_HISS_HERTZ = 6000.0  # an `s` has most of its power over this
_RUMBLE_HERTZ = 250.0
_BRIDGED_SECONDS = 0.02  # of something else within a breath
_WORD_SECONDS = 0.04  # from voice to breath, on both sides, within a word
_FADE_SECONDS = 0.015


def window(step: Breaths, rate: int) -> Window:
    reach = _hops(_LONGEST_SECONDS + _VOICE_SECONDS + 0.5, rate) * hop_of(rate)
    return Window(reach, reach)


def make(
    step: Breaths, inputs: Sequence[NDArray[np.float32] | None], *, window: Window, frames: int, rate: int
) -> NDArray[np.float32]:
    """`step` counts from the cell's first frame. The second input is the pitch curve."""
    sound, curve = inputs
    assert sound is not None
    first = window.lookback
    out = sound[:, first : first + frames].copy()
    if curve is None:
        return out
    hop = hop_of(rate)
    fade = int(_FADE_SECONDS * rate)
    for begin, end in breaths(sound, curve[0, hop // 2 :: hop] > 0, rate):
        start, stop = begin * hop - first, end * hop - first
        part = next((part for part in reversed(step.parts) if part.start <= start < part.stop), None)
        low, high = max(start, 0), min(stop, frames)
        if part is None or low >= high:
            continue
        frame = np.arange(low, high)
        share = np.clip(np.minimum(frame - start, stop - frame) / fade, 0.0, 1.0)
        out[:, low:high] *= (10.0 ** (part.amount / 20.0 * (0.5 - 0.5 * np.cos(np.pi * share)))).astype(np.float32)
    return out


def breaths(sound: NDArray[np.float32], voiced: NDArray[np.bool_], rate: int) -> Iterator[tuple[int, int]]:
    """The breaths of a sound, as (first hop, the one after the last). `voiced` says of each hop whether it has a
    pitch."""
    power, hiss, rumble = _spectra(sound, voiced.size, rate)
    reach = _hops(_VOICE_SECONDS, rate)
    view = np.lib.stride_tricks.sliding_window_view
    sums = view(np.pad(np.where(voiced, power, 0.0), reach), 2 * reach + 1).sum(axis=1)
    counts = view(np.pad(voiced.astype(np.int64), reach), 2 * reach + 1).sum(axis=1)
    voice = sums / np.maximum(counts, 1)
    level = 10.0 * np.log10(np.maximum(power, 1e-30) / np.maximum(voice, 1e-30))
    breathed = ~voiced & (counts > 0) & (power > _FLOOR) & (level > _FAINTEST_DB) & (level < _LOUDEST_DB)
    breathed &= (hiss < 0.5) & (rumble < 0.5)
    near = _hops(_WORD_SECONDS, rate)
    for begin, end in _runs(breathed, _hops(_BRIDGED_SECONDS, rate)):
        lasts = _SHORTEST_SECONDS <= (end - begin) * hop_of(rate) / rate <= _LONGEST_SECONDS
        inside = voiced[max(begin - near, 0) : begin].any() and voiced[end : end + near].any()
        if lasts and not inside:
            yield begin, end


def _runs(marks: NDArray[np.bool_], bridged: int) -> Iterator[tuple[int, int]]:
    """Runs of marks, those that are at most `bridged` apart joined."""
    places = np.flatnonzero(marks)
    if places.size == 0:
        return
    breaks = np.flatnonzero(np.diff(places) > bridged + 1)
    begins = np.concatenate((places[:1], places[breaks + 1]))
    ends = np.concatenate((places[breaks], places[-1:])) + 1
    yield from zip(begins.tolist(), ends.tolist(), strict=True)


def _spectra(sound: NDArray[np.float32], hops: int, rate: int) -> tuple[NDArray[np.float64], ...]:
    """The mean square of each hop (over four of them), and the shares of it that are hiss and rumble."""
    hop = hop_of(rate)
    size = 4 * hop
    mono = 0.5 * (sound[0].astype(np.float64) + sound[1])
    padded = np.pad(mono, (size // 2 - hop // 2, size))
    views = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop][:hops]
    shape = np.hanning(size)
    hertz = np.fft.rfftfreq(size, 1.0 / rate)
    low, high = int(np.searchsorted(hertz, _RUMBLE_HERTZ)), int(np.searchsorted(hertz, _HISS_HERTZ))
    found = np.zeros((3, hops))
    for block in range(0, hops, 256):
        spectra = np.abs(np.fft.rfft(views[block : block + 256] * shape)) ** 2 * (2.0 / (size * np.sum(shape**2)))
        total = spectra.sum(axis=1)
        part = found[:, block : block + 256]
        part[0] = total
        part[1] = spectra[:, high:].sum(axis=1) / np.maximum(total, 1e-30)
        part[2] = spectra[:, :low].sum(axis=1) / np.maximum(total, 1e-30)
    return found[0], found[1], found[2]


def _hops(seconds: float, rate: int) -> int:
    return round(seconds * rate / hop_of(rate))
