"""Pitch correction of a voice: to which notes it is drawn, and the sound at the corrected pitch.

The sound is made by pitch-synchronous overlap-add (Moulines and Charpentier, "Pitch-synchronous waveform processing
techniques for text-to-speech synthesis using diphones", Speech Communication 9, 1990): grains of two periods are laid
one corrected period apart, so that formants stay where they were. What is not corrected is not touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan_audio import Melody, Tune
from ..engine.node import WHOLE
from ..kernel import kernel, writable
from ..window import Window
from . import pitch
from .onsets import hop_of
from .sinc import sinc_rows

VERSION = f"1/{pitch.VERSION}"

_SHORTEST_SECONDS = 0.05  # of a voiced run that is corrected
_JUMP = 4.0  # semitones in a hop between which two runs are told apart
_STEADY_SECONDS = 0.12  # over which the note that is meant is told
_STAY = 0.15  # semitones by which another note must be nearer before it is meant
_EDGE_SECONDS = 0.004

Floats = NDArray[np.float64]


def window(step: Tune, rate: int) -> Window:
    return WHOLE


def make(
    step: Tune, inputs: Sequence[NDArray[np.float32] | None], *, window: Window, frames: int, rate: int
) -> NDArray[np.float32]:
    sound, curve = inputs
    assert sound is not None
    sound = writable(sound)
    if curve is None:
        return sound
    hop = hop_of(rate)
    hertz = curve[0, hop // 2 :: hop].astype(np.float64)
    owners = _owners(hertz.size, step.melodies, rate)
    out = sound.copy()
    for first, last in runs(hertz, rate):
        sung = 69.0 + 12.0 * np.log2(hertz[first:last] / 440.0)
        corrected = corrections(sung, owners[first:last], step.melodies, rate)
        if np.any(corrected):
            _correct(sound, out, hertz[first:last], corrected, first * hop + hop // 2, rate)
    return out


def runs(hertz: Floats, rate: int) -> Iterator[tuple[int, int]]:
    """Stretches of hops with a voice that does not leap, as (first, after the last)."""
    least = max(round(_SHORTEST_SECONDS * rate / hop_of(rate)), 3)
    height = 12.0 * np.log2(np.maximum(hertz, 1.0))
    first = 0
    for place in range(1, hertz.size + 1):
        joined = place < hertz.size and hertz[place] > 0 and hertz[first] > 0
        if joined and abs(height[place] - height[place - 1]) < _JUMP:
            continue
        if hertz[first] > 0 and place - first >= least:
            yield first, place
        first = place


def _owners(hops: int, melodies: Sequence[Melody], rate: int) -> list[int]:
    """The melody that holds at each hop, -1 for none."""
    hop = hop_of(rate)
    owners = np.full(hops, -1)
    for number, melody in enumerate(melodies):
        low, high = ((frame - hop // 2 + hop - 1) // hop for frame in (melody.start, melody.stop))
        owners[max(low, 0) : max(high, 0)] = number
    return [int(owner) for owner in owners]


def corrections(sung: Floats, owners: Sequence[int], melodies: Sequence[Melody], rate: int) -> Floats:
    """By how many semitones each hop of a run is raised. `sung` is its pitch as MIDI note numbers, `owners` the number
    of the melody that holds there, -1 for none."""
    hop = hop_of(rate)
    width = max(round(_STEADY_SECONDS * rate / hop), 1) // 2
    counts = np.concatenate(([0.0], np.cumsum(sung)))
    place = np.arange(sung.size)
    low, high = np.maximum(place - width, 0), np.minimum(place + width + 1, sung.size)
    steady = (counts[high] - counts[low]) / (high - low)
    wanted, kept = np.zeros(sung.size), np.zeros(sung.size)
    target, before = np.nan, None
    for index in range(sung.size):
        melody = melodies[owners[index]] if owners[index] >= 0 else None
        if melody is not None:
            target = _meant(float(steady[index]), melody, target)
            wanted[index] = melody.strength * (target - sung[index])
            kept[index] = np.exp(-hop / (melody.speed_seconds * rate)) if melody.speed_seconds > 0 else 0.0
        elif before is not None:
            kept[index] = np.exp(-hop / max(before.speed_seconds * rate, 1.0))
        before = melody or before
    # A run begins as it shall go on: its first correction is the mean of those that it would settle to.
    out = np.zeros(sung.size)
    value = float(np.mean(wanted[: 2 * width]))
    for index in range(sung.size):
        value = wanted[index] + kept[index] * (value - wanted[index])
        out[index] = value
    return out


def _meant(sung: float, melody: Melody, target: float) -> float:
    """The note that is meant: the nearest one, or the one before as long as another is not clearly nearer."""
    nearest = min(
        (sung + (each - sung + 6.0) % 12.0 - 6.0 for each in melody.pitches), key=lambda note: abs(note - sung)
    )
    allowed = any(abs((target - each + 6.0) % 12.0 - 6.0) < 1e-9 for each in melody.pitches)
    if allowed and abs(sung - target) < abs(sung - nearest) + _STAY:
        return target
    return nearest


def _correct(
    sound: NDArray[np.float32], out: NDArray[np.float32], hertz: Floats, raised: Floats, start: int, rate: int
) -> None:
    """Lays a run at its corrected pitch over `out`."""
    hop = hop_of(rate)
    period: Floats = rate / hertz
    places: Floats = np.arange(hertz.size, dtype=np.float64) * hop + start
    end = float(places[-1])
    taken = _marks(_first_mark(sound, start, period[0]), end, places, period)
    laid = _marks(taken[0], end, places, np.asarray(period / np.exp2(raised / 12.0)))
    if taken.size < 3 or laid.size < 3:
        return
    nearest = np.searchsorted((taken[1:] + taken[:-1]) / 2.0, laid)
    widths: Floats = np.asarray(np.interp(taken, places, period), np.float64)
    first = max(int(taken[0] - widths[0]), 0)
    stop = min(int(end + widths[-1]) + 1, sound.shape[1])
    made = np.zeros((2, stop - first))
    weight = np.zeros(stop - first)
    rows = sinc_rows()
    _lay(sound, taken[nearest], laid, widths[nearest], first, rows, made, weight, np.empty(rows.shape[1]))
    edge = max(int(_EDGE_SECONDS * rate), 1)
    frame = np.arange(first, stop)
    inside = np.minimum(frame - taken[0], laid[-1] - frame) / edge + 0.5
    share = np.where(weight > 0.05, np.clip(inside, 0.0, 1.0), 0.0)
    part = out[:, first:stop]
    part += (share * (made / np.maximum(weight, 0.05) - part)).astype(np.float32)


def _first_mark(sound: NDArray[np.float32], start: int, period: float) -> float:
    """The loudest frame of the first period."""
    part = np.abs(sound[:, start : start + int(period)]).sum(axis=0)
    return float(start + int(np.argmax(part)))


def _marks(first: float, end: float, places: Floats, period: Floats) -> Floats:
    """Marks one period apart from `first` to `end`."""
    out = np.empty(int((end - first) / period.min()) + 2)
    return out[: _step(first, end, places[0], places[1] - places[0], np.ascontiguousarray(period), out)]


@kernel("int64(float64, float64, float64, float64, float64[::1], float64[::1])")
def _step(first: float, end: float, start: float, hop: float, period: Floats, out: Floats) -> int:
    count = 0
    place = first
    while place <= end and count < out.shape[0]:
        out[count] = place
        count += 1
        at = min(max((place - start) / hop, 0.0), period.shape[0] - 1.0)
        base = min(int(at), period.shape[0] - 2)
        place += period[base] + (at - base) * (period[base + 1] - period[base])
    return count


@kernel(
    "void(float32[:, ::1], float64[::1], float64[::1], float64[::1], int64, float64[:, ::1], float64[:, ::1],"
    "float64[::1], float64[::1])"
)
def _lay(
    sound: NDArray[np.float32],
    taken: Floats,
    laid: Floats,
    widths: Floats,
    first: int,
    rows: Floats,
    out: Floats,
    weight: Floats,
    kernel_row: Floats,
) -> None:
    """Adds to `out` (from frame `first` on) a grain of `widths` to either side of each `taken` mark, at `laid`.
    `kernel_row` is scratch for one of the `rows`."""
    taps = rows.shape[1]
    count = rows.shape[0] - 1
    for grain in range(laid.shape[0]):
        width = widths[grain]
        shift = taken[grain] - laid[grain]
        whole = int(np.floor(shift))
        where = (shift - whole) * count
        row = min(int(where), count - 1)
        share = where - row
        for tap in range(taps):
            kernel_row[tap] = rows[row, tap] + share * (rows[row + 1, tap] - rows[row, tap])
        low = max(int(np.ceil(laid[grain] - width)), first)
        high = min(int(np.floor(laid[grain] + width)) + 1, first + weight.shape[0])
        for frame in range(low, high):
            gain = 0.5 + 0.5 * np.cos(np.pi * (frame - laid[grain]) / width)
            weight[frame - first] += gain
            base = frame + whole - (taps // 2 - 1)
            for side in range(2):
                total = 0.0
                for tap in range(taps):
                    place = base + tap
                    if 0 <= place < sound.shape[1]:
                        total += kernel_row[tap] * sound[side, place]
                out[side, frame - first] += gain * total
