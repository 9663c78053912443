"""The loops of struck and plucked voices, which run in blocks, beside the same loops frame by frame."""

from __future__ import annotations

import math

import numpy as np
import pytest

from songc.runtime.instruments import kit
from songc.runtime.instruments.modes import add_modes
from songc.runtime.instruments.room import SPAN
from songc.runtime.instruments.strings import GUARD, add_resonances, add_string

Sound = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

RATE = 48000
BLOCK = 32
BLOCKS = 120
INAUDIBLE = 10.0 ** (-110.0 / 20.0)


def noise(frames: int) -> Sound:
    """Stereo noise that falls by 60 dB in 40 ms."""
    return np.random.default_rng(7).standard_normal((2, frames)) * 10.0 ** (-3.0 * np.arange(frames) / (0.04 * RATE))


def test_a_bank_of_modes_is_a_sum_of_decaying_sines() -> None:
    turns, keeps = np.array([0.031, 0.4, 1.7, 2.5, 3.0]), np.array([0.9999, 0.9995, 0.999, 0.995, 0.99])
    phases, left = np.array([0.0, 1.0, 2.0, 3.0, 4.0]), np.array([0.3, 0.2, 0.1, 0.05, 0.05])
    right, rise = np.array([0.0, 0.1, 0.2, 0.3, 0.05]), np.linspace(0.0, 1.0, 50)
    buffer = np.ones((2, BLOCKS * BLOCK))
    add_modes(buffer, BLOCKS - 20, turns, keeps, phases, left, right, rise)
    n = np.arange((BLOCKS - 20) * BLOCK)
    modes = keeps[:, None] ** n * np.sin(phases[:, None] + turns[:, None] * n)
    modes[:, :50] *= rise
    assert np.abs(buffer[:, : len(n)] - 1.0 - np.stack([left, right]) @ modes).max() < 2.0 * INAUDIBLE
    assert (buffer[:, len(n) :] == 1.0).all()


@pytest.mark.parametrize("size,damping", [(0.6, 0.7), (1.0, 0.5), (2.1, 0.0)])
def test_a_room_is_its_network_until_it_is_silent(size: float, damping: float) -> None:
    walls = kit._walls(0.2, size, damping, RATE)
    delays, keeps = walls[0], math.sqrt(8.0) * walls[1].astype(np.float64)
    dry = noise(19200)
    dry[:, 9600:] = 0.0
    wet = dry.copy()
    end = kit._room(wet, 9600, 0.3, *walls)
    matrix = np.array([[1.0]])
    for _ in range(3):
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    signs = np.array([1.0, 1.0, -1.0, -1.0] * 2)
    lines, low, expected = np.zeros((8, dry.shape[1])), np.zeros(8), dry.copy()
    for i in range(dry.shape[1]):
        given = np.where(i >= delays, lines[np.arange(8), np.maximum(i - delays, 0)], 0.0)
        low = given + damping * (low - given)
        taps = keeps * low
        expected[:, i] += (signs * taps).reshape(4, 2).sum(0)
        lines[:, i] = 0.15 * dry[:, i].sum() * signs + math.sqrt(0.125) * (matrix @ taps)
    assert np.abs(wet - expected).max() < INAUDIBLE
    assert np.abs(expected[:, end:]).max(initial=0.0) < INAUDIBLE
    assert end % SPAN == 0
    assert np.array_equal(wet[:, end:], dry[:, end:])


@pytest.mark.parametrize("first,last", [(200.0, 200.0), (40.3, 20.7), (5.2, 90.0), (2.0, 2.0)])
def test_a_string_goes_round_frame_by_frame(first: float, last: float) -> None:
    keep, dull, bend = 0.97, 0.2, -0.3
    delays, stroke = np.linspace(first, last, BLOCKS + 1), noise(300)[0].copy()
    buffer = np.zeros((2, BLOCKS * BLOCK))
    line = np.zeros((1 << int(max(first, last) + GUARD).bit_length()) + GUARD)
    add_string(buffer, BLOCKS, line, np.zeros(BLOCK), stroke, delays, keep, dull, bend, 0.13, 1.0, 0.5)
    sound, expected = np.zeros(BLOCKS * BLOCK + 4), np.zeros(BLOCKS * BLOCK)
    low, held = 0.0, np.zeros((4, 2))
    at = np.interp(np.arange(BLOCKS * BLOCK), np.arange(BLOCKS + 1) * BLOCK, delays)
    for i, delay in enumerate(at):
        n = int(delay)
        f, back = delay - n, i - n
        near, here, far, last_tap = (sound[back + k] if back + k >= 0 else 0.0 for k in (1, 0, -1, -2))
        x = near * (-f * (f - 1.0) * (f - 2.0) / 6.0) + here * ((f + 1.0) * (f - 1.0) * (f - 2.0) / 2.0)
        x += far * (-(f + 1.0) * f * (f - 2.0) / 2.0) + last_tap * ((f + 1.0) * f * (f - 1.0) / 6.0)
        low = (1.0 - dull) * x + dull * low
        x = keep * low
        for each in held:
            y = bend * (x - each[1]) + each[0]
            each[:] = x, y
            x = y
        sound[i] = x + (stroke[i] if i < len(stroke) else 0.0)
        heard = i - int(0.13 * delay)
        expected[i] = sound[i] - (sound[heard] if heard >= 0 else 0.0)
    assert np.abs(buffer - np.outer([1.0, 0.5], expected)).max() < 1e-9


def test_resonances_ring_each_by_itself() -> None:
    turns, keeps = np.array([0.02, 0.05, 0.3, 1.0]), np.array([0.999, 0.998, 0.99, 0.9])
    left, right = np.array([1.0, 0.5, 0.2, 0.1]), np.array([0.0, 0.5, 0.3, 0.7])
    frames = 62 * BLOCK
    drive = noise(frames)[0].copy()
    buffer, expected = np.zeros((2, frames)), np.zeros((2, frames))
    add_resonances(buffer, drive, turns, keeps, left, right, np.empty(4 * BLOCK))
    for m in range(4):
        y = np.zeros(frames + 2)
        for i in range(frames):
            y[i + 2] = drive[i] + 2.0 * keeps[m] * math.cos(turns[m]) * y[i + 1] - keeps[m] ** 2 * y[i]
        expected += np.outer([left[m], right[m]], 0.5 * (1.0 - keeps[m] ** 2) * (y[2:] - y[:-2]))
    assert np.abs(buffer - expected).max() < 1e-9
