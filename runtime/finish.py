"""Finish: from the mix to the finished record. The loudness is solved after the limiter, each trial made cell by cell
by the engine, so that an edit costs each trial only what it touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..compiler.frozen import dataclass
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
class Gains:
    """The gains into the limiter that a search tried, in turn, and the one it took."""

    tried_db: tuple[float, ...]
    taken_db: float


@dataclass(frozen=True, slots=True)
class Mastered:
    """The finished signal, its figures, its gain into the limiter among those tried, and what kept the loudness from
    being reached, if anything. `spectrum` is the level in dBFS of each third of an octave; `match_db` what a reference
    added to each."""

    node: Node
    measures: Measures
    gains: Gains
    problem: str
    spectrum: tuple[float, ...]
    asked_lufs: float | None
    match_db: tuple[float, ...] = ()


def master(plan: Plan, nodes: dict[str, Node], evaluate: Evaluate, last: Gains | None = None) -> Mastered:
    """Solves the gain and makes the signal `master`. After a small edit the search most often goes where the `last` one
    went, so all of that is asked for at once: the first cell is there before the search is, and no worker waits."""
    from .mastering.solve import Solution, solve

    finish, chain, gains_db = _matched(plan, nodes, evaluate)
    unlimited = _measure(chain, f"{CHAIN}/measure", plan.rate)
    tried: list[float] = []

    def trial(number: int, gain_db: float) -> Node:
        # Numbered, not named by the gain, so that the next build compares each trial with the one in its turn.
        made = _limited(chain, f"master/try {number}", gain_db, finish, plan.rate)
        return _measure(made, f"{made.name}/measure", plan.rate)

    def taken(gain_db: float) -> Node:
        return _limited(chain, "master", gain_db, finish, plan.rate)

    def loudness_at(gain_db: float) -> float:
        tried.append(gain_db)
        return _measures(trial(len(tried), gain_db), evaluate).integrated_lufs

    if finish.loudness_lufs is None:
        solution = Solution(0.0, 0.0)
    else:
        if last is not None:
            first = _spectrum(taken(last.taken_db), "master/spectrum", plan.rate)
            evaluate([first, unlimited, *(trial(*each) for each in enumerate(last.tried_db, 1))])
        loudness = _measures(unlimited, evaluate).integrated_lufs
        solution = solve(loudness_at, unlimited_lufs=loudness, target_lufs=finish.loudness_lufs)
    node = taken(solution.gain_db)
    measures = _measures(_measure(node, "master/measure", plan.rate), evaluate)
    spectrum = _bands(_spectrum(node, "master/spectrum", plan.rate), evaluate)
    gains = Gains(tuple(tried), solution.gain_db)
    return Mastered(node, measures, gains, solution.problem, spectrum, finish.loudness_lufs, gains_db)


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
    for name in _feeding("mix", signals):
        kind, _, title = name.partition(":")
        found[title] = nodes[name]
        if kind == "group":
            members = (member for member in _feeding(name, signals) if member.startswith("strip:"))
            found |= {f"{title}/{member.partition(':')[2]}": nodes[member] for member in members}
    return found


def _heard(signal: Signal) -> tuple[str, ...]:
    """The inputs that a channel sums or a plugin processes, without those that it only listens to."""
    return signal.inputs[: len(signal.step.sends) if isinstance(signal.step, Channel) else 1]


def _feeding(channel: str, signals: Mapping[str, Signal]) -> list[str]:
    """The signals that a channel hears, through the parts that it has where plugins stand in its chain."""
    found: list[str] = []
    waiting = list(_heard(signals[channel]))
    while waiting:
        name = waiting.pop(0)
        if name.startswith(f"{channel}/"):
            waiting = [*_heard(signals[name]), *waiting]
        else:
            found.append(name)
    return found


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
