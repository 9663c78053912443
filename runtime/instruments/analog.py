"""Kernel of the subtractive voice: oscillators, noise, filter, saturation and gain, block by block.

A block of a note stays in the nearest cache on its way from the oscillators to the cell; no buffer is as long as the
note. What is vectorised stands in loops of its own over one flat scratch array, whose rows the compiler can tell
apart."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel, part
from .controls import BLOCK, Floats

MOST_VOICES = 32
# What an oscillator's voice is made of, each a row of MOST_VOICES: its table, its phase at the onset (cycles), cycles a
# frame for each hertz of the note, its drift (depth in semitones, and the cosine and sine of its phase and of its turn
# from block to block), its gains, and whether it is a pulse. Behind them stands what the kernel keeps of it.
_ROWS = range(0, 14 * MOST_VOICES, MOST_VOICES)
WAVE, PHASE, RATIO, DEPTH, COSINE, SINE, ON_COSINE, ON_SINE, LEFT, RIGHT, PULSED, _STEP, _HIGHEST, _RICHNESS = _ROWS
VOICE_ROWS = len(_ROWS)
# What moves within a note, at the edges of its blocks: its pitch in hertz, the pulse's width in cycles, the filter's g,
# the gain.
HERTZ, WIDTH, G, LEVEL = range(4)
CONTROL_ROWS = 4

_TOP_STEP = 0.49  # cycles a frame
_CYCLE = 2.0**32  # phases are 32-bit integers, so that they wrap by themselves
_SHIFT = np.uint32(21)  # the upper 11 bits are the place in a table of 2048
_MASK = np.uint32((1 << 21) - 1)
_PART = np.float32(2.0**-21)
_SILENT, _FULL = np.float32(0.0), np.float32(1.0)
_MULTIPLIER = np.uint64(6364136223846793005)  # Knuth's MMIX generator, modulo 2**64: its upper bits are good noise
_INCREMENT = np.uint64(1442695040888963407)
_UNUSED = np.uint64(11)
_SCALE = 2.0**-52
_SEMITONE = math.log(2.0) / 12.0

# Rows of the scratch arrays: whole, single and double.
_AHEAD = 3 * BLOCK
_ADDS, _MORE, _PHASES = 4 * BLOCK, 4 * BLOCK + MOST_VOICES, 4 * BLOCK + 2 * MOST_VOICES
_SHARE, _SHARE_AHEAD, _MIX = 4 * BLOCK, 5 * BLOCK, 6 * BLOCK  # what is read, a pair a frame, stands before them
_LOUD, _ROOT = 8 * BLOCK, 10 * BLOCK + 2  # each side has the sample before the block in front
_STEREO, _A, _B, _C, _D, _E, _F, _ONE, _TWO, _STATE = (row * BLOCK for row in (0, 2, 3, 4, 5, 6, 7, 8, 10, 12))


@part
def _read(
    tables: Floats,
    wave: int,
    richness: int,
    phase: np.uint32,
    step: np.uint32,
    change: np.uint32,
    left: np.float32,
    right: np.float32,
    places: NDArray[np.uint32],
    singles: NDArray[np.float32],
    pairs: Floats,
) -> None:
    """Adds a block read from a table by linear interpolation to the mix, with a gain for each side.

    `places` (3 * BLOCK) is scratch, the numbers from 0, and how often each frame has seen `change`; `pairs` is
    `singles`, two by two."""
    for i in range(BLOCK):
        x = np.uint32(phase + np.uint32(places[BLOCK + i] * step))
        x = np.uint32(x + np.uint32(places[2 * BLOCK + i] * change))
        places[i] = x >> _SHIFT
        singles[_SHARE + i] = np.float32(np.int32(x & _MASK)) * _PART
    for i in range(BLOCK):
        pairs[i] = tables[wave, richness, places[i]]
    for i in range(BLOCK):
        y = singles[2 * i] + singles[_SHARE + i] * singles[2 * i + 1]
        singles[_MIX + i] += left * y
        singles[_MIX + BLOCK + i] += right * y


@part
def _read_pulse(
    tables: Floats,
    wave: int,
    richness: int,
    phase: np.uint32,
    step: np.uint32,
    ahead: np.uint32,
    quicker: np.uint32,
    change: np.uint32,
    left: np.float32,
    right: np.float32,
    places: NDArray[np.uint32],
    singles: NDArray[np.float32],
    pairs: Floats,
) -> None:
    """See `_read`: the same wave again, upside down and `ahead` by a width that moves, makes a pulse."""
    for i in range(BLOCK):
        more = np.uint32(places[2 * BLOCK + i] * change)
        x = np.uint32(np.uint32(phase + np.uint32(places[BLOCK + i] * step)) + more)
        places[i] = x >> _SHIFT
        singles[_SHARE + i] = np.float32(np.int32(x & _MASK)) * _PART
        x = np.uint32(np.uint32(ahead + np.uint32(places[BLOCK + i] * quicker)) + more)
        places[_AHEAD + i] = x >> _SHIFT
        singles[_SHARE_AHEAD + i] = np.float32(np.int32(x & _MASK)) * _PART
    for i in range(BLOCK):
        pairs[i] = tables[wave, richness, places[i]]
        pairs[BLOCK + i] = tables[wave, richness, places[_AHEAD + i]]
    for i in range(BLOCK):
        y = singles[2 * i] + singles[_SHARE + i] * singles[2 * i + 1]
        y -= singles[2 * BLOCK + 2 * i] + singles[_SHARE_AHEAD + i] * singles[2 * BLOCK + 2 * i + 1]
        singles[_MIX + i] += left * y
        singles[_MIX + BLOCK + i] += right * y


@part
def _step(hertz: float, ratio: float, semitones: float) -> float:
    """Cycles a frame; the small detuning by the exponential's series."""
    x = _SEMITONE * semitones
    step = hertz * ratio * (1.0 + x * (1.0 + x * (0.5 + x / 6.0)))
    return step if step < _TOP_STEP else _TOP_STEP


