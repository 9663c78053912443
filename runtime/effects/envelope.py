"""Levels and gains over time: what dynamics effects listen with and how their gain moves."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .halfband import allpass_coefficients
from .job import Stereo, Track, Value
from .settle import SPLITTER_COUNT, SPLITTER_LOW_HZ

SILENCE_DB = -200.0


@kernel("void(float64[:, ::1], float64[::1], float64[::1])")
def _powers(audio: Stereo, coefficients: NDArray[np.float64], out: Track) -> None:
    """The larger channel's squared envelope. Two all-pass chains a quarter of a turn apart give the envelope of a
    steady tone without ripple; the sample itself counts where it is larger, since the chains spread a click."""
    stages = coefficients.shape[0] // 2
    for i in range(out.shape[0]):
        out[i] = 0.0
    for channel in range(2):
        older = np.zeros((2, stages + 1))
        newer = np.zeros((2, stages + 1))
        before = 0.0
        for i in range(audio.shape[1]):
            x = audio[channel, i]
            value = x
            for stage in range(stages):
                kept = older[0, stage]
                older[0, stage] = newer[0, stage]
                newer[0, stage] = value
                value = coefficients[2 * stage] * (value + older[0, stage + 1]) - kept
            older[0, stages] = newer[0, stages]
            newer[0, stages] = value
            turned = before
            for stage in range(stages):
                kept = older[1, stage]
                older[1, stage] = newer[1, stage]
                newer[1, stage] = turned
                turned = coefficients[2 * stage + 1] * (turned + older[1, stage + 1]) - kept
            older[1, stages] = newer[1, stages]
            newer[1, stages] = turned
            before = x
            power = max(x * x, value * value + turned * turned)
            if power > out[i]:
                out[i] = power


@kernel("void(float64[::1], float64, float64, float64, float64[::1])")
def _move(target: Track, rest: float, down: float, up: float, out: Track) -> None:
    """A one-pole follower with one speed each way, starting from `rest` (Giannoulis et al., "Digital dynamic range
    compressor design", JAES 2012: smooth branching)."""
    state = rest
    for i in range(target.shape[0]):
        pull = target[i]
        keep = down if pull < state else up
        state = pull + keep * (state - pull)
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


@kernel("void(float64[::1], int64, float64[::1])")
def _hold(level: Track, frames: int, out: Track) -> None:
    """The largest of this frame and the `frames` before it (van Herk): blocks of the window's length, scanned both
    ways."""
    count = level.shape[0]
    size = frames + 1
    ahead = np.empty(count)
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


def level_db(audio: Stereo, rate: int) -> Track:
    """Peak level of the envelope in dBFS, the louder channel's: (n,). A full-scale sine is 0 dB."""
    powers = np.empty(audio.shape[1])
    coefficients = np.array(allpass_coefficients(SPLITTER_COUNT, 2.0 * SPLITTER_LOW_HZ / rate))
    _powers(np.ascontiguousarray(audio), coefficients, powers)
    level: Track = 10.0 * np.log10(np.maximum(powers, 10.0 ** (SILENCE_DB / 10.0)))
    return level


def held(level: Track, frames: int) -> Track:
    """The highest level of the last `frames` frames and this one."""
    if frames <= 0:
        return level
    out = np.empty_like(level)
    _hold(level, frames, out)
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
    return bent(level - threshold, knee) * (1.0 / ratio - 1.0)


def bent(over: Track, knee: Value) -> Track:
    """What lies above zero, with a quadratic knee of a width in dB around it."""
    if isinstance(knee, float) and knee == 0.0:
        return np.maximum(over, 0.0)
    width = np.maximum(knee, 1e-6)
    return np.where(np.abs(over) < width / 2.0, (over + width / 2.0) ** 2 / (2.0 * width), np.maximum(over, 0.0))


def ahead(gain: Track, frames: int) -> Track:
    """The gain of `frames` frames later (lookahead); the end, beyond the window, holds."""
    if frames <= 0:
        return gain
    return np.concatenate((gain[frames:], np.full(min(frames, gain.size), gain[-1])))[: gain.size]
