"""The options after a file's path: `at verse.1 gain +2dB`, each a name and what it takes, in any order."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..check import Check, declare
from ..source import Span
from ..suggest import did_you_mean
from ..syntax import Statement, Value, Word


def each_option(
    check: Check, line: Statement, known: Collection[str], example: str
) -> Iterator[tuple[str, list[Value]]]:
    """Each option's name with the values that are left, never none: its reader takes its own from their front."""
    rest = list(line.values[1:])
    given: dict[str, Span] = {}
    while rest:
        name = rest.pop(0)
        if not isinstance(name, Word) or name.text not in known:
            near = did_you_mean(name.text, known) if isinstance(name, Word) else ""
            help = near or f"write it as `{example}`"
            check.report("E0406", f"`{line.head.text}` has no use for this", name.span, "not known here", help)
            continue
        if not rest:
            check.report("E0403", f"`{name.text}` needs a value", name.span, help=f"write it as `{example}`")
            return
        if not declare(check, "option", name, given):
            rest.pop(0)
            continue
        given[name.text] = name.span
        yield name.text, rest
