"""Channel: inputs at their send levels, summed; the effects in text order; fader and pan.

The whole chain runs once over one window, the sum of its effects' windows, and the cell is cut from the middle."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from ...compiler.plan import Channel, Curve, Effect
from ..window import Window
from .curves import cut, gains, is_constant, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Stereo = NDArray[np.float32]


@dataclass(frozen=True)
class ChannelTask:
    """One cell of a channel. Curves count from the window's first frame; `start` is that frame in the song, and 0 where
    no effect could tell. `root` only says where an effect's file is found; its digest stands in the settings."""

    NAME: ClassVar[str] = "channel"
    VERSION: ClassVar[str] = "1"

    sends: tuple[Curve, ...]
    effects: tuple[Effect, ...]
    versions: tuple[str, ...]
    keys: tuple[tuple[int, int], ...]
    gain_db: Curve
    pan: Curve
    window: Window
    start: int
    frames: int
    rate: int
    root: Path = field(default=Path(), compare=False)

    def run(self, inputs: Sequence[Stereo | None]) -> Stereo | None:
        length = self.window.lookback + self.frames + self.window.lookahead
        sound = self._sum(inputs, length)
        if self.effects:
            import numpy as np

            if sound is None:
                sound = np.zeros((2, length), np.float32)
            sound = self._chain(sound, inputs)
        if sound is None:
            return None
        return self._fader(sound[:, self.window.lookback : self.window.lookback + self.frames])

    def _sum(self, inputs: Sequence[Stereo | None], length: int) -> Stereo | None:
        total: Stereo | None = None
        for curve, sound in zip(self.sends, inputs, strict=False):
            if sound is None:
                continue
            gain = gains(curve, length)
            heard = sound if isinstance(gain, float) and gain == 1.0 else (sound * gain).astype("float32")
            total = heard.copy() if total is None else total.__iadd__(heard)
        return total

    def _chain(self, sound: Stereo, inputs: Sequence[Stereo | None]) -> Stereo:
        import numpy as np

        from ..effects import process
        from ..kernel import writable

        keys = dict(self.keys)
        for index, effect in enumerate(self.effects):
            key = None
            if index in keys:
                heard = inputs[keys[index]]
                key = np.zeros_like(sound) if heard is None else writable(heard)
            automation = {name: values(curve, sound.shape[1]) for name, curve in effect.automation}
            sound = process(
                effect, sound, rate=self.rate, start=self.start, key=key, automation=automation, root=self.root
            )
        return sound

    def _fader(self, sound: Stereo) -> Stereo:
        """Gain and pan. Pan is an equal-power balance that leaves the centre as it is: at hard right the right side is
        3 dB up and the left silent, so a centred source keeps its power wherever it is put."""
        import numpy as np

        gain = gains(self.gain_db, self.frames)
        if is_constant(self.pan, 0.0):
            return sound if isinstance(gain, float) and gain == 1.0 else (sound * gain).astype(np.float32)
        angle = (values(self.pan, self.frames) + 1.0) * (math.pi / 4)
        sides = np.stack((np.cos(angle), np.sin(angle))) * (math.sqrt(2.0) * gain)
        return (sound * sides).astype(np.float32)


@dataclass(frozen=True)
class ChannelStep:
    """`heard` inputs are summed; those after them are keys of sidechains."""

    channel: Channel
    heard: int
    inputs: int
    rate: int
    root: Path = field(default=Path(), compare=False)

    @cached_property
    def silent_in_silent_out(self) -> bool:
        from ..effects import sounds_alone

        return not any(sounds_alone(effect) for effect in self.channel.effects)

    @cached_property
    def window(self) -> Window:
        from ..effects import window

        total = Window()
        for effect in self.channel.effects:
            total = total.then(window(effect, self.rate))
        return total

    @cached_property
    def _timed(self) -> bool:
        from ..effects import tells_time

        return any(tells_time(effect) for effect in self.channel.effects)

    @cached_property
    def _versions(self) -> tuple[str, ...]:
        from ..effects import version

        return tuple(version(effect) for effect in self.channel.effects)

    def windows(self) -> tuple[Window, ...]:
        return (self.window,) * self.inputs

    def task(self, start: int, frames: int) -> ChannelTask:
        first, last = start - self.window.lookback, start + frames + self.window.lookahead
        channel = self.channel
        return ChannelTask(
            sends=tuple(cut(curve, first, last) for curve in channel.sends),
            effects=tuple(_cut_effect(effect, first, last) for effect in channel.effects),
            versions=self._versions,
            keys=channel.keys,
            gain_db=cut(channel.gain_db, start, start + frames),
            pan=cut(channel.pan, start, start + frames),
            window=self.window,
            start=first if self._timed else 0,
            frames=frames,
            rate=self.rate,
            root=self.root,
        )


def _cut_effect(effect: Effect, start: int, stop: int) -> Effect:
    if not effect.automation:
        return effect
    return replace(effect, automation=tuple((name, cut(curve, start, stop)) for name, curve in effect.automation))
