"""Edit: regions of takes with fades and clip gain, summed; moved or turned round where they say so. Regions that
overlap by their fades make a crossfade."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from ...compiler.frozen import dataclass
from ...compiler.plan import Region
from ..window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class EditTask:
    """The regions that sound in one cell, counted from its first frame; what they play, from that of their window."""

    NAME: ClassVar[str] = "edit"
    VERSION: ClassVar[str] = "2"

    regions: tuple[Region, ...]
    frames: int

    def run(self, inputs: Sequence[NDArray[np.float32] | None]) -> NDArray[np.float32]:
        import numpy as np

        out = np.zeros((2, self.frames), np.float32)
        for region in self.regions:
            sound = inputs[region.take]
            if sound is None:
                continue
            first, last = max(region.start, 0), min(region.stop, self.frames)
            gain = _fades(region, first, last) * 10.0 ** (region.gain_db / 20.0)
            if region.inverted:
                gain = -gain
            out[:, first:last] += (_heard(region, sound, first, last) * gain).astype(np.float32)
        return out


def _heard(region: Region, sound: NDArray[np.float32], first: int, last: int) -> NDArray[np.float32]:
    """What a region plays over frames `first..last` of the cell."""
    if region.mirror is None:
        return sound[:, first - region.shift : last - region.shift]
    stop = region.mirror - first + 1
    return sound[:, stop - (last - first) : stop][:, ::-1]


@dataclass(frozen=True)
class EditStep:
    takes: int
    regions: tuple[Region, ...]

    silent_in_silent_out: ClassVar[bool] = True

    @cached_property
    def _windows(self) -> tuple[Window, ...]:
        return tuple(_window([region for region in self.regions if region.take == take]) for take in range(self.takes))

    def windows(self) -> tuple[Window, ...]:
        return self._windows

    def task(self, start: int, frames: int) -> EditTask | None:
        crossing = tuple(
            _shown(_counted_from(start, region, self._windows[region.take].lookback), frames)
            for region in self.regions
            if region.start < start + frames and region.stop > start
        )
        return EditTask(crossing, frames) if crossing else None


def _window(regions: list[Region]) -> Window:
    """What a cell needs of a take to play these regions. A take that all play from another place is needed there only,
    so a window may lie wholly before the cell or after it."""
    if not regions:
        return Window()
    backs = [r.shift if r.mirror is None else 2 * (r.stop - 1) - r.mirror for r in regions]
    aheads = [-r.shift if r.mirror is None else r.mirror - 2 * r.start for r in regions]
    return Window(max(backs), max(aheads))


def _counted_from(start: int, region: Region, lookback: int) -> Region:
    counted = replace(region, start=region.start - start, stop=region.stop - start)
    if region.mirror is None:
        return replace(counted, shift=region.shift - lookback)
    return replace(counted, mirror=region.mirror - 2 * start + lookback)


def _shown(region: Region, frames: int) -> Region:
    """The region as far as this cell can tell: a border or a fade out of sight is forgotten, so that moving it leaves
    the cell's key as it was."""
    if region.start + region.fade_in <= 0:
        region = replace(region, start=0, fade_in=0, fade_in_shape="equal-power")
    if region.stop - region.fade_out >= frames:
        region = replace(region, stop=frames, fade_out=0, fade_out_shape="equal-power")
    return region


def _fades(region: Region, first: int, last: int) -> NDArray[np.float64]:
    import numpy as np

    frame = np.arange(first, last)
    gain = np.ones(last - first)
    if region.fade_in:
        part = np.clip((frame - region.start + 0.5) / region.fade_in, 0.0, 1.0)
        gain *= _shape(part, region.fade_in_shape)
    if region.fade_out:
        part = np.clip((region.stop - frame - 0.5) / region.fade_out, 0.0, 1.0)
        gain *= _shape(part, region.fade_out_shape)
    return gain


def _shape(part: NDArray[np.float64], shape: str) -> NDArray[np.float64]:
    """Fade shapes over 0..1. Two equal-power fades that cross hold the power of unlike sounds (sin² + cos² = 1)."""
    import numpy as np

    match shape:
        case "equal-power":
            return np.sin(part * (np.pi / 2))
        case "smooth":
            return 0.5 - 0.5 * np.cos(np.pi * part)
        case "linear":
            return part
    raise ValueError(f"no fade has the shape {shape!r}")
