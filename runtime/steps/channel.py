"""Channel: inputs at their send levels, summed; the effects in text order; fader and pan.

The chain runs once over one window, the sum of its effects' windows, and the cell is cut from the middle. An effect
leaves out what only those before it needed to settle."""

from __future__ import annotations

import math
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from ...compiler.frozen import dataclass
from ...compiler.plan import ZERO, Channel, Curve, Effect
from ...compiler.vocabulary.effects import EFFECTS
from ..curves import constant, cut, gains, turning, values
from ..effects.reading import fixed
from ..window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Stereo = NDArray[np.float32]
    Wide = NDArray[np.float64]
    Value = NDArray[np.float64] | float


@dataclass(frozen=True)
class ChannelTask:
    """One cell of a channel. `start` is the window's first frame in the song, and 0 where no effect could tell. Each
    effect begins at its head, so many frames later, whence its curves count. `root` only says where an effect's file is
    found; its digest stands in the settings."""

    NAME: ClassVar[str] = "channel"
    VERSION: ClassVar[str] = "4"

    sends: tuple[Curve, ...]
    effects: tuple[Effect, ...]
    heads: tuple[int, ...]
    versions: tuple[str, ...]
    keys: tuple[tuple[int, int], ...]
    gain_db: Curve
    pan: Curve
    trims_db: tuple[Curve, ...]
    law: str
    window: Window
    start: int
    frames: int
    rate: int
    root: Path = field(default=Path(), compare=False)

    def run(self, inputs: Sequence[Stereo | None]) -> Stereo | None:
        length = self.window.lookback + self.frames + self.window.lookahead
        summed = self._sum(inputs, length)
        sound = self._chain(summed, length, inputs) if self.effects else summed
        if sound is None:
            return None
        first = sound.shape[1] - self.window.lookahead - self.frames
        return self._fader(sound[:, first : first + self.frames], inputs)

    def _sum(self, inputs: Sequence[Stereo | None], length: int) -> Stereo | None:
        """May be an input itself."""
        heard = [
            (sound, gains(curve, length, self._followed(curve, inputs, length)))
            for curve, sound in zip(self.sends, inputs, strict=False)
            if sound is not None
        ]
        if not heard:
            return None
        from ..levels import add, levelled

        (first, gain), *others = heard
        if not others and _is_unity(gain):
            return first
        total = levelled(first, gain, gain)
        for sound, level in others:
            add(total, sound, level)
        return total

    def _chain(self, summed: Stereo | None, length: int, inputs: Sequence[Stereo | None]) -> Wide:
        import numpy as np

        from ..effects import process
        from ..levels import widened

        sound = np.zeros((2, length)) if summed is None else widened(summed)
        keys = dict(self.keys)
        for index, (effect, head) in enumerate(zip(self.effects, self.heads, strict=True)):
            frames = length - head
            key = None
            if index in keys:
                heard = inputs[keys[index]]
                key = np.zeros((2, frames)) if heard is None else widened(heard[:, head:])
            followed = {
                name: [level[head:] for level in self._followed(curve, inputs, length)]
                for name, curve in effect.automation
                if curve.follows
            }
            sound = process(
                effect,
                np.ascontiguousarray(sound[:, sound.shape[1] - frames :]),
                rate=self.rate,
                start=self.start + head,
                key=key,
                followed=followed,
                root=self.root,
            )
        return sound

    def _followed(self, curve: Curve, inputs: Sequence[Stereo | None], length: int) -> list[NDArray[np.float64]]:
        """The levels 0..1 over the window that a curve follows."""
        if not curve.follows:
            return []
        from ..effects.following import followed

        return followed(curve, inputs, length, self.rate)

    def _here(self, curve: Curve, inputs: Sequence[Stereo | None]) -> list[NDArray[np.float64]]:
        """The levels over the cell that a fader follows."""
        first = self.window.lookback
        length = first + self.frames + self.window.lookahead
        return [level[first : first + self.frames] for level in self._followed(curve, inputs, length)]

    def _fader(self, sound: Stereo | Wide, inputs: Sequence[Stereo | None]) -> Stereo:
        """Gain and pan."""
        import numpy as np

        from ..levels import levelled

        gain: Value = 1.0
        for curve in (self.gain_db, *self.trims_db):
            gain = gain * gains(curve, self.frames, self._here(curve, inputs))
        pan = constant(self.pan)
        if pan is None:
            left, right = panned(values(self.pan, self.frames, self._here(self.pan, inputs)), self.law)
            return levelled(sound, left * gain, right * gain)
        if pan != 0.0:
            left, right = panned(np.float64(pan), self.law)
            return levelled(sound, float(left) * gain, float(right) * gain)
        if _is_unity(gain):
            return sound.astype(np.float32, copy=False)
        return levelled(sound, gain, gain)


def _is_unity(gain: Value) -> bool:
    return isinstance(gain, float) and gain == 1.0


