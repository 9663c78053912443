"""Partners: which statement of one version is which of the other, by what they say and what they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .outline import Node

# Heads whose first value names what they declare.
NAMED = (
    "track",
    "bus",
    "group",
    "vca",
    "chain",
    "section",
    "line",
    "rhythm",
    "motif",
    "variant",
    "take",
    "in",
    "automate",
    "modulate",
    "preset",
)
# Heads that may stand several times in one block, each for its first value.
BY_VALUE = ("send", "export", "comp", "file", "sidechain", "lyrics", "use", "play", "fade", "shelf", "fill")


class Pair(NamedTuple):
    """A statement in both versions; None where one has none."""

    was: Node | None
    now: Node | None

    @property
    def node(self) -> Node:
        """It as it is now, or as it was last."""
        found = self.now or self.was
        assert found is not None, "a pair has a side"
        return found


def _key(node: Node) -> tuple[str, str]:
    """Its head, and the name that it has among others of that head."""
    named = node.head in NAMED or node.head in BY_VALUE
    return node.head, node.words[0] if named and node.words else ""


def pairs(before: Sequence[Node], after: Sequence[Node]) -> Iterator[Pair]:
    """Statements with their partners: of one head and name, equal ones first, the others in order. In the order of the
    newer version; what is gone comes last."""
    partners: dict[int, Node] = {}
    left = list(before)
    for same in (_same, _alike, _changed):
        for index, node in enumerate(after):
            if index not in partners:
                found = next((other for other in left if same(other, node)), None)
                if found is not None:
                    partners[index] = found
                    left.remove(found)
    for index, node in enumerate(after):
        yield Pair(partners.get(index), node)
    for node in left:
        yield Pair(node, None)


def _same(a: Node, b: Node) -> bool:
    return a.meaning == b.meaning


def _alike(a: Node, b: Node) -> bool:
    return _key(a) == _key(b)


def _changed(a: Node, b: Node) -> bool:
    """Blocks of one head that hold the same, or single statements: `export wav` that became `export flac`."""
    if a.head != b.head or not a.words or not b.words:
        return False
    if a.head in NAMED:
        return bool(a.inner) and [node.meaning for node in a.inner] == [node.meaning for node in b.inner]
    return True
