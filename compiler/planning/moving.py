"""What moves in the mix: curves and declarations of a channel's settings, and of those of a track's instrument."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..check import Check
from ..mix.automation import Automation, at_rest
from ..mix.modulation import Modulation
from ..mix.read import Mix
from ..mix.targets import Target
from ..plan import Curve, Origin, Plugin
from ..plugins.read import Chosen
from .curves import automated, modulated, scaled
from .origins import origin
from .timing import Timing

Listen = Callable[[str], int]  # the number of the input that is a channel


def _deaf(_: str) -> int:
    return -1


class Moving:
    """The automations and modulations of a mix, by channel and setting."""

    def __init__(self, mix: Mix, timing: Timing) -> None:
        self._timing = timing
        self._automations = {(each.strip, each.target): each for each in mix.automations}
        self._modulations: dict[tuple[str, str], list[Modulation]] = {}
        for each in mix.modulations:
            self._modulations.setdefault((each.strip, each.target), []).append(each)

    def moves(self, strip: str, target: str) -> bool:
        return (strip, target) in self._automations or (strip, target) in self._modulations

    def automation(self, strip: str, target: str) -> Automation | None:
        return self._automations.get((strip, target))

    def curve(self, strip: str, target: str, written: float, listen: Listen = _deaf) -> Curve:
        """The curve of a setting; `written` is its value where nothing moves it. `listen` is asked for what follows the
        level of a channel."""
        curve = automated(self.automation(strip, target), written, self._timing)
        swings = self._modulations.get((strip, target), [])
        return modulated(curve, swings, [listen(each.key) if each.key else -1 for each in swings], self._timing)

    def plugin(self, strip: str, chosen: Chosen, targets: Sequence[Target], listen: Listen = _deaf) -> Plugin:
        """A plugin of a channel with the curves of those of its parameters that move, in the plugin's units. `targets`
        has one for each parameter."""
        curves = []
        for parameter, target in zip(chosen.parameters, targets, strict=True):
            if self.moves(strip, target.name):
                rest = at_rest(target, self.automation(strip, target.name))
                curve = self.curve(strip, target.name, rest, listen)
                curves.append((parameter.key, scaled(curve, parameter.scale)))
        return replace(chosen.plugin, automation=tuple(curves))

    def origins(self, check: Check, strip: str, target: str) -> list[Origin]:
        """The declarations that move a setting."""
        automation = self.automation(strip, target)
        key = f"mix/automate {strip}.{target}"
        found = [
            origin(check, f"{key}/{number}", point.span, point.beats, point.value, point.shape, point.over)
            for number, point in enumerate(automation.points if automation is not None else (), 1)
        ]
        for number, each in enumerate(self._modulations.get((strip, target), []), 1):
            meaning = (each.shape, each.every, each.depth, each.turn, each.key, each.attack, each.release)
            found.append(origin(check, f"mix/modulate {strip}.{target}/{number}", each.span, *meaning))
        return found
