"""Finish: from the mix to the finished record. The loudness is solved after the limiter, each trial made cell by cell
by the engine, so that an edit costs each trial only what it touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from ..compiler.plan import Channel, Finish, Plan, Signal
from .engine.evaluation import Evaluation
from .engine.node import Node
from .steps.finish import LimitStep, MatchStep, MeasureStep, QuantiseStep, SpectrumStep

if TYPE_CHECKING:
    from .mastering.meters import Measures

Evaluate = Callable[[Sequence[Node]], Evaluation]

CHAIN = "master/chain"
REFERENCE = "master/reference"


@dataclass(frozen=True, slots=True)
class Mastered:
    """The finished signal, its figures, the gain into the limiter, and what kept the loudness from being reached, if
    anything. `spectrum` is the level in dBFS of each third of an octave; `match_db` what a reference added to each."""

    node: Node
    measures: Measures
    gain_db: float
    problem: str
    spectrum: tuple[float, ...]
    asked_lufs: float | None
    match_db: tuple[float, ...] = ()


def master(plan: Plan, nodes: dict[str, Node], evaluate: Evaluate) -> Mastered:
    """Solves the gain and makes the signal `master`."""
    from .mastering.solve import Solution, solve

    finish, chain, gains_db = _matched(plan, nodes, evaluate)
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
    spectrum = _bands(_spectrum(node, "master/spectrum", plan.rate), evaluate)
    return Mastered(node, measures, solution.gain_db, solution.problem, spectrum, finish.loudness_lufs, gains_db)


def _matched(plan: Plan, nodes: dict[str, Node], evaluate: Evaluate) -> tuple[Finish, Node, tuple[float, ...]]:
    """What the limiter hears, and the targets, with what is taken from a reference; the gain of each band."""
    from .mastering.matching import curve

    finish, chain = plan.finish, nodes[CHAIN]
    match = finish.match
    if match is None:
        return finish, chain, ()
    reference = nodes[REFERENCE]
    if match.loudness:
        loudness = _measures(_measure(reference, f"{REFERENCE}/measure", plan.rate), evaluate).integrated_lufs
        if loudness > -70.0:
            finish = replace(finish, loudness_lufs=round(loudness / 0.05) * 0.05)
    if match.amount == 0.0:
        return finish, chain, ()
    own = _bands(_spectrum(chain, f"{CHAIN}/spectrum", plan.rate), evaluate)
    other = _bands(_spectrum(reference, f"{REFERENCE}/spectrum", plan.rate), evaluate)
    gains_db = curve(own, other, match.amount)
    if not any(gains_db):
        return finish, chain, gains_db
    step = MatchStep(gains_db, plan.rate)
    return finish, Node("master/match", chain.stage, chain.frames, step, (chain,), finish.origins), gains_db


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


def _spectrum(node: Node, name: str, rate: int) -> Node:
    return Node(name, "master", node.frames, SpectrumStep(rate), (node,))


def _bands(node: Node, evaluate: Evaluate) -> tuple[float, ...]:
    from .mastering.spectrum import combine

    return combine(_figures(node, evaluate))


def _figures(node: Node, evaluate: Evaluate) -> list[bytes]:
    evaluation = evaluate([node])
    found = (evaluation.read(node, cell) for cell in range(len(evaluation.digests(node))))
    return [each for each in found if isinstance(each, bytes)]


def _measures(node: Node, evaluate: Evaluate) -> Measures:
    from .mastering.meters import combine

    return combine(_figures(node, evaluate))
