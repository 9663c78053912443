"""Reverb: a feedback delay network of sixteen lines with a stated decay.

Jot and Chaigne, "Digital delay networks for designing artificial reverberators" (AES 1991): each line loses per pass
what its length costs at the asked decay, by a gain at 1 kHz and a shelf above; a Hadamard matrix mixes the lines
without loss. Before it stand early reflections and all-pass diffusers; some lines waver by fractions of a frame's
length against ringing."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .job import Job, Stereo
from .spaces import DIFFUSION, LINES, MOVING_LINES, SHELF_HZ, Space, space_of
from .stereo import later, widened

_SWAY_FRAMES = 6.0


@kernel(
    "void(float64[:, ::1], int64[::1], float64, int64[::1], float64[:, ::1], float64[:, ::1], float64, float64[:, ::1])"
)
def _network(
    audio: Stereo,
    diffusers: NDArray[np.int64],
    diffusion: float,
    lengths: NDArray[np.int64],
    filters: NDArray[np.float64],
    turns: NDArray[np.float64],
    sway: float,
    out: Stereo,
) -> None:
    """`filters` rows are (b0, b1, a1) of each line's loss; `turns` rows are (cos, sin, step cos, step sin) of the
    oscillators that move the first lines. Even lines hear and make the left side, odd ones the right."""
    stages = diffusers.shape[0] // 2
    size = 1
    while size < lengths.max() + 2.0 * sway + 8.0:
        size *= 2
    mask = size - 1
    rings = np.zeros((LINES, size))
    smear = np.zeros((2 * stages, diffusers.max() + 1))
    smear_at = np.zeros(2 * stages, np.int64)
    loss_in = np.zeros(LINES)
    mixed = np.zeros(LINES)
    lost = np.zeros(LINES)
    fed = np.zeros(2)
    scale = 1.0 / math.sqrt(LINES)
    for i in range(audio.shape[1]):
        for channel in range(2):
            value = audio[channel, i]
            for stage in range(channel * stages, (channel + 1) * stages):
                place = smear_at[stage]
                old = smear[stage, place]
                kept = value + diffusion * old
                if abs(kept) < 1e-30:
                    kept = 0.0
                smear[stage, place] = kept
                value = old - diffusion * kept
                smear_at[stage] = place + 1 if place + 1 < diffusers[stage] else 0
            fed[channel] = value
        for line in range(LINES):
            mixed[line] = rings[line, (i - lengths[line]) & mask]
        for line in range(MOVING_LINES):
            cosine = turns[line, 0] * turns[line, 2] - turns[line, 1] * turns[line, 3]
            turns[line, 1] = turns[line, 1] * turns[line, 2] + turns[line, 0] * turns[line, 3]
            turns[line, 0] = cosine
            back = lengths[line] + sway * (1.0 + turns[line, 1])
            whole = int(back)
            t = back - whole
            place = i - whole
            p, q = rings[line, (place + 1) & mask], rings[line, place & mask]
            r, s = rings[line, (place - 1) & mask], rings[line, (place - 2) & mask]
            mixed[line] = q + 0.5 * t * (r - p + t * (2.0 * p - 5.0 * q + 4.0 * r - s + t * (3.0 * (q - r) + s - p)))
        for line in range(LINES):
            lost[line] = (
                filters[line, 0] * mixed[line] + filters[line, 1] * loss_in[line] - filters[line, 2] * lost[line]
            )
            loss_in[line] = mixed[line]
        for channel in range(2):
            total = 0.0
            for line in range(channel, LINES, 4):
                total += lost[line] - lost[line + 2]
            out[channel, i] = total
        if i % 64 == 0:
            for line in range(LINES):
                if abs(lost[line]) < 1e-30:
                    lost[line] = 0.0
        for line in range(LINES):
            mixed[line] = lost[line]
        span = 1
        while span < LINES:
            for first in range(0, LINES, 2 * span):
                for line in range(first, first + span):
                    a, b = mixed[line], mixed[line + span]
                    mixed[line] = a + b
                    mixed[line + span] = a - b
            span *= 2
        for line in range(LINES):
            value = fed[line & 1]
            rings[line, i & mask] = mixed[line] * scale + (value if line & 7 < 4 else -value)


def reverb(job: Job) -> Stereo:
    space = space_of(job.word("type"), job.number("size"), job.number("decay"), job.number("damping"), job.rate)
    source = later(job.audio, round(job.number("predelay") * job.rate))
    late = np.empty_like(source)
    _network(
        np.ascontiguousarray(source),
        np.array(space.diffusers, np.int64),
        DIFFUSION,
        np.array(space.lengths, np.int64),
        np.array([_loss(length, space, job.rate) for length in space.lengths]),
        _turns(job.start, job.rate),
        _SWAY_FRAMES / 2.0 * job.rate / 48000.0,
        late,
    )
    wet = late * space.late_gain
    for frames, left, right in space.early:
        wet[0, frames:] += left * source[0, : max(job.frames - frames, 0)]
        wet[1, frames:] += right * source[1, : max(job.frames - frames, 0)]
    mix = job.value("mix")
    return job.audio * (1.0 - mix) + widened(wet, job.number("width")) * mix


def _loss(length: int, space: Space, rate: int) -> tuple[float, float, float]:
    """First-order shelf of a line: the asked loss at 1 kHz, more above the shelf's corner. Bilinear transform."""
    middle = 10.0 ** (-3.0 * length / (rate * space.decay))
    ratio = 10.0 ** (-3.0 * length / rate * (1.0 / space.decay_high - 1.0 / space.decay))
    corner = math.tan(math.pi * SHELF_HZ / rate)
    kilo = math.tan(math.pi * 1000.0 / rate) / corner
    at_kilo = math.hypot(1.0, ratio * kilo) / math.hypot(1.0, kilo)
    gain = min(middle / at_kilo, 0.99999)
    scale = 1.0 / (1.0 + corner)
    return gain * (corner + ratio) * scale, gain * (corner - ratio) * scale, (corner - 1.0) * scale


def _turns(start: int, rate: int) -> NDArray[np.float64]:
    """Each line's oscillator at the song's frame `start`: 0.3 to 1.1 Hz, none a multiple of another."""
    rows = []
    for line in range(MOVING_LINES):
        turn = 0.31 + 0.173 * line
        angle = 2.0 * math.pi * math.fmod(turn * start / rate + line / MOVING_LINES, 1.0)
        step = 2.0 * math.pi * turn / rate
        rows.append((math.cos(angle), math.sin(angle), math.cos(step), math.sin(step)))
    return np.array(rows)


TABLE = {"reverb": reverb}
