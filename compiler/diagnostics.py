"""Diagnostics: the user's mistakes as values. The same objects feed the terminal, JSON, the editor and the page."""

from __future__ import annotations

from dataclasses import field

from .frozen import dataclass
from .source import Span

At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake. `code` is stable: `E…` is an error, `W…` a warning. `message` is one sentence in the field's words,
    `label` stands under the place, `help` says how to mend it, `related` names other places that matter."""

    code: str
    message: str
    span: Span
    label: str = ""
    help: str = ""
    related: tuple[tuple[Span, str], ...] = field(default=())

    @property
    def is_error(self) -> bool:
        return self.code.startswith("E")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in a stretch of text that does not know where it stands: `at` counts characters from the stretch's
    start.

    Readers that are memoised by text return these; whoever knows the place makes diagnostics of them."""

    code: str
    message: str
    at: At
    label: str = ""
    help: str = ""

    def within(self, span: Span) -> Diagnostic:
        """The diagnostic for this mistake in the stretch that `span` covers."""
        return Diagnostic(self.code, self.message, span.part(*self.at), self.label, self.help)
