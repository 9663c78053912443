"""The state-variable filter under every filter and equaliser: second-order sections that may be swept each frame.

Zavalishin, "The Art of VA Filter Design" (topology-preserving transform); the mixing coefficients are Simper's,
"Solving the continuous SVF equations using trapezoidal integration" (Cytomic, 2013). Their responses are those of the
RBJ cookbook."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .job import Stereo, Value

# (a1, a2, a3, m0, m1, m2): one row, or one a frame.
Section = NDArray[np.float64]
SecondOrder = Callable[[Value, Value], Section]
FirstOrder = Callable[[Value], Section]


# Frames that go through all sections before the next: what stays close at hand.
_BLOCK = 1024


@kernel("void(float64[:, ::1], float64[:, ::1], float64[:, ::1], float64[:, ::1])")
def _hold(audio: Stereo, sections: Section, states: NDArray[np.float64], out: Stereo) -> None:
    """Both channels through sections that hold still, one a row, as the plain recursion that each is: the next states
    wait for no more than a product and two sums. `states` rows are silent. States too small to matter are dropped,
    since denormal numbers are slow."""
    for first in range(0, audio.shape[1], _BLOCK):
        last = min(first + _BLOCK, audio.shape[1])
        for section in range(sections.shape[0]):
            a1, a2, a3 = sections[section, 0], sections[section, 1], sections[section, 2]
            m0, m1, m2 = sections[section, 3], sections[section, 4], sections[section, 5]
            straight = m0 + m1 * a2 + m2 * a3
            by_first, by_second = m1 * a1 + m2 * a2, m2 * (1.0 - a3) - m1 * a2
            first_kept, second_kept, crossed, pushed = 2.0 * a1 - 1.0, 1.0 - 2.0 * a3, 2.0 * a2, 2.0 * a3
            first_left, second_left = states[section, 0], states[section, 1]
            first_right, second_right = states[section, 2], states[section, 3]
            heard = audio if section == 0 else out
            for i in range(first, last):
                x = heard[0, i]
                out[0, i] = straight * x + (by_first * first_left + by_second * second_left)
                turned = crossed * (x - second_left) + first_kept * first_left
                second_left = pushed * x + crossed * first_left + second_kept * second_left
                first_left = turned
                x = heard[1, i]
                out[1, i] = straight * x + (by_first * first_right + by_second * second_right)
                turned = crossed * (x - second_right) + first_kept * first_right
                second_right = pushed * x + crossed * first_right + second_kept * second_right
                first_right = turned
            if abs(first_left) + abs(second_left) < 1e-30:
                first_left = second_left = 0.0
            if abs(first_right) + abs(second_right) < 1e-30:
                first_right = second_right = 0.0
            states[section, 0], states[section, 1] = first_left, second_left
            states[section, 2], states[section, 3] = first_right, second_right


@kernel("void(float64[:, ::1], float64[:, ::1], float64[:, ::1])")
def _sweep(audio: Stereo, coefficients: Section, out: Stereo) -> None:
    """Both channels through one section that moves, side by side."""
    left, right = audio[0], audio[1]
    first_left = second_left = first_right = second_right = 0.0
    for i in range(left.shape[0]):
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
    heard, out = np.ascontiguousarray(audio), np.empty_like(audio)
    for moving, group in groupby(sections, lambda section: section.shape[0] > 1):
        if moving:
            for section in group:
                _sweep(heard, section, out)
                heard = out
        else:
            rows = np.concatenate(list(group))
            _hold(heard, rows, np.zeros((rows.shape[0], 4)), out)
            heard = out
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
