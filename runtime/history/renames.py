"""Names that changed while what they stand for stayed: one change, and none at each place that says the name."""

from __future__ import annotations

import re
from dataclasses import replace

from ...compiler.frozen import dataclass
from .changes import Change
from .outline import Node

# Heads whose declarations are known by name elsewhere, and the blocks that declare them.
DECLARED = {
    "composition": ("section", "line", "rhythm", "motif"),
    "section": ("line", "rhythm"),
    "arrangement": ("track", "preset"),
    "mix": ("bus", "chain", "group", "vca"),
}
# Whose names are said where: in music, and at the desk. A line and a track may share a name.
MUSIC = ("section", "line", "rhythm", "motif")
DESK = ("section", "track", "bus", "chain", "group", "vca")


@dataclass(frozen=True, slots=True)
class Rename:
    """A `kind` of thing called `before` is called `after`."""

    kind: str
    before: str
    after: str
    change: Change


def settled(before: Node, after: Node) -> tuple[list[Rename], Node]:
    """All renames, and the older outline with them made. One may show only when others are: a track that plays a line
    of another name holds what it held."""
    found: list[Rename] = []
    while more := [each for each in _renames(before, after) if each not in found]:
        found += more
        before = _renamed(before, more)
    return found, before


def _renames(before: Node, after: Node) -> list[Rename]:
    """Declarations whose old name is gone, whose new name is new, and which hold what they held, wherever they
    stand."""
    found: list[Rename] = []
    old, new = _declared(before), _declared(after)
    gone = [key for key in old if key not in new]
    for stage, kind, name in (key for key in new if key not in old):
        nodes = new[stage, kind, name]
        for other in gone:
            if other[:2] == (stage, kind) and _hold(old[other]) == _hold(nodes) and any(_holds(n)[0] for n in nodes):
                subject = f"{kind} {other[2]}"
                change = Change(stage, "changed", subject, f"called {other[2]}", f"called {name}", nodes[0].place)
                found.append(Rename(kind, other[2], name, change))
                gone.remove(other)
                break
    return found


def _renamed(node: Node, names: list[Rename]) -> Node:
    """An outline in which the old names are the new ones, wherever they are said."""
    music, desk, tracks, presets = (_Said(names, kinds) for kinds in (MUSIC, DESK, ("track",), ("preset",)))

    def stage(each: Node) -> Node:
        match each.head:
            case "composition":
                return music.walk(each)
            case "arrangement":
                return replace(each, inner=tuple(map(track, each.inner)))
            case "variant":
                return replace(each, inner=tuple(map(stage, each.inner)))
            case _:
                return desk.walk(each)

    def track(each: Node) -> Node:
        own = presets if each.head == "preset" else tracks
        return replace(played(each), words=(*map(own.say, each.words[:1]), *map(music.say, each.words[1:])))

    def played(each: Node) -> Node:
        if each.head == "instrument":
            return replace(each, words=tuple(map(presets.say, each.words)))
        return replace(music.alone(each), inner=tuple(map(played, each.inner)))

    return replace(node, inner=tuple(map(stage, node.inner)))


class _Said:
    """The new names of some kinds of things, put in the place of the old ones."""

    def __init__(self, names: list[Rename], kinds: tuple[str, ...]) -> None:
        self.new = {rename.before: rename.after for rename in names if rename.kind in kinds}
        self.old = re.compile(rf"(?<![\w.-])({'|'.join(map(re.escape, self.new)) or '(?!)'})(?![\w-])")

    def say(self, text: str) -> str:
        return text if text.startswith('"') else self.old.sub(lambda match: self.new[match[1]], text)

    def walk(self, each: Node) -> Node:
        return replace(self.alone(each), inner=tuple(map(self.walk, each.inner)))

    def alone(self, each: Node) -> Node:
        """What it says itself, without its block."""
        bars = tuple(
            re.sub(r"@[\w-]+", lambda match: "@" + self.new.get(match[0][1:], match[0][1:]), bar) for bar in each.bars
        )
        return replace(each, head=self.say(each.head), words=tuple(map(self.say, each.words)), bars=bars)


def _declared(node: Node) -> dict[tuple[str, str, str], list[Node]]:
    """What is declared by name: (stage, kind, name). Lines of several sections that share a name are one thing."""
    found: dict[tuple[str, str, str], list[Node]] = {}
    for stage in node.each(*DECLARED):
        for inner in stage.each(*DECLARED[stage.head]):
            within = inner.each(*DECLARED["section"]) if inner.head == "section" else []
            for each in (inner, *within):
                if each.words:
                    found.setdefault((stage.head, each.head, each.words[0]), []).append(each)
    return found


def _hold(nodes: list[Node]) -> list[tuple[object, ...]]:
    return [_holds(node) for node in nodes]


def _holds(node: Node) -> tuple[object, ...]:
    content = tuple(inner.meaning for inner in node.inner) + node.bars
    return content, node.words[1:], node.bars