@part
def _turn(voices: Floats, count: int, hertz: float, places: NDArray[np.uint32]) -> None:
    """Takes the voices on by a block, to its end at `hertz`: their drift, their steps, and what the phases add from
    frame to frame."""
    for v in range(count):
        cosine, sine = voices[COSINE + v], voices[SINE + v]
        voices[COSINE + v] = cosine * voices[ON_COSINE + v] - sine * voices[ON_SINE + v]
        voices[SINE + v] = sine * voices[ON_COSINE + v] + cosine * voices[ON_SINE + v]
        then = _step(hertz, voices[RATIO + v], voices[DEPTH + v] * voices[SINE + v])
        now = voices[_STEP + v]
        voices[_STEP + v] = then
        voices[_HIGHEST + v] = then if then > now else now
        places[_ADDS + v] = np.uint32(np.int64(now * _CYCLE + 0.5))
        places[_MORE + v] = np.uint32(np.int64(np.floor((then - now) * (_CYCLE / BLOCK) + 0.5)))


@part
def _start_noise(jumps: NDArray[np.uint64]) -> None:
    """Factors and terms that take the generator 1, 2, .. steps on, so that a block's numbers are found side by side."""
    factor, term = np.uint64(1), np.uint64(0)
    for i in range(2 * BLOCK):
        factor = factor * _MULTIPLIER
        term = term * _MULTIPLIER + _INCREMENT
        jumps[i] = factor
        jumps[2 * BLOCK + i] = term


@part
def _add_noise(lanes: Floats, jumps: NDArray[np.uint64], state: np.uint64, level: float, width: float) -> np.uint64:
    """Adds a block of white noise, the same on both sides but for `width` of it; returns the generator's state."""
    middle_gain = level * (1.0 - 0.5 * width)
    side_gain = level * 0.5 * width
    for i in range(2 * BLOCK):
        drawn = jumps[i] * state + jumps[2 * BLOCK + i]
        lanes[_ONE + i] = np.float64(np.int64(drawn >> _UNUSED)) * _SCALE - 1.0
    for i in range(BLOCK):
        middle, side = middle_gain * lanes[_ONE + 2 * i], side_gain * lanes[_ONE + 2 * i + 1]
        lanes[_STEREO + i] += middle + side
        lanes[_STEREO + BLOCK + i] += middle - side
    after: np.uint64 = jumps[2 * BLOCK - 1] * state + jumps[4 * BLOCK - 1]
    return after


@part
def _saturate(lanes: Floats, singles: NDArray[np.float32], drive: float, level: float) -> None:
    """See `shaping.saturate_stereo`."""
    for i in range(BLOCK):
        singles[_LOUD + 1 + i] = np.float32(drive * lanes[_STEREO + i])
        singles[_LOUD + BLOCK + 2 + i] = np.float32(drive * lanes[_STEREO + BLOCK + i])
    for i in range(2 * BLOCK + 2):
        singles[_ROOT + i] = math.sqrt(_FULL + singles[_LOUD + i] * singles[_LOUD + i])
    for i in range(BLOCK):
        x = singles[_LOUD + i] + singles[_LOUD + 1 + i]
        lanes[_STEREO + i] = level * np.float64(x / (singles[_ROOT + i] + singles[_ROOT + 1 + i]))
        x = singles[_LOUD + BLOCK + 1 + i] + singles[_LOUD + BLOCK + 2 + i]
        x = x / (singles[_ROOT + BLOCK + 1 + i] + singles[_ROOT + BLOCK + 2 + i])
        lanes[_STEREO + BLOCK + i] = level * np.float64(x)
    singles[_LOUD], singles[_LOUD + BLOCK + 1] = singles[_LOUD + BLOCK], singles[_LOUD + 2 * BLOCK + 1]