def panned(pan: NDArray[np.float64] | np.float64, law: str) -> NDArray[np.float64]:
    """The levels of left and right for places from -1 to 1: (2,) or (2, n). In the middle both are 1 by every law; at
    the end the side is 3 dB up where a source in the middle shall keep its power (`equal-power`), 6 dB where it shall
    keep the sum of both sides (`linear`), 4.5 dB as a mean of these (`between`), and as it is where the other side only
    falls (`balance`)."""
    import numpy as np

    angle = (pan + 1.0) * (math.pi / 4)
    power = np.stack((np.cos(angle), np.sin(angle))) * math.sqrt(2.0)
    straight = np.stack((1.0 - pan, 1.0 + pan))
    match law:
        case "linear":
            return straight
        case "between":
            return np.asarray(np.sqrt(np.maximum(power * straight, 0.0)))
        case "balance":
            return np.minimum(straight, 1.0)
    return power


@dataclass(frozen=True)
class ChannelStep:
    """`heard` inputs are summed; those after them are keys of sidechains."""

    channel: Channel
    heard: int
    inputs: int
    rate: int
    root: Path = field(default=Path(), compare=False)

    def worth_summing(self, cell: int) -> bool:
        """Whether its inputs are better summed before, each cell once: else every cell sums its whole window anew. So
        it is where that window is long and hears many."""
        again = self.window.lookback + self.window.lookahead
        return (self.heard - 1) * again > cell and not any(curve.follows for curve in self.channel.sends)

    def summed_before(self) -> tuple[ChannelStep, ChannelStep]:
        """The sum of the inputs, and the rest of the channel, whose first input it is; the same sound, bit for bit."""
        summing = replace(self, channel=Channel(self.channel.sends), inputs=self.heard)
        fewer = self.heard - 1
        channel = replace(
            self.channel,
            sends=(ZERO,),
            effects=tuple(_hearing(effect, fewer) for effect in self.channel.effects),
            gain_db=_following(self.channel.gain_db, fewer),
            pan=_following(self.channel.pan, fewer),
            keys=tuple((effect, heard - fewer) for effect, heard in self.channel.keys),
            trims_db=tuple(_following(trim, fewer) for trim in self.channel.trims_db),
        )
        return summing, replace(self, channel=channel, heard=1, inputs=self.inputs - fewer)

    @cached_property
    def silent_in_silent_out(self) -> bool:
        from ..effects import sounds_alone

        return not any(sounds_alone(effect) for effect in self.channel.effects)

    @cached_property
    def window(self) -> Window:
        total = Window(self._follow_frames)
        for each in self._effect_windows:
            total = total.then(each)
        return total

    @cached_property
    def _heads(self) -> tuple[int, ...]:
        """Where each effect begins in the window: what follows a level settles first, then what is before it."""
        heads: list[int] = []
        settled = self._follow_frames
        for each in self._effect_windows:
            heads.append(settled if heads else 0)
            settled += each.lookback
        return tuple(heads)

    @cached_property
    def _effect_windows(self) -> tuple[Window, ...]:
        from ..effects import window

        return tuple(window(effect, self.rate) for effect in self.channel.effects)

    @cached_property
    def _follow_frames(self) -> int:
        """Until all that the channel follows has settled."""
        from ..effects.settle import follow_frames

        follows = [each for curve in curves_of(self.channel) for each in curve.follows]
        return max((follow_frames(each.attack, each.release, self.rate) for each in follows), default=0)

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
            effects=tuple(
                cut_effect(effect, first + head, last, self.rate)
                for effect, head in zip(channel.effects, self._heads, strict=True)
            ),
            heads=self._heads,
            versions=self._versions,
            keys=channel.keys,
            gain_db=cut(channel.gain_db, start, start + frames),
            pan=cut(channel.pan, start, start + frames),
            trims_db=tuple(cut(trim, start, start + frames) for trim in channel.trims_db),
            law=channel.law,
            window=self.window,
            start=first if self._timed else 0,
            frames=frames,
            rate=self.rate,
            root=self.root,
        )


def curves_of(channel: Channel) -> Iterator[Curve]:
    yield from (*channel.sends, channel.gain_db, channel.pan, *channel.trims_db)
    for effect in channel.effects:
        yield from (curve for _, curve in effect.automation)


def _following(curve: Curve, fewer: int) -> Curve:
    """The curve where that many inputs fewer stand before those that it follows."""
    if not curve.follows:
        return curve
    return replace(curve, follows=tuple(replace(each, input=each.input - fewer) for each in curve.follows))


def _hearing(effect: Effect, fewer: int) -> Effect:
    return replace(effect, automation=tuple((name, _following(curve, fewer)) for name, curve in effect.automation))


def cut_effect(effect: Effect, start: int, stop: int, rate: int) -> Effect:
    """The effect with its curves over frames `start..stop`, counted from `start`. A curve that holds still all through
    the song is a setting, which effects work out more simply, and not to the same bit."""
    if not effect.automation:
        return effect
    spec = EFFECTS[effect.name]
    curves = []
    for name, whole in effect.automation:
        still = constant(whole)
        if still is not None:
            effect = fixed(effect, name, still)
            continue
        curve = cut(whole, start, stop)
        setting = spec.setting(name)
        curves.append((name, turning(curve, whole, start, rate) if setting and setting.turning else curve))
    return replace(effect, automation=tuple(curves))
