"""Kernels that shape a stereo buffer: filter, saturation, and the sum into the cell."""

from __future__ import annotations

import math

from ..kernel import kernel
from .controls import BLOCK, Floats

LOWPASS, BANDPASS, HIGHPASS = range(3)


@kernel("void(float64[:, ::1], int64, float64[::1], float64, int64)")
def filter_stereo(buffer: Floats, blocks: int, g: Floats, k: float, kind: int) -> None:
    """State-variable filter (Zavalishin, The Art of VA Filter Design, 4.4: topology-preserving transform).

    `g` (edge) is tan(pi f / rate), `k` is 1 / Q, `kind` LOWPASS, BANDPASS (unit gain at its centre) or HIGHPASS."""
    to_low = 1.0 if kind == LOWPASS else 0.0
    to_band = k if kind == BANDPASS else 0.0
    to_high = 1.0 if kind == HIGHPASS else 0.0
    left_1 = left_2 = right_1 = right_2 = 0.0
    for b in range(blocks):
        now = g[b]
        change = (g[b + 1] - now) / BLOCK
        for i in range(b * BLOCK, (b + 1) * BLOCK):
            now += change
            scale = 1.0 / (1.0 + now * (now + k))
            high = (buffer[0, i] - (now + k) * left_1 - left_2) * scale
            band = now * high + left_1
            left_1 = now * high + band
            low = now * band + left_2
            left_2 = now * band + low
            buffer[0, i] = to_low * low + to_band * band + to_high * high
            high = (buffer[1, i] - (now + k) * right_1 - right_2) * scale
            band = now * high + right_1
            right_1 = now * high + band
            low = now * band + right_2
            right_2 = now * band + low
            buffer[1, i] = to_low * low + to_band * band + to_high * high


@kernel("void(float64[:, ::1], int64, float64, float64, float64, float64)")
def band_stereo(buffer: Floats, blocks: int, below: float, below_k: float, above: float, above_k: float) -> None:
    """A highpass filter and after it a lowpass filter, both as in `filter_stereo` but still: `below` and `above` are
    their g, `above` 0 for no lowpass. Both sides and both filters run side by side, so that no sum waits for another.

    A filter's states are carried as a pair, of which each frame's low and band outputs are the means before and
    after."""
    scale = 2.0 / (1.0 + below * (below + below_k))
    a, b, c = scale - 1.0, below * scale, below * below * scale
    scale = 2.0 / (1.0 + above * (above + above_k))
    d, e, f = scale - 1.0, above * scale, above * above * scale
    left_band = left_low = right_band = right_low = 0.0
    dark_left_band = dark_left_low = dark_right_band = dark_right_low = 0.0
    for i in range(blocks * BLOCK):
        x = buffer[0, i] - left_low
        band, low = left_band, left_low
        left_low += b * band + c * x
        left_band = a * band + b * x
        left = x + low - 0.5 * (low + left_low + below_k * (band + left_band))
        x = buffer[1, i] - right_low
        band, low = right_band, right_low
        right_low += b * band + c * x
        right_band = a * band + b * x
        right = x + low - 0.5 * (low + right_low + below_k * (band + right_band))
        if above > 0.0:
            x = left - dark_left_low
            low = dark_left_low
            dark_left_low += e * dark_left_band + f * x
            dark_left_band = d * dark_left_band + e * x
            left = 0.5 * (low + dark_left_low)
            x = right - dark_right_low
            low = dark_right_low
            dark_right_low += e * dark_right_band + f * x
            dark_right_band = d * dark_right_band + e * x
            right = 0.5 * (low + dark_right_low)
        buffer[0, i] = left
        buffer[1, i] = right


@kernel("void(float64[:, ::1], int64, float64, float64)")
def saturate_stereo(buffer: Floats, frames: int, gain: float, level: float) -> None:
    """f(u) = u / sqrt(1 + u * u) of the signal times `gain`, then times `level`.

    Anti-aliased by its mean between successive samples (Parker, Zavalishin and Le Bivic, Reducing the aliasing of
    nonlinear waveshaping, DAFx-16), which for this f has a closed form without the usual division by a difference."""
    for c in range(2):
        before = 0.0
        root_before = 1.0
        for i in range(frames):
            x = gain * buffer[c, i]
            root = math.sqrt(1.0 + x * x)
            buffer[c, i] = level * (x + before) / (root + root_before)
            before = x
            root_before = root


@kernel("void(float64[:, ::1], int64, float64[:, ::1], int64, float64[::1], float64[::1])")
def add_to_cell(out: Floats, at: int, buffer: Floats, blocks: int, left: Floats, right: Floats) -> None:
    """Adds a note's buffer to the cell from frame `at` (negative: it began earlier), with gains at the edges."""
    for b in range(max(0, -at // BLOCK), blocks):
        first = at + b * BLOCK
        skipped = max(0, -first)
        count = min(BLOCK, out.shape[1] - first) - skipped
        # Parts of both, since a frame counted from their beginnings might be a negative one, which stands at the end.
        here, there = first + skipped, b * BLOCK + skipped
        left_out, right_out = out[0, here : here + count], out[1, here : here + count]
        left_in, right_in = buffer[0, there : there + count], buffer[1, there : there + count]
        left_gain, right_gain = left[b], right[b]
        left_step, right_step = (left[b + 1] - left_gain) / BLOCK, (right[b + 1] - right_gain) / BLOCK
        for i in range(count):
            left_out[i] += left_in[i] * (left_gain + (skipped + i) * left_step)
            right_out[i] += right_in[i] * (right_gain + (skipped + i) * right_step)
