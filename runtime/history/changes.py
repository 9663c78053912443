"""What a change is: where, what, and the line that says so."""

from __future__ import annotations

from ...compiler.frozen import dataclass
from .outline import Node, Place

# The parts of a song in the order in which changes are told.
AREAS = ("song", "composition", "arrangement", "takes", "edits", "mix", "master", "variant", "expect")


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `kind` is `added`, `removed` or `changed`; `subject` names what changed as a musician would (`lead in
    verse, bar 3`); `before` and `after` are how it reads, empty where it is not there. `place` is a line of the newer
    version, or of the older one where the thing is gone."""

    area: str
    kind: str
    subject: str
    before: str
    after: str
    place: Place


def compared(area: str, subject: str, before: str, after: str, old: Place, new: Place) -> Change:
    """The change from one reading to another; empty is not there."""
    kind = "changed" if before and after else "added" if after else "removed"
    return Change(area, kind, subject, before, after, new if after else old)


def appeared(area: str, subject: str, node: Node, what: str = "") -> Change:
    return Change(area, "added", subject, "", what or node.text, node.place)


def vanished(area: str, subject: str, node: Node, what: str = "") -> Change:
    return Change(area, "removed", subject, what or node.text, "", node.place)
