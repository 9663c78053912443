"""The waveform: peaks and mean level through time, both channels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .frame import LEFT, TOP, WIDTH, Frame, picture
from .png import Colour, png
from .sound import Sound
from .svg import line, points, tag, text

HEIGHT = 260
PAGE, PEAK, MEAN = (21, 23, 27), (62, 84, 134), (128, 168, 255)


def waveform_svg(sound: Sound) -> str:
    frame = Frame(WIDTH, HEIGHT, sound.seconds)
    body: list[str] = []
    half = HEIGHT / 4 - 6
    for channel, name in enumerate("LR"):
        middle = TOP + HEIGHT * (0.25 + 0.5 * channel)
        low, high, mean = (level.astype(np.float64) for level in _envelope(sound.samples[channel], WIDTH))
        xs = np.linspace(LEFT, LEFT + WIDTH, WIDTH)
        body += [
            line(LEFT, middle, frame.right, middle, "rule"),
            _area(xs, middle - high * half, middle - low * half, "hue-0", 0.45),
            _area(xs, middle - mean * half, middle + mean * half, "hue-0", 1.0),
            text(name, LEFT - 14, middle + 4, "soft"),
        ]
        for level in (0, -6):
            reach = half * 10 ** (level / 20)
            body += [line(LEFT - 4, middle + sign * reach, LEFT, middle + sign * reach, "strong") for sign in (1, -1)]
            body.append(text(str(level), LEFT - 7, middle - reach + (9 if level == 0 else 3.5), "soft small", "end"))
    return picture(frame, sound.title, _remark(sound), sound.sections, body)


def waveform_png(sound: Sound, width: int = WIDTH, height: int = 240) -> bytes:
    """The waveform alone, without words, on a dark ground."""
    pixels = np.zeros((height, width), np.uint8)
    rows = (np.arange(height) - (height - 1) / 2)[:, None] / (height / 2)
    low, high, mean = _envelope(sound.samples.mean(axis=0), width)
    pixels[(rows >= -high) & (rows <= -low)] = 1
    pixels[np.abs(rows) <= mean] = 2
    palette: list[Colour] = [PAGE, PEAK, MEAN]
    return png(pixels, palette)


def _envelope(
    samples: NDArray[np.float32], columns: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Lowest, highest and root mean square of each column."""
    edges = np.linspace(0, len(samples), columns + 1).astype(np.int64)
    starts = np.minimum(edges[:-1], max(len(samples) - 1, 0))
    low = np.minimum.reduceat(samples, starts)
    high = np.maximum.reduceat(samples, starts)
    lengths = np.maximum(np.diff(edges), 1)
    mean = np.sqrt(np.add.reduceat(samples.astype(np.float64) ** 2, starts) / lengths).astype(np.float32)
    return low, high, mean


def _area(
    xs: NDArray[np.float64], top: NDArray[np.float64], bottom: NDArray[np.float64], hue: str, opacity: float
) -> str:
    there = points(list(xs), [float(y) for y in top])
    back = points(list(xs[::-1]), [float(y) for y in bottom[::-1]])
    return tag("path", d=f"M{there} {back}Z", class_=hue, fill_opacity=f"{opacity:g}")


def _remark(sound: Sound) -> str:
    peak = sound.figures.get("true_peak_dbtp")
    return "waveform, dBFS" + (f" · true peak {peak:.1f} dBTP" if peak is not None else "")
