"""Delay lines with feedback."""

from __future__ import annotations

import math

import numpy as np

from ..kernel import kernel
from .job import Job, Stereo, Track

# Frames after which states too small to matter are dropped, since denormal numbers are slow.
_BLOCK = 512


@kernel("void(float64[:, ::1], int64, float64, boolean, float64, float64, float64[:, ::1])")
def _repeat(
    audio: Stereo, delay: int, feedback: float, crossed: bool, high_keep: float, low_keep: float, out: Stereo
) -> None:
    """out = filtered(audio + feedback out) `delay` frames ago, crossed between channels or not. The loop holds a
    first-order low-pass and high-pass, so that each repeat is darker and thinner."""
    frames = audio.shape[1]
    high_take, low_take = 1.0 - high_keep, 1.0 - low_keep
    dark_left = dark_right = low_left = low_right = 0.0
    first = min(delay, frames)
    for channel in range(2):
        for i in range(first):
            out[channel, i] = 0.0
    source = 1 if crossed else 0
    while first < frames:
        last = min(first + _BLOCK, frames)
        for i in range(first, last):
            left = audio[0, i - delay] + feedback * out[source, i - delay]
            right = audio[1, i - delay] + feedback * out[1 - source, i - delay]
            dark_left = high_take * left + high_keep * dark_left
            dark_right = high_take * right + high_keep * dark_right
            low_left = low_take * dark_left + low_keep * low_left
            low_right = low_take * dark_right + low_keep * low_right
            out[0, i] = dark_left - low_left
            out[1, i] = dark_right - low_right
        if abs(dark_left) + abs(low_left) < 1e-30:
            dark_left = low_left = 0.0
        if abs(dark_right) + abs(low_right) < 1e-30:
            dark_right = low_right = 0.0
        first = last


@kernel(
    "void(float64[:, ::1], float64[::1], float64[::1], boolean, float64, float64, float64[:, ::1], float64[:, ::1],"
    " float64[:, ::1])"
)
def _repeat_moving(
    audio: Stereo,
    delay: Track,
    feedback: Track,
    crossed: bool,
    high_keep: float,
    low_keep: float,
    states: Stereo,
    line: Stereo,
    out: Stereo,
) -> None:
    """The same with a time and a feedback that move: the line is read between its frames by a cubic, which is the frame
    itself where the time is whole. `states` (two rows, channel) and `line` are silent."""
    dark, low = states[0], states[1]
    for i in range(audio.shape[1]):
        back = int(np.ceil(delay[i]))
        t = back - delay[i]
        base = i - back
        for channel in range(2):
            value = 0.0
            if base >= 1:
                q, r = line[channel, base], line[channel, base + 1]
                p, s = line[channel, base - 1], line[channel, base + 2]
                value = q + 0.5 * t * (r - p + t * (2.0 * p - 5.0 * q + 4.0 * r - s + t * (3.0 * (q - r) + s - p)))
            elif base == 0 and t == 0.0:
                value = line[channel, 0]
            dark[channel] = value + high_keep * (dark[channel] - value)
            low[channel] = dark[channel] + low_keep * (low[channel] - dark[channel])
            if abs(dark[channel]) < 1e-30:
                dark[channel] = 0.0
            if abs(low[channel]) < 1e-30:
                low[channel] = 0.0
            out[channel, i] = dark[channel] - low[channel]
        for channel in range(2):
            source = 1 - channel if crossed else channel
            line[channel, i] = audio[channel, i] + feedback[i] * out[source, i]


def delay(job: Job) -> Stereo:
    """A time that holds still is rounded to a frame. Ping-pong feeds the sum of both sides to the left, whence it
    crosses at every repeat."""
    crossed = job.word("type") == "ping-pong"
    source = job.audio
    if crossed:
        source = np.stack((0.5 * (source[0] + source[1]), np.zeros(job.frames)))
    wet = np.empty_like(job.audio)
    high = _one_pole(job.number("high-cut"), job.rate)
    low = _one_pole(job.number("low-cut"), job.rate)
    if {"time", "feedback"} & job.automation.keys():
        # The line is read two frames ahead of its place, so those must be written.
        frames = np.maximum(np.broadcast_to(np.asarray(job.value("time")) * job.rate, job.frames), 3.0)
        feedback = np.array(np.broadcast_to(job.value("feedback"), job.frames))
        states, line = np.zeros((2, 2)), np.zeros((2, job.frames))
        _repeat_moving(source, np.array(frames), feedback, crossed, high, low, states, line, wet)
    else:
        frames = max(round(job.number("time") * job.rate), 1)
        _repeat(source, frames, job.number("feedback"), crossed, high, low, wet)
    return job.blend(wet)


def _one_pole(frequency: float, rate: int) -> float:
    """What a one-pole low-pass keeps of its state each frame."""
    return math.exp(-2.0 * math.pi * min(frequency / rate, 0.5))


TABLE = {"delay": delay}
