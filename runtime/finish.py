"""Finish: from the mix to the finished record. The loudness is solved after the limiter, each trial made cell by cell
by the engine, so that an edit costs each trial only what it touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from ..compiler.plan import Channel, Finish, Plan, Signal
from .engine.evaluation import Evaluation
from .engine.node import Node
from .steps.finish import LimitStep, MeasureStep, QuantiseStep

if TYPE_CHECKING:
    from .mastering.meters import Measures

Evaluate = Callable[[Sequence[Node]], Evaluation]

CHAIN = "master/chain"


@dataclass(frozen=True, slots=True)
class Mastered:
    """The finished signal, its figures, the gain into the limiter, and what kept the loudness from being reached, if
    anything."""

    node: Node
    measures: Measures
    gain_db: float
    problem: str


def master(plan: Plan, nodes: dict[str, Node], evaluate: Evaluate) -> Mastered:
    """Solves the gain and makes the signal `master`."""
    from .mastering.solve import Solution, solve

    finish, chain = plan.finish, nodes[CHAIN]
    if finish.loudness_lufs is None:
        solution = Solution(0.0, 0.0)
    else:
        unlimited = _measures(_measure(chain, f"{CHAIN}/measure", plan.rate), evaluate)

        trials = count(1)

        def loudness_at(gain_db: float) -> float:
            # Numbered, not named by the gain, so that the next build compares each trial with the one in its turn.
            trial = _limited(chain, f"master/try {next(trials)}", gain_db, finish, plan.rate)
            return _measures(_measure(trial, f"{trial.name}/measure", plan.rate), evaluate).integrated_lufs

        solution = solve(loudness_at, unlimited_lufs=unlimited.integrated_lufs, target_lufs=finish.loudness_lufs)
    node = _limited(chain, "master", solution.gain_db, finish, plan.rate)
    measures = _measures(_measure(node, "master/measure", plan.rate), evaluate)
    return Mastered(node, measures, solution.gain_db, solution.problem)


def quantised(node: Node, *, bits: int, seed: int, shaped: bool = False) -> Node:
    """The node of a signal's PCM bytes."""
    name = f"{node.name}/{bits}bit" + ("-shaped" if shaped else "")
    return Node(name, node.stage, node.frames, QuantiseStep(bits, seed, shaped), (node,))


def measured(node: Node, rate: int, evaluate: Evaluate) -> Measures:
    """The figures of any signal."""
    return _measures(_measure(node, f"{node.name}/measure", rate), evaluate)


def stems(plan: Plan, nodes: dict[str, Node]) -> dict[str, Node]:
    """The stems by file name. What feeds the mix is a stem, so that they sum to it; the members of a group that is one
    stem lie in a folder of its name."""
    signals = {signal.name: signal for signal in plan.signals}
    found: dict[str, Node] = {}
    for name in _heard(signals["mix"]):
        kind, _, title = name.partition(":")
        found[title] = nodes[name]
        if kind == "group":
            members = (member for member in _heard(signals[name]) if member.startswith("strip:"))
            found |= {f"{title}/{member.partition(':')[2]}": nodes[member] for member in members}
    return found


def _heard(signal: Signal) -> tuple[str, ...]:
    """The inputs that a channel sums, without those that it only listens to."""
    return signal.inputs[: len(signal.step.sends)] if isinstance(signal.step, Channel) else signal.inputs


def _limited(chain: Node, name: str, gain_db: float, finish: Finish, rate: int) -> Node:
    return Node(name, "master", chain.frames, LimitStep(gain_db, finish.ceiling_dbtp, rate), (chain,), finish.origins)


def _measure(node: Node, name: str, rate: int) -> Node:
    return Node(name, "master", node.frames, MeasureStep(rate), (node,))


def _measures(node: Node, evaluate: Evaluate) -> Measures:
    from .mastering.meters import combine

    evaluation = evaluate([node])
    cells = range(len(evaluation.digests(node)))
    found = [evaluation.read(node, cell) for cell in cells]
    return combine([each for each in found if isinstance(each, bytes)])
