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
from .spaces import DIFFUSION, LINES, SHELF_HZ, Space, space_of
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
    """`filters` rows are (b0, b1, a1) of each line's loss; `turns` rows are (cos, sin, step cos, step sin) of its slow
    oscillator."""
    lines = lengths.shape[0]
    stages = diffusers.shape[0] // 2
    rings = np.zeros((lines, lengths.max() + 16))
    size = rings.shape[1]
    smear = np.zeros((2 * stages, diffusers.max() + 1))
    smear_at = np.zeros(2 * stages, np.int64)
    loss_in = np.zeros(lines)
    loss_out = np.zeros(lines)
    mixed = np.zeros(lines)
    at = 0
    for i in range(audio.shape[1]):
        for channel in range(2):
            value = audio[channel, i]
            for stage in range(channel * stages, (channel + 1) * stages):
                place = smear_at[stage]
                old = smear[stage, place]
                kept = value + diffusion * old
                smear[stage, place] = kept
                value = old - diffusion * kept
                smear_at[stage] = place + 1 if place + 1 < diffusers[stage] else 0
            if channel == 0:
                left = value
            else:
                right = value
        sum_left = 0.0
        sum_right = 0.0
        for line in range(lines):
            cosine = turns[line, 0] * turns[line, 2] - turns[line, 1] * turns[line, 3]
            turns[line, 1] = turns[line, 1] * turns[line, 2] + turns[line, 0] * turns[line, 3]
            turns[line, 0] = cosine
            back = lengths[line] + sway * (1.0 + turns[line, 1])
            whole = int(back)
            t = back - whole
            place = at - whole
            if place < 0:
                place += size
            older = place - 1 if place > 0 else size - 1
            oldest = older - 1 if older > 0 else size - 1
            newer = place + 1 if place + 1 < size else 0
            p, q, r, s = rings[line, newer], rings[line, place], rings[line, older], rings[line, oldest]
            read = q + 0.5 * t * (r - p + t * (2.0 * p - 5.0 * q + 4.0 * r - s + t * (3.0 * (q - r) + s - p)))
            lost = filters[line, 0] * read + filters[line, 1] * loss_in[line] - filters[line, 2] * loss_out[line]
            if abs(lost) < 1e-30:
                lost = 0.0
            loss_in[line] = read
            loss_out[line] = lost
            mixed[line] = lost
            if line % 2 == 0:
                sum_left += lost if line % 4 == 0 else -lost
            else:
                sum_right += lost if line % 4 == 1 else -lost
        out[0, i] = sum_left
        out[1, i] = sum_right
        span = 1
        while span < lines:
            for first in range(0, lines, 2 * span):
                for line in range(first, first + span):
                    a, b = mixed[line], mixed[line + span]
                    mixed[line] = a + b
                    mixed[line + span] = a - b
            span *= 2
        scale = 1.0 / math.sqrt(lines)
        for line in range(lines):
            fed = left if line % 2 == 0 else right
            rings[line, at] = mixed[line] * scale + (fed if line % 8 < 4 else -fed)
        at = at + 1 if at + 1 < size else 0


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
    for line in range(LINES):
        turn = 0.31 + 0.0517 * line
        angle = 2.0 * math.pi * math.fmod(turn * start / rate + line / LINES, 1.0)
        step = 2.0 * math.pi * turn / rate
        rows.append((math.cos(angle), math.sin(angle), math.cos(step), math.sin(step)))
    return np.array(rows)


TABLE = {"reverb": reverb}