@part
def _filter(lanes: Floats, g: float, change: float, k: float, straight: float, low: float, band: float) -> None:
    """State-variable filter over a block, in place (Zavalishin, The Art of VA Filter Design, 4.4): its states are
    carried as a pair, of which each frame's low and band outputs are the means before and after.

    `g` at the block's start and its `change` a frame, `k` is 1 / Q; the output is the input, the low and the band
    output at these gains."""
    for i in range(BLOCK):
        now = g + (i + 1) * change
        scale = 2.0 / (1.0 + now * (now + k))
        lanes[_A + i] = scale - 1.0
        lanes[_B + i] = now * scale
        lanes[_C + i] = now * now * scale
    p, q, r, s = lanes[_STATE], lanes[_STATE + 1], lanes[_STATE + 2], lanes[_STATE + 3]
    for i in range(BLOCK):
        a, b, c = lanes[_A + i], lanes[_B + i], lanes[_C + i]
        x = lanes[_STEREO + i] - q
        y = lanes[_STEREO + BLOCK + i] - s
        before_p, before_q, before_r, before_s = p, q, r, s
        q = (q + b * p) + c * x
        p = a * p + b * x
        s = (s + b * r) + c * y
        r = a * r + b * y
        lanes[_ONE + i] = before_p + p
        lanes[_ONE + BLOCK + i] = before_r + r
        lanes[_TWO + i] = before_q + q
        lanes[_TWO + BLOCK + i] = before_s + s
    lanes[_STATE], lanes[_STATE + 1], lanes[_STATE + 2], lanes[_STATE + 3] = p, q, r, s
    for i in range(2 * BLOCK):
        lanes[_STEREO + i] = straight * lanes[_STEREO + i] + 0.5 * (low * lanes[_TWO + i] + band * lanes[_ONE + i])


@part
def _filter_twice(lanes: Floats, g: float, change: float, k: float, second_k: float) -> None:
    """Two lowpass filters in series, as `_filter` would run them, in one loop, so that their sums overlap in time. The
    input is a quarter as large, so that no mean has to be halved."""
    for i in range(BLOCK):
        now = g + (i + 1) * change
        scale = 2.0 / (1.0 + now * (now + k))
        lanes[_A + i] = scale - 1.0
        lanes[_B + i] = now * scale
        lanes[_C + i] = now * now * scale
        scale = 2.0 / (1.0 + now * (now + second_k))
        lanes[_D + i] = scale - 1.0
        lanes[_E + i] = now * scale
        lanes[_F + i] = now * now * scale
        lanes[_STEREO + i] *= 0.25
        lanes[_STEREO + BLOCK + i] *= 0.25
    p, q, r, s = lanes[_STATE], lanes[_STATE + 1], lanes[_STATE + 2], lanes[_STATE + 3]
    t, u, v, w = lanes[_STATE + 4], lanes[_STATE + 5], lanes[_STATE + 6], lanes[_STATE + 7]
    for i in range(BLOCK):
        a, b, c = lanes[_A + i], lanes[_B + i], lanes[_C + i]
        d, e, f = lanes[_D + i], lanes[_E + i], lanes[_F + i]
        x = lanes[_STEREO + i] - q
        y = lanes[_STEREO + BLOCK + i] - s
        before_q, before_s, before_u, before_w = q, s, u, w
        q = (q + b * p) + c * x
        p = a * p + b * x
        s = (s + b * r) + c * y
        r = a * r + b * y
        x = (before_q + q) - u
        y = (before_s + s) - w
        u = (u + e * t) + f * x
        t = d * t + e * x
        w = (w + e * v) + f * y
        v = d * v + e * y
        lanes[_STEREO + i] = before_u + u
        lanes[_STEREO + BLOCK + i] = before_w + w
    lanes[_STATE], lanes[_STATE + 1], lanes[_STATE + 2], lanes[_STATE + 3] = p, q, r, s
    lanes[_STATE + 4], lanes[_STATE + 5], lanes[_STATE + 6], lanes[_STATE + 7] = t, u, v, w


def scratch() -> tuple[Floats, NDArray[np.float32], Floats, NDArray[np.uint32], NDArray[np.uint64]]:
    """What `add_note` works in. The kernel makes none of it: each kind of array that one makes takes a tenth of a
    second to compile."""
    pairs = np.zeros(6 * BLOCK + 2)
    places = np.zeros(4 * BLOCK + 3 * MOST_VOICES, np.uint32)
    return np.zeros(12 * BLOCK + 8), pairs.view(np.float32), pairs, places, np.zeros(4 * BLOCK, np.uint64)


