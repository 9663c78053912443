"""The stage graph: every signal of the song, what it hears, and what the last build did with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...compiler.frozen import dataclass
from ...compiler.plan import Signal
from ..events import SignalDone
from .svg import document, rect, tag, text
from .theme import style

COLUMNS = ("takes", "edits", "strips", "buses", "groups", "mix", "master")
_OF_PREFIX = {"take": "takes", "edit": "edits", "strip": "strips", "bus": "buses", "group": "groups"}
BOX_WIDTH, BOX_HEIGHT, ROW, COLUMN = 128, 34, 46, 188
LEFT, TOP, BOTTOM = 24, 84, 44


@dataclass(frozen=True, slots=True)
class Box:
    name: str
    x: float
    y: float

    @property
    def middle(self) -> float:
        return self.y + BOX_HEIGHT / 2


def graph_svg(title: str, signals: Sequence[Signal], done: Mapping[str, SignalDone]) -> str:
    """`done` is what the last build did, by signal; empty when there was none."""
    shown = [signal for signal in signals if "/" not in signal.name]
    if not any(signal.name == "master" for signal in shown):
        shown.append(Signal("master", "master", shown[-1].step, ("mix",)))
    columns = [(column, members) for column in COLUMNS if (members := [s for s in shown if _column(s) == column])]
    tallest = max(len(members) for _, members in columns)
    boxes: dict[str, Box] = {}
    for index, (_, members) in enumerate(columns):
        top = TOP + (tallest - len(members)) * ROW / 2
        for row, signal in enumerate(members):
            boxes[signal.name] = Box(signal.name, LEFT + index * COLUMN, top + row * ROW)
    width = LEFT * 2 + (len(columns) - 1) * COLUMN + BOX_WIDTH
    height = TOP + tallest * ROW + BOTTOM
    parts = [rect(0, 0, width, height, "page", rx=8), text(title, LEFT, 28, "ink title")]
    parts.append(text(_remark(done), width - LEFT, 28, "soft", "end"))
    parts += [text(name, LEFT + index * COLUMN, TOP - 16, "soft") for index, (name, _) in enumerate(columns)]
    parts += _edges([*signals, *shown], boxes)
    parts += [part for box in boxes.values() for part in _box(box, done.get(box.name))]
    parts += _legend(LEFT, height - 18, bool(done))
    return document(width, height, style(), f"{title}: stages and signals", parts)


def _column(signal: Signal) -> str:
    return _OF_PREFIX.get(signal.name.partition(":")[0], signal.name)


def _edges(signals: Sequence[Signal], boxes: Mapping[str, Box]) -> Iterator[str]:
    """A curve for each pair once; what a part of a signal hears (`edit:guitar/1`), the signal hears."""
    pairs = dict.fromkeys(
        (heard.partition("/")[0], signal.name.partition("/")[0]) for signal in signals for heard in signal.inputs
    )
    for heard, name in pairs:
        if heard != name and heard in boxes and name in boxes:
            yield tag("path", d=_curve(boxes[heard], boxes[name]), class_="strong edge")


def _curve(here: Box, there: Box) -> str:
    """From the right side of one box to the left of another; around the right where both stand in one column."""
    x, y, to_x, to_y = here.x + BOX_WIDTH, here.middle, there.x, there.middle
    if to_x <= here.x:
        to_x = there.x + BOX_WIDTH
        bend = x + 34
        return f"M{x:.0f} {y:.0f} C{bend:.0f} {y:.0f} {bend:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}"
    bend = (to_x - x) * 0.5
    return f"M{x:.0f} {y:.0f} C{x + bend:.0f} {y:.0f} {to_x - bend:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}"


def _box(box: Box, done: SignalDone | None) -> Iterator[str]:
    made = done is not None and done.ran > 0
    yield rect(box.x, box.y, BOX_WIDTH, BOX_HEIGHT, "made made-edge" if made else "box kept-edge", rx=5)
    label = box.name.partition(":")[2] or box.name
    yield text(label if len(label) <= 19 else f"{label[:18]}…", box.x + 9, box.y + 15, "ink")
    yield text(_state(done), box.x + 9, box.y + 27, "soft small")


def _state(done: SignalDone | None) -> str:
    if done is None:
        return ""
    if not done.chunks:
        return "as its take"
    if done.ran:
        return f"{done.ran} of {done.chunks} built"
    return "from the store" if done.cached else "silent"


def _remark(done: Mapping[str, SignalDone]) -> str:
    if not done:
        return "not built yet"
    ran = sum(signal.ran for signal in done.values())
    kept = sum(signal.cached for signal in done.values())
    return f"last build: {ran} chunks built, {kept} from the store"


def _legend(x: float, y: float, built: bool) -> Iterator[str]:
    if built:
        yield rect(x, y - 9, 12, 12, "made made-edge", rx=3)
        yield text("built by the last build", x + 18, y + 1, "soft")
        yield rect(x + 168, y - 9, 12, 12, "box kept-edge", rx=3)
        yield text("as it was", x + 186, y + 1, "soft")
