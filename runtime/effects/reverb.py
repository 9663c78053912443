"""Reverb: a feedback delay network of sixteen lines with a stated decay.

Jot and Chaigne, "Digital delay networks for designing artificial reverberators" (AES 1991): each line loses per pass
what its length costs at the asked decay, by a gain at 1 kHz and a shelf above; a Hadamard matrix mixes the lines
without loss. Before it stand early reflections and all-pass diffusers; some lines waver by fractions of a frame's
length against ringing."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel, part
from .job import Job, Stereo
from .spaces import BLOCK, DIFFUSION, LINES, MOVING_LINES, SHELF_HZ, Space, space_of
from .stereo import widened

_SWAY_FRAMES = 6.0
_TINY = np.float32(1e-30)

Rows = NDArray[np.float32]  # (lines, frames)


@part
def _decay(rows: Rows, first: int, pole: np.float32, last: NDArray[np.float32]) -> None:
    """y[i] = x[i] + pole y[i - 1] over eight rows from `first`, in place: one frame of each beside the others."""
    a, b, c, d = last[first], last[first + 1], last[first + 2], last[first + 3]
    e, f, g, h = last[first + 4], last[first + 5], last[first + 6], last[first + 7]
    for i in range(BLOCK):
        a = rows[first, i] + pole * a
        b = rows[first + 1, i] + pole * b
        c = rows[first + 2, i] + pole * c
        d = rows[first + 3, i] + pole * d
        e = rows[first + 4, i] + pole * e
        f = rows[first + 5, i] + pole * f
        g = rows[first + 6, i] + pole * g
        h = rows[first + 7, i] + pole * h
        rows[first, i], rows[first + 1, i], rows[first + 2, i], rows[first + 3, i] = a, b, c, d
        rows[first + 4, i], rows[first + 5, i], rows[first + 6, i], rows[first + 7, i] = e, f, g, h
    last[first], last[first + 1], last[first + 2], last[first + 3] = a, b, c, d
    last[first + 4], last[first + 5], last[first + 6], last[first + 7] = e, f, g, h


@part
def _diffuse(
    smear: Rows, lengths: NDArray[np.int64], diffusion: np.float32, fed: NDArray[np.float32], places: NDArray[np.int64]
) -> None:
    """A block through a row of all-pass delays, in place; each holds the last `lengths` frames in its ring."""
    for stage in range(lengths.shape[0]):
        done, place = 0, places[stage]
        while done < BLOCK:
            count = min(BLOCK - done, lengths[stage] - place)
            ring, part = smear[stage, place : place + count], fed[done : done + count]
            for i in range(count):
                old = ring[i]
                kept = part[i] + diffusion * old
                kept = kept if abs(kept) >= _TINY else np.float32(0.0)
                ring[i] = kept
                part[i] = old - diffusion * kept
            done += count
            place += count
            if place == lengths[stage]:
                place = 0
        places[stage] = place


@part
def _mix(rows: Rows) -> None:
    """A Hadamard matrix over the lines, two doublings at a time."""
    span = 1
    while span < LINES:
        for first in range(0, LINES, 4 * span):
            for line in range(first, first + span):
                for i in range(BLOCK):
                    a, b = rows[line, i], rows[line + span, i]
                    c, d = rows[line + 2 * span, i], rows[line + 3 * span, i]
                    rows[line, i] = a + b + (c + d)
                    rows[line + span, i] = a - b + (c - d)
                    rows[line + 2 * span, i] = a + b - (c + d)
                    rows[line + 3 * span, i] = a - b - (c - d)
        span *= 4


@kernel(
    "void(float32[:, ::1], int64, int64[:, ::1], float32, int64[::1], float32[:, ::1], float64[:, ::1], float64,"
    " float32[:, ::1], float32[:, :, ::1], int64[:, ::1], float32[:, :, ::1], float32[:, ::1], float32[::1],"
    " float32[:, ::1])",
)
def _network(
    audio: Rows,
    ahead: int,
    diffusers: NDArray[np.int64],
    diffusion: np.float32,
    lengths: NDArray[np.int64],
    filters: Rows,
    turns: NDArray[np.float64],
    sway: float,
    rings: Rows,
    smear: NDArray[np.float32],
    smear_at: NDArray[np.int64],
    turned: NDArray[np.float32],
    rows: Rows,
    heard: NDArray[np.float32],
    out: Rows,
) -> None:
    """`audio` begins `ahead` frames before `out`, which is whole blocks. `diffusers` (side, stage); `filters` rows are
    (b0, b1, a1) of each line's loss, a1 the same for all; `turns` rows are (cos, sin, block's cos, block's sin) of the
    oscillators that move the first lines, and `turned` (line, 2, BLOCK) the cosine less one and the sine of how far
    they are after each frame of a block. Even lines hear and make the left side, odd ones the right.

    No line is shorter than a block, so a block of each is made at a time. `rings` holds the lines (a power of two of
    frames), `smear` and `smear_at` the diffusers, `rows` (LINES + 5, BLOCK) and `heard` (1 + BLOCK) what is in hand;
    all come silent. A ring's first frames stand after its end once more, so that a block is read in one piece.

    Samples are float32, whose rounding the loop does not raise; oscillators are turned on in float64, and where a line
    is read within its frame stands apart from the frame."""
    size = rings.shape[1] - 2 * BLOCK
    mask = size - 1
    half, two, three, four, five = np.float32(0.5), np.float32(2.0), np.float32(3.0), np.float32(4.0), np.float32(5.0)
    scale, zero = np.float32(1.0 / math.sqrt(LINES)), np.float32(0.0)
    lost, before, part = rows[LINES + 2], rows[LINES + 3], rows[LINES + 4]
    wet = heard[1:]
    for start in range(0, out.shape[1], BLOCK):
        for side in range(2):
            fed = rows[LINES + side]
            new = audio[side, ahead + start : ahead + start + BLOCK]
            for i in range(BLOCK):
                fed[i] = new[i]
            _diffuse(smear[side], diffusers[side], diffusion, fed, smear_at[side])
        for line in range(LINES):
            b0, b1 = filters[line, 0], filters[line, 1]
            row = rows[line]
            if line >= MOVING_LINES:
                place = (start - lengths[line] - 1) & mask
                ring = rings[line, place : place + 1 + BLOCK]
                for i in range(BLOCK):
                    row[i] = b0 * ring[1 + i] + b1 * ring[i]
                continue
            cosine, sine = turns[line, 0], turns[line, 1]
            back = lengths[line] + sway * (1.0 + sine)
            whole = int(back)
            begun, by_cosine, by_sine = np.float32(back - whole), np.float32(sway * sine), np.float32(sway * cosine)
            for i in range(BLOCK):
                part[i] = begun + (by_cosine * turned[line, 0, i] + by_sine * turned[line, 1, i])
            turns[line, 1] = sine * turns[line, 2] + cosine * turns[line, 3]
            turns[line, 0] = cosine * turns[line, 2] - sine * turns[line, 3]
            done = 0
            while done < BLOCK:
                # A block moves by less than a frame: it is read from one place, or from there on from the next. Loops
                # of a known length are quicker, so the whole block is read from either.
                moved = math.floor(part[done])
                place = (start - whole - int(moved) - 2) & mask
                ring, less = rings[line, place : place + BLOCK + 3], np.float32(moved)
                for i in range(BLOCK):
                    t = part[i] - less
                    s, r, q, p = ring[i], ring[i + 1], ring[i + 2], ring[i + 3]
                    curve = two * p - five * q + four * r - s + t * (three * (q - r) + s - p)
                    wet[i] = q + half * t * (r - p + t * curve) if i >= done else wet[i]
                if math.floor(part[BLOCK - 1]) == moved:
                    break
                while done < BLOCK and math.floor(part[done]) == moved:
                    done += 1
            heard[0] = before[line]
            for i in range(BLOCK):
                row[i] = b0 * heard[1 + i] + b1 * heard[i]
            before[line] = heard[BLOCK]
        for first in range(0, LINES, 8):
            _decay(rows, first, -filters[0, 2], lost)
        for side in range(2):
            total = out[side, start : start + BLOCK]
            for i in range(BLOCK):
                y = rows[side, i] - rows[side + 2, i] + rows[side + 4, i] - rows[side + 6, i]
                y += rows[side + 8, i] - rows[side + 10, i] + rows[side + 12, i] - rows[side + 14, i]
                total[i] = y
        _mix(rows)
        place = start & mask
        for line in range(LINES):
            sign = np.float32(1.0 if line & 7 < 4 else -1.0)
            row, fed = rows[line], rows[LINES + (line & 1)]
            ring = rings[line, place : place + BLOCK]
            for i in range(BLOCK):
                y = row[i] * scale + sign * fed[i]
                ring[i] = y if abs(y) >= _TINY else zero
            if place < 2 * BLOCK:
                again = rings[line, size + place : size + place + BLOCK]
                for i in range(BLOCK):
                    again[i] = ring[i]


@kernel("void(float32[:, ::1], int64[::1], float32[:, ::1], float32, float32[:, ::1])")
def _reflect(audio: Rows, places: NDArray[np.int64], gains: Rows, late_gain: np.float32, out: Rows) -> None:
    """`out` times `late_gain`, and to it the audio from `places` on at `gains` (reflection, side), two at a time."""
    for first in range(0, out.shape[1], 1024):
        last = min(first + 1024, out.shape[1])
        for side in range(2):
            here = out[side, first:last]
            for i in range(last - first):
                here[i] *= late_gain
            for n in range(0, places.shape[0], 2):
                gain, other_gain = gains[n, side], gains[n + 1, side]
                heard = audio[side, places[n] + first : places[n] + last]
                other = audio[side, places[n + 1] + first : places[n + 1] + last]
                for i in range(last - first):
                    here[i] += gain * heard[i] + other_gain * other[i]


def reverb(job: Job) -> Stereo:
    space = space_of(job.word("type"), job.number("size"), job.number("decay"), job.number("damping"), job.rate)
    early = np.array(space.early, np.float64).reshape(-1, 3)
    places = early[:, 0].astype(np.int64)
    predelay = round(job.number("predelay") * job.rate)
    blocks = -(-job.frames // BLOCK) * BLOCK
    furthest = int(places.max(initial=0))
    # Silence before the sound, as far as any reflection reaches, and after it to the end of the last block.
    source = np.zeros((2, furthest + predelay + blocks), np.float32)
    source[:, furthest + predelay : furthest + predelay + job.frames] = job.audio
    wet = np.empty((2, blocks), np.float32)
    turns, turned = _turns(job.start, job.rate)
    diffusers = np.array(space.diffusers, np.int64).reshape(2, -1)
    sway = _SWAY_FRAMES / 2.0 * job.rate / 48000.0
    size = BLOCK
    while size < max(space.lengths) + 2.0 * sway + 4.0 + BLOCK:
        size *= 2
    _network(
        source,
        furthest,
        diffusers,
        np.float32(DIFFUSION),
        np.array(space.lengths, np.int64),
        np.array([_loss(length, space, job.rate) for length in space.lengths], np.float32),
        turns,
        sway,
        np.zeros((LINES, size + 2 * BLOCK), np.float32),
        np.zeros((2, diffusers.shape[1], diffusers.max()), np.float32),
        np.zeros_like(diffusers),
        turned,
        np.zeros((LINES + 5, BLOCK), np.float32),
        np.zeros(1 + BLOCK, np.float32),
        wet,
    )
    _reflect(source, furthest - places, early[:, 1:].astype(np.float32), np.float32(space.late_gain), wet)
    return job.blend(widened(wet[:, : job.frames].astype(np.float64), job.number("width")))


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


def _turns(start: int, rate: int) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Each line's oscillator at the song's frame `start`, and its way through a block: 0.3 to 1.1 Hz,
    none a multiple of another."""
    lines = np.arange(MOVING_LINES)
    hertz = 0.31 + 0.173 * lines
    angles = 2.0 * math.pi * np.fmod(hertz * start / rate + lines / MOVING_LINES, 1.0)
    gone = (2.0 * math.pi / rate) * hertz[:, None] * np.arange(1, BLOCK + 1)
    turns = np.stack((np.cos(angles), np.sin(angles), np.cos(gone[:, -1]), np.sin(gone[:, -1])), axis=1)
    return turns, np.stack((np.cos(gone) - 1.0, np.sin(gone)), axis=1).astype(np.float32)


TABLE = {"reverb": reverb}
