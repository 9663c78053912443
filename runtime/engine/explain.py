"""Explanations: why each signal ran, told from what the last build left behind.

A cell runs because a declaration that shaped its signal is new, changed or gone, or because an input changed where the
cell hears it. Which of these is decided here, cell by cell, when the build has just run; `why` only prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from hashlib import sha256
from typing import Any, NamedTuple
from zlib import crc32

from ...compiler.frozen import dataclass
from ...compiler.source import Span
from .evaluation import Outcome
from .keys import Digest
from .node import Grid, Node, is_whole

# The file and the line of a place in the source.
Locate = Callable[[Span], tuple[str, int]]


class Reason(NamedTuple):
    """One reason why cells of a signal ran. `what` is `first build`, `environment`, `new signal`, `new`, `changed`,
    `gone` (of the declaration `text` at `file` and `line`), `input` (the signal `text`), `step` (made otherwise,
    with no declaration to name) or `lost` (the cache had it no more)."""

    what: str
    cells: tuple[int, ...]
    text: str = ""
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f" ({self.file}:{self.line})" if self.file else ""
        match self.what:
            case "first build" | "new signal":
                return self.what
            case "environment":
                return "songc, a library or the sample rate is another"
            case "step":
                return "it is made in another way"
            case "lost":
                return "the cache had lost it"
            case "input":
                return f"{self.text} changed"
            case what:
                named = self.text if "`" in self.text else f"`{self.text}`"
                return f"{named} {'is' if what in ('new', 'gone') else 'was'} {what}{place}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a signal ran: its reasons, and the reasons in its own or other signals from which all of it came. Among
    these, what can be named stands for what cannot."""

    signal: str
    reasons: tuple[Reason, ...]
    roots: tuple[Reason, ...]

    def __str__(self) -> str:
        """One line: the declarations at the root of it, and the inputs through which they came, but for its own
        parts, which nobody wrote."""
        told = "; ".join(dict.fromkeys(str(reason) for reason in self.roots))
        inputs = [reason.text for reason in self.reasons if reason.what == "input"]
        through = [name for name in inputs if not name.startswith(f"{self.signal}/")]
        return f"{told}, through {', '.join(through)}" if through else told


class Declaration(NamedTuple):
    """A declaration as a build saw it; `meaning` changes when and only when it means another thing."""

    meaning: str
    text: str
    file: str
    line: int


class Past(NamedTuple):
    """What a build left of one signal: its declarations by key, and a few digits for each cell that tell whether it
    is the same."""

    declarations: dict[str, Declaration]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What a build left behind for the next one's explanations."""

    environment: str
    signals: dict[str, Past]

    def as_json(self) -> dict[str, Any]:
        signals = {name: [past.declarations, "".join(past.cells)] for name, past in self.signals.items()}
        return {"environment": self.environment, "signals": signals}

    @staticmethod
    def from_json(data: Any) -> History | None:
        """The history, or None where it is not one."""
        try:
            signals = {
                name: Past({key: Declaration(*each) for key, each in declarations.items()}, tuple(_split(cells)))
                for name, (declarations, cells) in data["signals"].items()
            }
            return History(data["environment"], signals)
        except (TypeError, KeyError, ValueError, AttributeError):
            return None


DIGITS = 8


def _split(cells: str) -> Iterator[str]:
    return (cells[i : i + DIGITS] for i in range(0, len(cells), DIGITS))


def history(outcomes: Mapping[str, Outcome], environment: str, locate: Locate) -> History:
    """What this build leaves behind."""
    signals = {
        name: Past(_declarations(outcome.node, locate), tuple(map(_digits, outcome.digests)))
        for name, outcome in outcomes.items()
    }
    return History(environment, signals)


def explain(
    outcomes: Mapping[str, Outcome], before: History | None, environment: str, grid: Grid, locate: Locate
) -> dict[str, Explanation]:
    """Why each signal ran that did. `outcomes` are those of one build, or of a dry run, inputs before those that
    hear them."""
    found: dict[str, Explanation] = {}
    roots: dict[str, tuple[Reason, ...]] = {}
    declared = _Declared(outcomes, before, locate)
    for name, outcome in outcomes.items():
        others = outcome.ran or _brought_back(outcome, before)
        if not others:  # it is its input, or is as it was: what changed before it is passed on
            roots[name] = tuple(root for each in outcome.node.inputs for root in roots.get(each.name, ()))
            continue
        reasons = tuple(
            inner
            for reason in _reasons(outcome.node, others, outcomes, before, environment, grid, declared)
            for inner in _through_parts(reason, name, found)
        )
        own = [reason for reason in reasons if reason.what != "input"]
        heard = [root for each in reasons if each.what == "input" for root in roots.get(each.text, ())]
        named = [root for root in (*own, *heard) if root.what != "step"]
        roots[name] = tuple(dict.fromkeys(named or (*own, *heard)))
        if outcome.ran:
            found[name] = Explanation(name, reasons, roots[name])
    return found


def _brought_back(outcome: Outcome, before: History | None) -> tuple[int, ...]:
    """The cells that are others than before though they did not run, since an earlier build had made them. What hears
    them may never have heard them so, and runs because of what changed here."""
    if before is None:
        return ()
    past = before.signals.get(outcome.node.name)
    cells = past.cells if past else ()
    return tuple(cell for cell, digest in enumerate(outcome.digests) if _digits(digest) != _at(cells, cell))


