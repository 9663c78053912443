"""Nodes: the plan's signals as nodes of the engine's graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..compiler.plan import Channel, Edit, Instrument, Perform, Plan, Plugin, Process, Record, Signal
from .engine.node import Grid, Node, Step
from .steps.audio import AudioEditStep
from .steps.channel import ChannelStep
from .steps.edit import EditStep
from .steps.perform import PerformStep
from .steps.record import RecordStep

if TYPE_CHECKING:
    from .plugins.rack import Place


def nodes_of(plan: Plan, root: Path, grid: Grid) -> dict[str, Node]:
    """A node for each signal of the plan, by its name, inputs before those that hear them. `root` is the project's
    folder.

    An edit that changes nothing is the take itself and has no node of its own: both names give the same one."""
    nodes: dict[str, Node] = {}
    for signal in plan.signals:
        inputs = tuple(nodes[name] for name in signal.inputs)
        if isinstance(signal.step, Edit) and _changes_nothing(signal.step, plan.frames):
            nodes[signal.name] = inputs[signal.step.regions[0].take]
        else:
            step = _step(signal, len(inputs), plan.rate, root, grid)
            if isinstance(step, ChannelStep) and step.worth_summing(grid.cell):
                summing, step = step.summed_before()
                total = Node(
                    f"{signal.name}/sum",
                    signal.stage,
                    plan.frames,
                    summing,
                    inputs[: summing.inputs],
                    signal.origins,
                )
                inputs = (total, *inputs[summing.inputs :])
            nodes[signal.name] = Node(
                signal.name, signal.stage, signal.frames or plan.frames, step, inputs, signal.origins
            )
    return nodes


def _step(signal: Signal, inputs: int, rate: int, root: Path, grid: Grid) -> Step:
    match signal.step:
        case Perform(Instrument(plugin=Plugin() as plugin), notes):
            from .steps.play import PlayStep

            return PlayStep(plugin, notes, rate, *_hosting(plugin, root))
        case Perform(instrument, notes, automation):
            from .instruments import found_on_disk, version

            played, places = found_on_disk(instrument, root)
            return PerformStep(played, version(played), notes, rate, grid.cell, automation, places)
        case Record(clips):
            from .audio.clip import VERSION

            return RecordStep(clips, rate, VERSION, root)
        case Edit(regions):
            return EditStep(inputs, regions)
        case Process(plugin):
            from .steps.process import ProcessStep

            return ProcessStep(plugin, rate, *_hosting(plugin, root), inputs)
        case Channel() as channel:
            return ChannelStep(channel, len(channel.sends), inputs, rate, root)
        case audio:
            return AudioEditStep(audio, inputs, rate)


def _hosting(plugin: Plugin, root: Path) -> tuple[Place, Path, float]:
    """Where a plugin stands, where its files do, and how long it may take over a step. Raises OSError when it is
    gone."""
    from .plugins.facts import Plugins

    plugins = Plugins(root)
    place = plugins.place(plugin.name)
    if place is None:
        raise FileNotFoundError(f"the plugin {plugin.name} is gone")
    return place, root, plugins.config.plugin_seconds


def _changes_nothing(edit: Edit, frames: int) -> bool:
    if len(edit.regions) != 1:
        return False
    region = edit.regions[0]
    fades = region.fade_in or region.fade_out
    moves = region.shift or region.mirror is not None or region.inverted
    plain = not fades and not moves and region.gain_db == 0.0
    return plain and region.start <= 0 and region.stop >= frames
