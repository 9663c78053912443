"""The state-variable filter under every filter and equaliser: second-order sections that may be swept each frame.

Zavalishin, "The Art of VA Filter Design" (topology-preserving transform); the mixing coefficients are Simper's,
"Solving the continuous SVF equations using trapezoidal integration" (Cytomic, 2013). Their responses are those of the
RBJ cookbook."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .job import Stereo, Value

# (a1, a2, a3, m0, m1, m2): one row, or one a frame.
Section = NDArray[np.float64]
SecondOrder = Callable[[Value, Value], Section]
FirstOrder = Callable[[Value], Section]


@kernel("void(float64[:, ::1], float64[:, ::1], float64[:, ::1])")
def _run(audio: Stereo, coefficients: Section, out: Stereo) -> None:
    """Both channels through one section, side by side. States too small to matter are dropped, since denormal numbers
    are slow."""
    moving = coefficients.shape[0] > 1
    a1, a2, a3 = coefficients[0, 0], coefficients[0, 1], coefficients[0, 2]
    m0, m1, m2 = coefficients[0, 3], coefficients[0, 4], coefficients[0, 5]
    left, right = audio[0], audio[1]
    first_left = second_left = first_right = second_right = 0.0
    for i in range(left.shape[0]):
        if moving:
            a1, a2, a3 = coefficients[i, 0], coefficients[i, 1], coefficients[i, 2]
            m0, m1, m2 = coefficients[i, 3], coefficients[i, 4], coefficients[i, 5]
        x = left[i]
        v3 = x - second_left
        v1 = a1 * first_left + a2 * v3
        v2 = second_left + a2 * first_left + a3 * v3
        first_left = 2.0 * v1 - first_left
        second_left = 2.0 * v2 - second_left
        out[0, i] = m0 * x + m1 * v1 + m2 * v2
        x = right[i]
        v3 = x - second_right
        v1 = a1 * first_right + a2 * v3
        v2 = second_right + a2 * first_right + a3 * v3
        first_right = 2.0 * v1 - first_right
        second_right = 2.0 * v2 - second_right
        out[1, i] = m0 * x + m1 * v1 + m2 * v2
        if i % 64 == 0:
            if abs(first_left) + abs(second_left) < 1e-30:
                first_left = second_left = 0.0
            if abs(first_right) + abs(second_right) < 1e-30:
                first_right = second_right = 0.0


def run(audio: Stereo, *sections: Section) -> Stereo:
    """(2, n) through sections in a row."""
    if not sections:
        return audio
    out = np.empty_like(audio)
    _run(np.ascontiguousarray(audio), sections[0], out)
    for section in sections[1:]:
        _run(out, section, out)
    return out


def warped(frequency: Value, rate: int) -> Value:
    """tan(pi f / rate), the corner as the filter sees it."""
    if isinstance(frequency, float):
        return math.tan(math.pi * min(max(frequency / rate, 1e-6), 0.49))
    return np.tan(np.pi * np.clip(frequency / rate, 1e-6, 0.49))


def _section(g: Value, k: Value, m0: Value, m1: Value, m2: Value) -> Section:
    a1 = 1.0 / (1.0 + g * (g + k))
    a2 = g * a1
    columns = np.broadcast_arrays(a1, a2, g * a2, m0, m1, m2)
    return np.ascontiguousarray(np.stack([np.atleast_1d(column) for column in columns], axis=1), dtype=np.float64)


def lowpass(g: Value, q: Value) -> Section:
    return _section(g, 1.0 / q, 0.0, 0.0, 1.0)


def highpass(g: Value, q: Value) -> Section:
    return _section(g, 1.0 / q, 1.0, -1.0 / q, -1.0)


def lowpass_6(g: Value) -> Section:
    """First order: a pole of the critically damped section is cancelled by a zero."""
    return _section(g, 2.0, 0.0, 1.0, 1.0)


def highpass_6(g: Value) -> Section:
    return _section(g, 2.0, 1.0, -1.0, -1.0)


def bandpass(g: Value, q: Value) -> Section:
    """0 dB at the centre."""
    return _section(g, 1.0 / q, 0.0, 1.0 / q, 0.0)


def notch(g: Value, q: Value) -> Section:
    return _section(g, 1.0 / q, 1.0, -1.0 / q, 0.0)


def allpass(g: Value, q: Value) -> Section:
    return _section(g, 1.0 / q, 1.0, -2.0 / q, 0.0)


def bell(g: Value, q: Value, gain_db: Value) -> Section:
    a = 10.0 ** (gain_db / 40.0)
    k = 1.0 / (q * a)
    return _section(g, k, 1.0, k * (a * a - 1.0), 0.0)


def low_shelf(g: Value, q: Value, gain_db: Value) -> Section:
    a = 10.0 ** (gain_db / 40.0)
    k = 1.0 / q
    return _section(g / a**0.5, k, 1.0, k * (a - 1.0), a * a - 1.0)


def high_shelf(g: Value, q: Value, gain_db: Value) -> Section:
    a = 10.0 ** (gain_db / 40.0)
    k = 1.0 / q
    return _section(g * a**0.5, k, a * a, k * (1.0 - a) * a, 1.0 - a * a)


def magnitude(section: Section, angles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of a section that does not move, at angular frequencies 0..pi (a whole turn is the sample rate)."""
    a1, a2, _, m0, m1, m2 = section[0]
    g = a2 / a1
    k = (1.0 / a1 - 1.0 - g * g) / g
    with np.errstate(over="ignore", invalid="ignore"):
        s = 1j * np.tan(np.minimum(angles, math.pi - 1e-9) / 2.0) / g
        response: NDArray[np.float64] = np.abs(m0 + (m1 * s + m2) / (s * s + k * s + 1.0))
    return response
