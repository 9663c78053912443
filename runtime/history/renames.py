"""Names that changed while what they stand for stayed: one change, and none at each place that says the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .changes import Change
from .outline import Node

# Heads whose declarations are known by name elsewhere, and the stages that declare them.
DECLARED = {
    "composition": ("section", "line", "rhythm", "motif"),
    "section": ("line", "rhythm"),
    "arrangement": ("track",),
    "mix": ("bus", "chain", "group", "vca"),
}


@dataclass(frozen=True, slots=True)
class Rename:
    before: str
    after: str
    change: Change


def renames(before: Node, after: Node) -> list[Rename]:
    """Declarations whose old name is gone, whose new name is new, and which hold what they held."""
    found: list[Rename] = []
    old, new = dict(_declared(before)), dict(_declared(after))
    gone = [key for key in old if key not in new]
    for stage, head, name in (key for key in new if key not in old):
        node = new[stage, head, name]
        for other in gone:
            if other[:2] == (stage, head) and _holds(old[other]) == _holds(node) and _holds(node)[0]:
                subject = f"{head} {other[2]}"
                change = Change(stage, "changed", subject, f"called {other[2]}", f"called {name}", node.place)
                found.append(Rename(other[2], name, change))
                gone.remove(other)
                break
    return found


def renamed(node: Node, names: list[Rename]) -> Node:
    """An outline in which the old names are the new ones, wherever they are said."""
    if not names:
        return node
    new = {rename.before: rename.after for rename in names}
    said = re.compile(rf"(?<![\w.-])({'|'.join(map(re.escape, new))})(?![\w-])")

    def say(text: str) -> str:
        return text if text.startswith('"') else said.sub(lambda match: new[match[1]], text)

    def walk(each: Node) -> Node:
        bars = tuple(
            re.sub(r"@[\w-]+", lambda match: "@" + new.get(match[0][1:], match[0][1:]), bar) for bar in each.bars
        )
        words = tuple(map(say, each.words))
        return replace(each, head=say(each.head), words=words, bars=bars, inner=tuple(map(walk, each.inner)))

    return walk(node)


def _declared(node: Node, stage: str = "") -> Iterator[tuple[tuple[str, str, str], Node]]:
    """What is declared by name: (stage, head, name)."""
    for inner in node.inner:
        if not stage and inner.head in DECLARED:
            yield from _declared(inner, inner.head)
        elif inner.words and inner.head in DECLARED.get(stage, ()):
            yield (stage, inner.head, inner.words[0]), inner


def _holds(node: Node) -> tuple[object, ...]:
    content = tuple(inner.meaning for inner in node.inner) + node.bars
    return content, node.words[1:], node.bars
