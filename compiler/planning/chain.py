"""A part of a channel while it is planned. A channel is one part, a signal of its own, but where native plugins stand
in its chain: each of these is a signal too, and so is what comes before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..plan import ZERO, Channel, Curve, Effect, Origin, Process, Signal

UNITY = Curve.constant(0.0)


class Part:
    """What one signal sums, its effects so far, and the signals that these only listen to."""

    def __init__(self, heard: Iterable[str], origins: Iterable[Origin] = ()) -> None:
        self.names = list(heard)
        self.sends: tuple[Curve, ...] = (UNITY,) * len(self.names)
        self.effects: list[Effect] = []
        self.keys: list[tuple[int, int]] = []
        self.origins = list(origins)

    @property
    def is_plain(self) -> bool:
        """Whether it is one signal as it is."""
        return len(self.names) == 1 and self.sends == (UNITY,) and not self.effects

    def listen(self, name: str) -> int:
        """The number of the input that is the signal, which the part does not sum."""
        self.names.append(name)
        return len(self.names) - 1

    def add(self, effect: Effect, key: str = "") -> None:
        """An effect at the end; `key` is the signal that it listens to instead of its own input."""
        if key:
            self.keys.append((len(self.effects), self.listen(key)))
        self.effects.append(effect)

    def signal(
        self,
        name: str,
        stage: str,
        gain_db: Curve = ZERO,
        pan: Curve = ZERO,
        trims_db: tuple[Curve, ...] = (),
        origins: Iterable[Origin] = (),
        law: str = "equal-power",
    ) -> Signal:
        channel = Channel(self.sends, tuple(self.effects), gain_db, pan, tuple(self.keys), trims_db, law)
        return Signal(name, stage, channel, tuple(self.names), (*self.origins, *origins))


def through(
    part: Part, name: str, stage: str, label: str, make: Callable[[Part], Process], origins: Iterable[Origin]
) -> tuple[list[Signal], Part]:
    """A plugin after a part of the channel `name`: the signals up to it, and the part that begins with its sound."""
    signals = []
    if not part.is_plain:
        signals.append(part.signal(f"{name}/before-{label}", stage))
        part = Part([signals[-1].name])
    process = make(part)
    signals.append(Signal(f"{name}/{label}", stage, process, tuple(part.names), (*part.origins, *origins)))
    return signals, Part([signals[-1].name])