def _through_parts(reason: Reason, name: str, found: Mapping[str, Explanation]) -> tuple[Reason, ...]:
    """The reasons of a part of the signal (`bus:hall/sum`) in place of that part, which nobody wrote."""
    if reason.what == "input" and reason.text.startswith(f"{name}/") and reason.text in found:
        return found[reason.text].reasons
    return (reason,)


def _reasons(
    node: Node,
    ran: tuple[int, ...],
    outcomes: Mapping[str, Outcome],
    before: History | None,
    environment: str,
    grid: Grid,
    declared: _Declared,
) -> Iterator[Reason]:
    """Why these cells of a signal are others than before."""
    if before is None:
        return (yield Reason("first build", ran))
    if before.environment != environment:
        return (yield Reason("environment", ran))
    if declared.is_new(node.name):
        return (yield Reason("new signal", ran))
    past = before.signals.get(node.name)
    unexplained = set(ran)
    for heard, cells in _changed_inputs(node, ran, outcomes, before, grid):
        unexplained -= set(cells)
        yield Reason("input", cells, heard)
    changed = list(declared.changed(node.name))
    if changed:
        # Cells that no input explains; where inputs explain them all, a declaration changed the rest of the way.
        cells = tuple(sorted(unexplained)) or ran
        for what, each in changed:
            yield Reason(what, cells, each.text, each.file, each.line)
    elif unexplained:
        kept = past.cells if past is not None else ()
        digests = outcomes[node.name].digests
        same = {cell for cell in unexplained if _digits(digests[cell]) == _at(kept, cell)}
        if same:
            yield Reason("lost", tuple(sorted(same)))
        if unexplained - same:
            yield Reason("step", tuple(sorted(unexplained - same)))


def _changed_inputs(
    node: Node, ran: tuple[int, ...], outcomes: Mapping[str, Outcome], before: History, grid: Grid
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The inputs that changed, and the cells that ran and heard it."""
    windows = node.step.windows()
    whole = is_whole(node.step)
    for heard, window in zip(node.inputs, windows, strict=True):
        past = before.signals.get(heard.name)
        now = outcomes[heard.name].digests
        was = past.cells if past else ()
        if whole:
            cells = ran if _differ(range(max(len(now), len(was))), was, now) else ()
        else:
            cells = tuple(cell for cell in ran if _differ(grid.reach(cell, node.frames, window), was, now))
        if cells:
            yield heard.name, cells


def _differ(cells: range, was: tuple[str, ...], now: tuple[Digest | None, ...]) -> bool:
    return any(_at(was, cell) != (_digits(now[cell]) if cell < len(now) else "") for cell in cells if cell >= 0)


class _Declared:
    """The declarations before and now. A signal and its parts (`strip:lead/plugin`) are a family: what only went from
    one of them to another has not changed."""

    def __init__(self, outcomes: Mapping[str, Outcome], before: History | None, locate: Locate) -> None:
        past = before.signals if before is not None else {}
        self._was = {name: each.declarations for name, each in past.items()}
        self._now = {name: _declarations(outcome.node, locate) for name, outcome in outcomes.items()}
        self._family_was = _families(self._was)
        self._family_now = _families(self._now)

    def is_new(self, name: str) -> bool:
        return _family(name) not in self._family_was

    def changed(self, name: str) -> Iterator[tuple[str, Declaration]]:
        """What is new, changed or gone of a signal, and gone with parts that it has no more. Where a declaration is new
        or gone, what belongs to it (its key begins with that one's) is not told apart."""
        was, now = self._family_was[_family(name)], self._family_now[_family(name)]
        for key, each in self._now[name].items():
            if key not in was:
                if not _belongs(key, now.keys() - was.keys()):
                    yield "new", each
            elif was[key].meaning != each.meaning:
                yield "changed", each
        lost = dict(self._was.get(name, {}))
        if name == _family(name):
            for part, declarations in self._was.items():
                lost |= declarations if _family(part) == name and part not in self._now else {}
        for key, each in lost.items():
            if key not in now and not _belongs(key, was.keys() - now.keys()):
                yield "gone", each


def _family(name: str) -> str:
    """The signal that a part is of."""
    return name.partition("/")[0]


def _families(signals: Mapping[str, dict[str, Declaration]]) -> dict[str, dict[str, Declaration]]:
    found: dict[str, dict[str, Declaration]] = {}
    for name, declarations in signals.items():
        found.setdefault(_family(name), {}).update(declarations)
    return found


def _belongs(key: str, others: Set[str]) -> bool:
    return key.rpartition("/")[0] in others


def _declarations(node: Node, locate: Locate) -> dict[str, Declaration]:
    return {
        origin.key: Declaration(sha256(origin.value.encode()).hexdigest()[:16], origin.text, *locate(origin.span))
        for origin in node.origins
    }


def _digits(digest: Digest | None) -> str:
    return "?" * DIGITS if digest is None else f"{crc32(digest):0{DIGITS}x}"


def _at(cells: tuple[str, ...], cell: int) -> str:
    return cells[cell] if cell < len(cells) else ""