@kernel(
    "void(float64[:, ::1], int64, int64, float64[:, ::1], float64[::1], int64, float64[:, :, ::1], float64[::1],"
    " float64, float64, uint64, float64[:, ::1], float64[:, ::1], float64, float64, float64[::1], float32[::1],"
    " float64[::1], uint32[::1], uint64[::1])",
)
def add_note(
    out: Floats,
    at: int,
    blocks: int,
    controls: Floats,
    voices: Floats,
    count: int,
    tables: Floats,
    limits: Floats,
    noise: float,
    noise_width: float,
    seed: np.uint64,
    stages: Floats,
    response: Floats,
    drive: float,
    drive_level: float,
    lanes: Floats,
    singles: NDArray[np.float32],
    pairs: Floats,
    places: NDArray[np.uint32],
    jumps: NDArray[np.uint64],
) -> None:
    """Adds a note to the cell `out` from frame `at` (negative: it began earlier).

    `controls` (row, edge) and the `count` `voices` are laid out as above; `tables` are from `tables.paired`, of which
    `limits` says up to how many cycles a frame each richness stays in the band; `noise` its level; `stages` the
    filter's k, two of them for two lowpasses in series; `response` the single filter's gains (straight, low, band),
    both (row, edge), or (row, 1) where they stand still; `drive` is the gain into the saturation, 0 for none,
    `drive_level` the one after it. The last five come from `scratch`, `singles` being `pairs` in single precision."""
    for i in range(BLOCK):
        places[BLOCK + i] = i
        places[2 * BLOCK + i] = i * (i - 1) // 2
    _start_noise(jumps)
    random = seed * _MULTIPLIER + _INCREMENT
    for v in range(count):
        places[_PHASES + v] = np.uint32(np.int64(voices[PHASE + v] * _CYCLE))
        voices[_STEP + v] = _step(controls[HERTZ, 0], voices[RATIO + v], voices[DEPTH + v] * voices[SINE + v])
    for b in range(blocks):
        for i in range(2 * BLOCK):
            singles[_MIX + i] = _SILENT
        width = np.uint32(np.int64(controls[WIDTH, b] * _CYCLE))
        wider = np.uint32(np.int64((controls[WIDTH, b + 1] - controls[WIDTH, b]) * (_CYCLE / BLOCK)))
        _turn(voices, count, controls[HERTZ, b + 1], places)
        for v in range(count):
            highest = voices[_HIGHEST + v]
            rich = int(voices[_RICHNESS + v])
            while rich > 0 and highest <= limits[rich - 1]:
                rich -= 1
            while rich < limits.shape[0] - 1 and highest > limits[rich]:
                rich += 1
            voices[_RICHNESS + v] = rich
            wave = int(voices[WAVE + v])
            phase, step, change = places[_PHASES + v], places[_ADDS + v], places[_MORE + v]
            left, right = np.float32(voices[LEFT + v]), np.float32(voices[RIGHT + v])
            if voices[PULSED + v] > 0.0:
                ahead, quicker = np.uint32(phase + width), np.uint32(step + wider)
                _read_pulse(
                    tables, wave, rich, phase, step, ahead, quicker, change, left, right, places, singles, pairs
                )
            else:
                _read(tables, wave, rich, phase, step, change, left, right, places, singles, pairs)
            phase = np.uint32(phase + np.uint32(np.uint32(BLOCK) * step))
            places[_PHASES + v] = np.uint32(phase + np.uint32(np.uint32(BLOCK * (BLOCK - 1) // 2) * change))
        for i in range(2 * BLOCK):
            lanes[_STEREO + i] = singles[_MIX + i]
        if noise > 0.0:
            random = _add_noise(lanes, jumps, random, noise, noise_width)
        g = controls[G, b]
        change_g = (controls[G, b + 1] - g) / BLOCK
        k = min(b, stages.shape[1] - 1)
        if stages.shape[0] == 2:
            _filter_twice(lanes, g, change_g, stages[0, k], stages[1, k])
        else:
            r = min(b, response.shape[1] - 1)
            _filter(lanes, g, change_g, stages[0, k], response[0, r], response[1, r], response[2, r])
        first = at + b * BLOCK
        skipped = max(0, -first)
        here, end = max(0, first), max(0, first + BLOCK)
        left_out, right_out = out[0, here:end], out[1, here:end]
        left_in, right_in = lanes[_STEREO + skipped : _A], lanes[_STEREO + BLOCK + skipped : _A]
        if drive > 0.0:
            _saturate(lanes, singles, drive, drive_level)
        level = controls[LEVEL, b]
        level_step = (controls[LEVEL, b + 1] - level) / BLOCK
        for i in range(left_out.shape[0]):
            left_out[i] += left_in[i] * (level + (skipped + i) * level_step)
            right_out[i] += right_in[i] * (level + (skipped + i) * level_step)
