"""Resampling: exact in place, flat where it passes, silent where it stops, and the same in any stretch."""

from __future__ import annotations

import numpy as np
import pytest

from songc.runtime.audio.resample import ratio, resample, resampled_frames, source_span

RATES = [(44100, 48000), (48000, 44100), (96000, 48000), (48000, 96000), (44099, 48000), (8000, 44100), (192000, 44100)]


def made(from_rate: int, to_rate: int, hz: float, frames: int = 6000, offset_seconds: float = 0.0) -> np.ndarray:
    """A sine that never began, resampled: (frames,)."""
    places = ratio(from_rate, to_rate, offset_seconds)
    start, stop = source_span(places, 0, frames)
    sine = np.sin(2 * np.pi * hz * np.arange(start, stop) / from_rate).astype(np.float32)
    return resample(sine[None], places, first=0, frames=frames)[0].astype(np.float64)


def level_db(error: np.ndarray) -> float:
    return 20.0 * float(np.log10(np.abs(error).max() + 1e-12))


@pytest.mark.parametrize(("from_rate", "to_rate"), RATES)
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_each_frame_is_the_wave_at_its_place(from_rate: int, to_rate: int, part: float) -> None:
    hz = part * min(from_rate, to_rate) / 2
    expected = np.sin(2 * np.pi * hz * np.arange(6000) / to_rate)
    assert level_db(made(from_rate, to_rate, hz) - expected) < -110.0


@pytest.mark.parametrize(("from_rate", "to_rate"), [(48000, 44100), (96000, 48000), (192000, 44100)])
@pytest.mark.parametrize("part", [1.0, 1.03, 1.2])
def test_what_cannot_be_kept_is_gone(from_rate: int, to_rate: int, part: float) -> None:
    if part * to_rate < from_rate:
        assert level_db(made(from_rate, to_rate, part * to_rate / 2)) < -110.0


def test_no_images_when_going_up() -> None:
    power = np.abs(np.fft.rfft(made(24000, 48000, 9000.0, 48000) * np.hanning(48000))) ** 2
    assert 10.0 * np.log10(power[12500:].max() / power.max()) < -110.0


@pytest.mark.parametrize("offset", [0.0, 0.25, -0.02, 1.00001])
def test_an_offset_begins_where_it_says(offset: float) -> None:
    expected = np.sin(2 * np.pi * 440.0 * (np.arange(6000) / 48000 + offset))
    assert level_db(made(44100, 48000, 440.0, offset_seconds=offset) - expected) < -60.0  # within 0.15 µs
    assert np.array_equal(
        made(48000, 48000, 440.0, 100), np.sin(2 * np.pi * 440.0 * np.arange(100) / 48000).astype("f4")
    )


@pytest.mark.parametrize(("from_rate", "to_rate"), RATES)
def test_any_stretch_has_the_bits_of_the_whole(from_rate: int, to_rate: int) -> None:
    places = ratio(from_rate, to_rate, 0.1)
    start, stop = source_span(places, 0, 5000)
    sound = np.random.default_rng(1).standard_normal((2, stop - start)).astype(np.float32)
    whole = resample(sound, places, first=0, frames=5000)
    for first, frames in ((0, 1), (1234, 777), (4999, 1)):
        low, high = source_span(places, first, frames)
        part = resample(np.ascontiguousarray(sound[:, low - start : high - start]), places, first=first, frames=frames)
        assert np.array_equal(part, whole[:, first : first + frames])


def test_an_hour_later_nothing_has_drifted() -> None:
    places = ratio(44100, 48000)
    low, high = source_span(places, 48000 * 3600, 1)
    assert (low + high) // 2 - 1 == 44100 * 3600


def test_lengths() -> None:
    assert resampled_frames(44100, 44100, 48000) == 48000
    assert resampled_frames(1, 48000, 44100) == 1
    assert source_span(ratio(44100, 48000), 5, 0) == (0, 0)
    with pytest.raises(ValueError, match="are asked for"):
        resample(np.zeros((2, 10), np.float32), ratio(44100, 48000), first=0, frames=10)
