"""Loudness through time: momentary and short-term (EBU Tech 3341), against the integrated figure and the target."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..mastering.kweighting import SLOTS_PER_SECOND
from ..mastering.loudness import MOMENTARY_SLOTS, SHORT_TERM_SLOTS, integrated_lufs, sliding_powers
from ..mastering.meters import energies_of, measure, measure_window
from .frame import LEFT, WIDTH, Frame, picture, scale
from .sound import Sound
from .svg import line, points, tag, text

HEIGHT = 300
LOWEST, HIGHEST = -48.0, 0.0
STEP = 10  # slots between two points: a tenth of a second


def loudness_svg(sound: Sound) -> str:
    frame = Frame(WIDTH, HEIGHT, sound.seconds)
    energies = _energies(sound)
    body = list(scale(frame, [(_share(level), f"{level:g}") for level in range(-42, 1, 6)]))
    for slots, hue, opacity in ((MOMENTARY_SLOTS, 0, 0.4), (SHORT_TERM_SLOTS, 0, 1.0)):
        body.append(_trace(frame, energies, sound.rate, slots, hue, opacity))
    integrated = integrated_lufs(energies, sound.rate)
    target = sound.figures.get("asked_loudness_lufs")
    if target is not None:
        y = frame.y(_share(target))
        body += [line(LEFT, y, frame.right, y, "target"), text(f"target {target:g}", LEFT + 6, y - 5, "warn small")]
    remark = "momentary (pale) and short-term loudness, LUFS"
    if np.isfinite(integrated):
        remark += f" · integrated {integrated:.1f} LUFS"
    return picture(frame, sound.title, remark, sound.sections, body)


def _energies(sound: Sound) -> NDArray[np.float64]:
    window = measure_window(sound.rate)
    around = np.pad(sound.samples, ((0, 0), (window.lookback, window.lookahead)))
    return energies_of([measure(around, rate=sound.rate, start=0, frames=sound.samples.shape[1])])


def _trace(frame: Frame, energies: NDArray[np.float64], rate: int, slots: int, hue: int, opacity: float) -> str:
    """Each value stands at the end of the time that it covers, as a meter shows it."""
    powers = sliding_powers(energies, rate, slots)[::STEP]
    if powers.size == 0:
        return ""
    levels = np.clip(-0.691 + 10 * np.log10(np.maximum(powers, 1e-12)), LOWEST, HIGHEST)
    ends = (np.arange(len(levels)) * STEP + slots) / SLOTS_PER_SECOND
    xs = [frame.x(float(at)) for at in ends]
    ys = [frame.y(_share(float(level))) for level in levels]
    return tag("path", d=f"M{points(xs, ys)}", class_=f"trace line-{hue}", stroke_opacity=f"{opacity:g}")


def _share(level: float) -> float:
    return (level - LOWEST) / (HIGHEST - LOWEST)
