"""Reading a sound at moving points in its past."""

from __future__ import annotations

import numpy as np

from ..kernel import kernel
from .job import Track

# Frames around a tap that interpolation reads.
TAP_REACH = 3


@kernel("void(float64[::1], float64[::1], float64[::1])")
def _read(audio: Track, place: Track, out: Track) -> None:
    """out[i] is the audio at `place[i]`, by a polynomial through six frames (Lagrange)."""
    count = audio.shape[0]
    for i in range(place.shape[0]):
        base = int(np.floor(place[i]))
        if base < 2 or base + 3 >= count:
            nearest = int(np.rint(place[i]))
            out[i] = audio[nearest] if 0 <= nearest < count else 0.0
            continue
        t = place[i] - base
        a, b, c = t + 2.0, t + 1.0, t
        d, e, f = t - 1.0, t - 2.0, t - 3.0
        ab, ef = a * b, e * f
        out[i] = (
            -audio[base - 2] * b * c * d * ef / 120.0
            + audio[base - 1] * a * c * d * ef / 24.0
            - audio[base] * ab * d * ef / 12.0
            + audio[base + 1] * ab * c * ef / 12.0
            - audio[base + 2] * ab * c * d * f / 24.0
            + audio[base + 3] * ab * c * d * e / 120.0
        )


def read(audio: Track, delay_frames: Track) -> Track:
    """One channel read `delay_frames` (n,) before each frame; silence before its beginning."""
    return read_at(audio, np.arange(audio.size) - delay_frames)


def read_at(audio: Track, places: Track) -> Track:
    """One channel read at fractional frames."""
    out = np.empty(places.size)
    _read(np.ascontiguousarray(audio), np.ascontiguousarray(places), out)
    return out
