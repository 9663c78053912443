"""Reading a sound at moving points in its past."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .job import Track

# Frames around a tap that interpolation reads.
TAP_REACH = 3


@kernel("void(float64[:, ::1], float64[::1], float64[::1], float64[:, ::1])")
def _read(audio: NDArray[np.float64], delay: Track, levels: NDArray[np.float64], out: NDArray[np.float64]) -> None:
    """To each channel's out[i] its audio `delay[i]` frames ago at its level, by a polynomial through six frames
    (Lagrange). As long as the delay lies between the same whole frames, what is read goes on with what is written."""
    count, frames = audio.shape[1], delay.shape[0]
    done = 0
    while done < frames:
        back = np.ceil(delay[done])
        base = done - int(back)
        if base < 2 or base + 3 >= count:
            nearest = int(np.rint(done - delay[done]))
            for channel in range(audio.shape[0]):
                if 0 <= nearest < count:
                    out[channel, done] += levels[channel] * audio[channel, nearest]
            done += 1
            continue
        last, most = done + 1, min(frames, done + count - 3 - base)
        while last < most and back - 1.0 < delay[last] <= back:
            last += 1
        late = delay[done:last]
        for channel in range(audio.shape[0]):
            heard, wet, level = (
                audio[channel, base - 2 : base + 3 + last - done],
                out[channel, done:last],
                levels[channel],
            )
            for i in range(last - done):
                t = back - late[i]
                a, b, d, e, f = t + 2.0, t + 1.0, t - 1.0, t - 2.0, t - 3.0
                ab, cd, ef = a * b, t * d, e * f
                outer = ef * (a * heard[i + 1] / 24.0 - b * heard[i] / 120.0)
                outer += ab * (e * heard[i + 5] / 120.0 - f * heard[i + 4] / 24.0)
                wet[i] += level * (cd * outer + ab * ef * (t * heard[i + 3] - d * heard[i + 2]) / 12.0)
        done = last


def add(out: NDArray[np.float64], audio: NDArray[np.float64], delay_frames: Track, levels: tuple[float, ...]) -> None:
    """To `out` (channels, n) the channels of `audio` as they were `delay_frames` (n,) before each frame, each at its
    level; silence before their beginning and after their end."""
    _read(np.ascontiguousarray(audio), np.ascontiguousarray(delay_frames), np.array(levels), out)


def read(audio: NDArray[np.float64], delay_frames: Track) -> NDArray[np.float64]:
    """(channels, n) as it was `delay_frames` before each frame."""
    out = np.zeros((audio.shape[0], delay_frames.size))
    add(out, audio, delay_frames, (1.0,) * audio.shape[0])
    return out
