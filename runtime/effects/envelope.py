"""Levels and gains over time: what dynamics effects listen with and how their gain moves."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel, part
from .halfband import allpass_coefficients
from .job import Stereo, Track, Value
from .settle import SPLITTER_COUNT, SPLITTER_LOW_HZ

SILENCE_DB = -200.0


# Pairs of frames in a block of the splitter; the stages of each of its chains; what a row of it holds.
_PAIRS = 32
_STAGES = SPLITTER_COUNT // 2
_ROW = 8 * (_STAGES + 1)


@kernel("void(float64[:, ::1], float64[::1], float64[::1], float64[::1])")
def _powers(audio: Stereo, weights: NDArray[np.float64], rows: NDArray[np.float64], out: Track) -> None:
    """The larger channel's squared envelope, two frames a stage late. Two all-pass chains a quarter of a turn apart
    give the envelope of a steady tone without ripple; the sample itself counts where it is larger, since the chains
    spread a click.

    A stage is y[i] = c (x[i] + y[i - 2]) - x[i - 2]. A row holds a pair of frames of both channels for both chains,
    eight lanes, then what each stage made of the pair that many rows before: so all stages of a row are made from
    the rows above it, side by side. `weights` are their c; `rows` comes silent; `out` is whole blocks."""
    left = right = 0.0
    count = audio.shape[1]
    for first in range(0, out.shape[0], 2 * _PAIRS):
        for i in range(_ROW * _STAGES):
            rows[i] = rows[_ROW * _PAIRS + i]
        for pair in range(_PAIRS):
            i, row = first + 2 * pair, _ROW * (_STAGES + pair)
            rows[row + 2], rows[row + 3] = left, right
            left = right = 0.0
            if i < count:
                left, right = audio[0, i], audio[1, i]
            rows[row], rows[row + 1], rows[row + 6], rows[row + 7] = left, right, left, right
            left = right = 0.0
            if i + 1 < count:
                left, right = audio[0, i + 1], audio[1, i + 1]
            rows[row + 4], rows[row + 5] = left, right
        for pair in range(_PAIRS):
            row = _ROW * (_STAGES + pair)
            above, over = row - _ROW, row - 2 * _ROW
            for lane in range(8 * _STAGES):
                rows[row + 8 + lane] = weights[lane] * (rows[above + lane] + rows[above + 8 + lane]) - rows[over + lane]
        for frame in range(2 * _PAIRS):
            heard = _ROW * (frame >> 1) + 4 * (frame & 1)
            turned = heard + _ROW * _STAGES + 8 * _STAGES
            power = rows[turned] * rows[turned] + rows[turned + 2] * rows[turned + 2]
            other = rows[turned + 1] * rows[turned + 1] + rows[turned + 3] * rows[turned + 3]
            power = power if power > other else other
            other = rows[heard] * rows[heard]
            power = power if power > other else other
            other = rows[heard + 1] * rows[heard + 1]
            out[first + frame] = power if power > other else other


@part
def _either(first: bool, one: float, other: float) -> float:
    """By itself, so that the compiler leaves a choice between two sums, and makes no sum of two choices of it."""
    return one if first else other


@kernel("void(float64[::1], float64, float64, float64, float64[::1])")
def _move(target: Track, rest: float, down: float, up: float, out: Track) -> None:
    """A one-pole follower with one speed each way, starting from `rest` (Giannoulis et al., "Digital dynamic range
    compressor design", JAES 2012: smooth branching)."""
    state = rest
    for i in range(target.shape[0]):
        pull = target[i]
        # Both ways at once: to know which is slower than to go.
        lower, higher = (1.0 - down) * pull + down * state, (1.0 - up) * pull + up * state
        state = _either(pull < state, lower, higher)
        out[i] = state


@kernel("void(float64[::1], float64, float64[::1], float64[::1], float64[::1])")
def _move_changing(target: Track, rest: float, down: Track, up: Track, out: Track) -> None:
    """The same, with speeds that change."""
    state = rest
    for i in range(target.shape[0]):
        pull = target[i]
        keep = down[i] if pull < state else up[i]
        state = pull + keep * (state - pull)
        out[i] = state


@kernel("void(float64[::1], int64, float64[::1], float64[::1])")
def _hold(level: Track, frames: int, ahead: Track, out: Track) -> None:
    """The largest of this frame and the `frames` before it (van Herk): blocks of the window's length, scanned both
    ways. `ahead` is scratch as long as `out`."""
    count = level.shape[0]
    size = frames + 1
    for first in range(0, count, size):
        last = min(first + size, count)
        running = level[first]
        for i in range(first, last):
            running = max(running, level[i])
            out[i] = running
        running = level[last - 1]
        for i in range(last - 1, first - 1, -1):
            running = max(running, level[i])
            ahead[i] = running
    for i in range(frames, count):
        out[i] = max(out[i], ahead[i - frames])


@kernel("void(float64[::1], float64, float64, float64, float64[::1])")
def _curve(level: Track, threshold: float, half: float, slope: float, out: Track) -> None:
    """What `compressed` makes of numbers that hold still, in one pass."""
    scale = 0.25 / half
    for i in range(level.shape[0]):
        over = level[i] - threshold
        bend = min(max(over, -half), half) + half
        bend = bend * bend * scale
        out[i] = max(bend, over) * slope


def level_db(audio: Stereo, rate: int) -> Track:
    """Peak level of the envelope in dBFS, the louder channel's: (n,). A full-scale sine is 0 dB."""
    chains = np.array(allpass_coefficients(SPLITTER_COUNT, 2.0 * SPLITTER_LOW_HZ / rate)).reshape(_STAGES, 2)
    weights = np.tile(np.repeat(chains, 2, axis=1), 2).ravel()
    late, frames = 2 * _STAGES, audio.shape[1]
    powers = np.empty(-(-(frames + late) // (2 * _PAIRS)) * 2 * _PAIRS)
    _powers(np.ascontiguousarray(audio), weights, np.zeros(_ROW * (_STAGES + _PAIRS)), powers)
    level = powers[late : late + frames]
    np.log10(np.maximum(level, 10.0 ** (SILENCE_DB / 10.0), out=level), out=level)
    level *= 10.0
    return level


def held(level: Track, frames: int) -> Track:
    """The highest level of the last `frames` frames and this one."""
    if frames <= 0:
        return level
    out = np.empty_like(level)
    _hold(level, frames, np.empty_like(level), out)
    return out


def moved(target: Track, *, rest: float, down: Value, up: Value, rate: int) -> Track:
    """A gain in dB on its way to `target`, covering 90 % of a change in `down` or `up` seconds, at `rest` before the
    first frame."""
    out = np.empty_like(target)
    if isinstance(down, float) and isinstance(up, float):
        _move(np.ascontiguousarray(target), rest, keep(down, rate), keep(up, rate), out)
        return out
    falling, rising = (np.array(np.broadcast_to(_keeps(np.asarray(time), rate), target.shape)) for time in (down, up))
    _move_changing(np.ascontiguousarray(target), rest, falling, rising, out)
    return out


def _keeps(seconds: Track, rate: int) -> Track:
    """`keep` of times that change."""
    return np.where(seconds > 0.0, np.exp(-math.log(10.0) / (np.maximum(seconds, 1e-9) * rate)), 0.0)


def keep(seconds: float, rate: int) -> float:
    """What is left of a difference after one frame when 90 % is gone after `seconds`."""
    return math.exp(-math.log(10.0) / (seconds * rate)) if seconds > 0.0 else 0.0


def compressed(level: Track, threshold: Value, ratio: Value, knee: Value) -> Track:
    """Static gain in dB of a compressor at a level: a quadratic knee (Giannoulis et al.) around the threshold."""
    if isinstance(threshold, float) and isinstance(ratio, float) and isinstance(knee, float) and knee > 0.0:
        gain = np.empty_like(level)
        _curve(np.ascontiguousarray(level), threshold, 0.5 * max(knee, 1e-6), 1.0 / ratio - 1.0, gain)
        return gain
    gain = bent(level - threshold, knee)
    gain *= 1.0 / ratio - 1.0
    return gain


def bent(over: Track, knee: Value) -> Track:
    """What lies above zero, with a quadratic knee of a width in dB around it."""
    if isinstance(knee, float) and knee == 0.0:
        return np.maximum(over, 0.0)
    half = 0.5 * np.maximum(knee, 1e-6)
    bend = np.clip(over, -half, half)
    bend += half
    bend *= bend
    bend *= 0.25 / half
    # A parabola that touches the straight line at the knee's end and lies above it before.
    return np.maximum(bend, over, out=bend)


def ahead(gain: Track, frames: int) -> Track:
    """The gain of `frames` frames later (lookahead); the end, beyond the window, holds."""
    if frames <= 0:
        return gain
    return np.concatenate((gain[frames:], np.full(min(frames, gain.size), gain[-1])))[: gain.size]
