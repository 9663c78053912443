"""The spectrogram: level of each frequency through time, the frequencies in octaves from 40 Hz to 20 kHz."""

from __future__ import annotations

import base64

import numpy as np
from numpy.typing import NDArray

from .frame import LEFT, TOP, WIDTH, Frame, picture, scale
from .png import Colour, png, ramp
from .sound import Sound
from .svg import line, tag

HEIGHT = 384
LOWEST_HZ, HIGHEST_HZ = 40.0, 20_000.0
QUIETEST_DB = -90.0
SIZES = (16_384, 4_096)  # long windows tell low notes apart, short ones high strokes
CROSSING_HZ = (180.0, 900.0)  # between these the two are mixed
MARKS = (
    (50, "50"),
    (100, "100"),
    (200, "200"),
    (500, "500"),
    (1000, "1k"),
    (2000, "2k"),
    (5000, "5k"),
    (10_000, "10k"),
)

SHADES = 64  # more are not told apart, and cost file
PALETTE: list[Colour] = ramp(
    [
        (11, 12, 20),
        (28, 24, 72),
        (74, 32, 120),
        (140, 41, 129),
        (201, 62, 103),
        (243, 112, 78),
        (252, 179, 97),
        (252, 244, 201),
    ],
    SHADES,
)


def spectrogram_svg(sound: Sound) -> str:
    frame = Frame(WIDTH, HEIGHT, sound.seconds)
    data = base64.b64encode(spectrogram_png(sound)).decode()
    body = [
        tag(
            "image",
            x=LEFT,
            y=TOP,
            width=WIDTH,
            height=HEIGHT,
            href=f"data:image/png;base64,{data}",
            preserveAspectRatio="none",
        ),
        *scale(frame, [(_share(hz), label) for hz, label in MARKS], "faint"),
        *(line(frame.x(start), TOP, frame.x(start), frame.bottom, "faint") for _, start, _ in sound.sections),
    ]
    return picture(frame, sound.title, "spectrogram, Hz · pale is loud", sound.sections, body)


def spectrogram_png(sound: Sound, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """The spectrogram alone: a column for each moment, the highest frequency on top."""
    mono = sound.samples.mean(axis=0)
    bands = np.geomspace(LOWEST_HZ, HIGHEST_HZ, height)
    long, short = (_levels(mono, sound.rate, size, bands, width) for size in SIZES)
    low, high = np.log(CROSSING_HZ)
    share = np.clip((np.log(bands) - low) / (high - low), 0, 1)[:, None]
    levels = long * (1 - share) + short * share
    pixels = np.clip((levels - QUIETEST_DB) / -QUIETEST_DB * SHADES, 0, SHADES - 1).astype(np.uint8)
    return png(pixels[::-1], PALETTE)


def _levels(
    mono: NDArray[np.float32], rate: int, size: int, bands: NDArray[np.float64], columns: int
) -> NDArray[np.float64]:
    """(bands, columns) of levels in dB, 0 dB being a full-scale sine. Each looks at one window about its middle."""
    window = np.hanning(size)
    padded = np.pad(mono, size // 2)
    starts = ((np.arange(columns) + 0.5) * len(mono) / columns).astype(np.int64)
    bins = np.minimum(bands * size / rate, size // 2 - 1)
    levels = np.empty((len(bands), columns))
    for column, start in enumerate(starts):
        spectrum = np.abs(np.fft.rfft(padded[start : start + size] * window)) / (window.sum() / 2)
        levels[:, column] = np.interp(bins, np.arange(len(spectrum)), spectrum)
    return 20 * np.log10(np.maximum(levels, 1e-7))


def _share(hz: float) -> float:
    return float(np.log(hz / LOWEST_HZ) / np.log(HIGHEST_HZ / LOWEST_HZ))
