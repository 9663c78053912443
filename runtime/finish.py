"""Finish: from the mix to the finished record. The loudness is solved after the limiter, each trial made cell by cell
by the engine, so that an edit costs each trial only what it touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..compiler.frozen import dataclass
from ..compiler.plan import Channel, Finish, Plan, Signal
from .engine.evaluation import Evaluation
from .engine.node import Node
from .steps.finish import LimitStep, MatchStep, MeasureStep, QuantiseStep, SpectrumStep, TrialStep

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


@dataclass(frozen=True, eq=False)
class Search:
    """What a search for the loudness asks the engine for. Signals are made once, so that what was asked for before is
    not asked for again."""

    chain: Node
    finish: Finish
    rate: int
    evaluate: Evaluate
    found: dict[Node, Evaluation] = field(default_factory=dict)
    _trials: dict[tuple[int, float], Node] = field(default_factory=dict)
    _records: dict[float, tuple[Node, Node, Node]] = field(default_factory=dict)

    def ask(self, nodes: Sequence[Node]) -> None:
        evaluation = self.evaluate(nodes)
        self.found.update((outcome.node, evaluation) for outcome in evaluation.outcomes.values())

    def figures(self, node: Node) -> list[bytes]:
        """The measures of a signal's cells."""
        if node not in self.found:
            self.ask([node])
        evaluation = self.found[node]
        cells = (evaluation.read(node, cell) for cell in range(len(evaluation.digests(node))))
        return [each for each in cells if isinstance(each, bytes)]

    @cached_property
    def unlimited(self) -> Node:
        return _measure(self.chain, f"{CHAIN}/measure", self.rate)

    def trial(self, number: int, gain_db: float) -> Node:
        """The measure at a gain. Numbered, not named by the gain, so that the next build compares each trial with the
        one in its turn."""
        if (number, gain_db) not in self._trials:
            self._trials[number, gain_db] = self._trial(number, gain_db)
        return self._trials[number, gain_db]

    def _trial(self, number: int, gain_db: float) -> Node:
        """What is limited at a whole decibel is seldom the record, and not kept; at other gains it most often is."""
        name, finish = f"master/try {number}", self.finish
        if gain_db == round(gain_db):
            step = TrialStep(gain_db, finish.ceiling_dbtp, self.rate)
            return Node(f"{name}/measure", "master", self.chain.frames, step, (self.chain,), finish.origins)
        made = _limited(self.chain, name, gain_db, finish, self.rate)
        return _measure(made, f"{name}/measure", self.rate)

    def taken(self, gain_db: float) -> tuple[Node, Node, Node]:
        """The record at a gain, its measure, and its spectrum."""
        if gain_db not in self._records:
            made = _limited(self.chain, "master", gain_db, self.finish, self.rate)
            measure, spectrum = (
                _measure(made, "master/measure", self.rate),
                _spectrum(made, "master/spectrum", self.rate),
            )
            self._records[gain_db] = made, measure, spectrum
        return self._records[gain_db]


def master(
    plan: Plan,
    nodes: dict[str, Node],
    evaluate: Evaluate,
    last: Gains | None = None,
    files: Callable[[Node], Sequence[Node]] = lambda node: (),
) -> Mastered:
    """Solves the gain and makes the signal `master`. After a small edit the search most often goes where the `last` one
    went, so all of that is asked for at once, with what the record's `files` are made of: the first cell is there
    before the search is, and no worker waits."""
    from .mastering.meters import combine, integrated_lufs
    from .mastering.solve import Solution, solve
    from .mastering.spectrum import combine as combine_spectrum

    finish, chain, gains_db = _matched(plan, nodes, evaluate)
    search = Search(chain, finish, plan.rate, evaluate)
    tried: list[float] = []

    def loudness_at(gain_db: float) -> float:
        tried.append(gain_db)
        return integrated_lufs(search.figures(search.trial(len(tried), gain_db)))

    def ask(gain_db: float, others: Sequence[Node]) -> None:
        made, *figures = search.taken(gain_db)
        search.ask([made, *files(made), *figures, *others])

    if finish.loudness_lufs is None:
        solution = Solution(0.0, 0.0)
    else:
        if last is not None:
            ask(last.taken_db, [search.unlimited, *(search.trial(*each) for each in enumerate(last.tried_db, 1))])
        loudness = integrated_lufs(search.figures(search.unlimited))
        solution = solve(loudness_at, unlimited_lufs=loudness, target_lufs=finish.loudness_lufs)
    node, measure, spectrum = search.taken(solution.gain_db)
    if node not in search.found:
        ask(solution.gain_db, ())
    return Mastered(
        node,
        combine(search.figures(measure)),
        Gains(tuple(tried), solution.gain_db),
        solution.problem,
        combine_spectrum(search.figures(spectrum)),
        finish.loudness_lufs,
        gains_db,
    )


def _matched(plan: Plan, nodes: dict[str, Node], evaluate: Evaluate) -> tuple[Finish, Node, tuple[float, ...]]:
    """What the limiter hears, and the targets, with what is taken from a reference; the gain of each band."""
    from .mastering.matching import curve
    from .mastering.meters import integrated_lufs

    finish, chain = plan.finish, nodes[CHAIN]
    match = finish.match
    if match is None:
        return finish, chain, ()
    reference = nodes[REFERENCE]
    if match.loudness:
        loudness = integrated_lufs(_figures(_measure(reference, f"{REFERENCE}/measure", plan.rate), evaluate))
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
