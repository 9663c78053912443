"""Levels: sound by gains, and the sum of several. One pass over memory each, where numpy takes two or three.

A side is one channel, (n,), with its frames next to each other. Products are double, results are rounded once to
float32; each kernel does to the bit what numpy's ufuncs do."""

from __future__ import annotations

import numpy as np
from numba import types
from numpy.typing import NDArray

from .kernel import kernel

Stereo = NDArray[np.float32]
Wide = NDArray[np.float64]
Gain = NDArray[np.float64] | float

# What the engine hands out may be read only.
_SIDE = types.Array(types.float32, 1, "C", readonly=True)


@kernel(types.void(_SIDE, types.float64, types.float32[::1]))
def _level(side: Stereo, gain: float, out: Stereo) -> None:
    for i in range(side.shape[0]):
        out[i] = np.float32(side[i] * gain)


@kernel("void(float64[::1], float64, float32[::1])")
def _narrow(side: Wide, gain: float, out: Stereo) -> None:
    """Rounded before the gain too, as a send before the fader has it: whether there is one changes no bit."""
    for i in range(side.shape[0]):
        out[i] = np.float32(np.float32(side[i]) * gain)


@kernel(types.void(_SIDE, types.float64, types.float32[::1]))
def _add(side: Stereo, gain: float, out: Stereo) -> None:
    for i in range(side.shape[0]):
        out[i] += np.float32(side[i] * gain)


@kernel(types.void(_SIDE, types.float64[::1]))
def _widen(side: Stereo, out: Wide) -> None:
    for i in range(side.shape[0]):
        sample = np.float64(side[i])
        out[i] = sample if abs(sample) < np.inf else 0.0


def levelled(sound: Stereo | Wide, left: Gain, right: Gain) -> Stereo:
    """Both sides of a sound (2, n) at their levels."""
    out = np.empty(sound.shape, np.float32)
    for side, gain, made in zip(sound, (left, right), out, strict=True):
        if not isinstance(gain, float):
            np.multiply(side.astype(np.float32, copy=False), gain, out=made, dtype=np.float64, casting="same_kind")
        elif side.dtype == np.float32:
            _level(side, gain, made)
        else:
            _narrow(side, gain, made)
    return out


def add(total: Stereo, sound: Stereo, gain: Gain) -> None:
    """Adds a sound (2, n) at a level to a sum."""
    for side, made in zip(sound, total, strict=True):
        if not isinstance(gain, float):
            made += np.multiply(side, gain, dtype=np.float64).astype(np.float32)
        elif gain == 1.0:
            made += side
        else:
            _add(side, gain, made)


def widened(sound: Stereo) -> Wide:
    """In float64. Samples that are not finite count as silence."""
    out = np.empty(sound.shape)
    for side, made in zip(sound, out, strict=True):
        _widen(side, made)
    return out
