"""The checking context: what every check reads from and reports to, and the helpers they share.

A check is a function that takes a `Check` and syntax, gives a resolved record, and reports mistakes as it meets them;
it goes on with a sensible value, so that one run finds them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from . import advice
from .diagnostics import Diagnostic
from .files import Recorded
from .source import Source, Span
from .suggest import did_you_mean
from .syntax import Block, Quantity, Statement, Symbol, Text, Value, Word
from .vocabulary.blocks import BLOCKS
from .vocabulary.words import OTHER_WORDS, PLAYING_WORDS
from .vocabulary.writing import WRITING


@dataclass
class Check:
    """`sources` holds every text read so far by its path; `diagnostics` is what was found, in no order.

    `whole_seconds` is how long a whole note lasts at the tempo that
    times are written against (`delay 1/8`), None while it is not known. `reports` counts
    every report, repeated ones too, so that a check can tell whether what it called found anything wrong."""

    files: Recorded
    sources: dict[str, Source] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    whole_seconds: Fraction | None = None
    reports: int = 0
    _seen: set[tuple[str, Span]] = field(default_factory=set)

    def add(self, found: Diagnostic) -> None:
        """Adds a diagnostic. Two of one code at one place are one."""
        self.reports += 1
        if (found.code, found.span) not in self._seen:
            self._seen.add((found.code, found.span))
            self.diagnostics.append(found)

    def apart(self) -> Check:
        """A context over the same texts that has found nothing yet."""
        return replace(self, diagnostics=[], _seen=set())

    def report(
        self,
        code: str,
        message: str,
        span: Span,
        label: str = "",
        help: str = "",
        related: Iterable[tuple[Span, str]] = (),
    ) -> None:
        """Adds an error (`E…`) or a warning (`W…`)."""
        self.add(Diagnostic(code, message, span, label, help, tuple(related)))

    def unknown(self, kind: str, name: str, span: Span, known: Iterable[str], code: str = "E0202") -> None:
        """Reports a name that nothing has, with the nearest one that exists: there is no bus `hal`."""
        self.report(code, f"there is no {kind} `{name}`", span, "not declared", _known_names(kind, name, tuple(known)))

    def text(self, span: Span) -> str:
        """What stands at a span, on one line."""
        source = self.sources.get(span.file)
        return " ".join(source.text[span.start : span.end].split()) if source is not None else ""

    @property
    def failed(self) -> bool:
        return any(found.is_error for found in self.diagnostics)


def _known_names(kind: str, name: str, known: tuple[str, ...]) -> str:
    if near := did_you_mean(name, known):
        return near
    if not known:
        made = {"bus": f"; `bus {name} {{ reverb }}` makes one", "chain": f"; `chain {name} {{ … }}` makes one"}
        return f"the song declares no {kind}{made.get(kind, '')}"
    return f"there is {alternatives(known, 'and')}" if len(known) <= 12 else ""


def alternatives(names: Iterable[str], last: str = "or") -> str:
    """`a`, `b` or `c`."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def unknown_statement(
    check: Check, statement: Statement, owner: str, known: Iterable[str], effects: Iterable[str] = ()
) -> None:
    """Reports a statement that `owner` (`track bass`, `master`) cannot hold. It can hold what is `known`, and
    `effects`."""
    head = statement.head
    if not head.text:  # a block without a name, of which the parser has told
        return
    candidates, more = tuple(known), tuple(effects)
    said = (words.get(head.text, "") for words in (OTHER_WORDS, PLAYING_WORDS))
    other = next((word for word in said if word in (*candidates, *more)), "")
    help = did_you_mean(head.text, (*candidates, *more))
    if other:
        help = f"write `{other}`"
    elif not help and "section" in candidates and statement.block is not None:
        help = f"a section says so: `section {head.text} 8 bars {{ … }}`"
    elif not help and (home := _home(head.text)):
        help = f"it stands in {home}"
    elif not help and candidates:
        help = f"it can hold {alternatives(candidates, 'and')}"
        help += "; `songc effects` lists the effects that it can hold too" if more else ""
    check.report("E0201", f"`{head.text}` means nothing in {owner}", head.span, "not known here", help)


def _home(word: str) -> str:
    """Where a statement stands that only one stage knows (`edits { track … { } }`), or nothing."""
    homes = [path.split("/") for path, spec in (WRITING | BLOCKS).items() if word in spec.heads and path != "variant"]
    if len({stage for stage, *_ in homes}) != 1:
        return ""
    stage, *inner = homes[0]
    opened = "".join(f"{{ {name} … " for name in inner)
    return f"`{stage} {opened}{{ }}{' }' * len(inner)}`"


def declare(check: Check, kind: str, name: Word, taken: Mapping[str, Span]) -> bool:
    """Whether a name is free to declare; reports one that is taken, pointing at both places."""
    earlier = taken.get(name.text)
    if earlier is None:
        return True
    related = ((earlier, "first declared here"),)
    help = "rename one of them, or join the two"
    check.report("E0203", f"the {kind} `{name.text}` is declared twice", name.span, "declared again", help, related)
    return False


def need_block(check: Check, statement: Statement, example: str) -> Block | None:
    """The block of a statement that makes no sense without one."""
    if statement.block is None:
        message = f"`{statement.head.text}` needs a block in braces"
        check.report("E0409", message, statement.span, help=f"write it as `{example}`")
    return statement.block


def no_block(check: Check, statement: Statement) -> None:
    """Reports a block where none is taken."""
    if statement.block is not None:
        message = f"`{statement.head.text}` takes no block"
        help = "put what the braces hold into statements of their own"
        check.report("E0410", message, statement.block.span, help=help)


def no_more(check: Check, statement: Statement, values: Sequence[Value]) -> None:
    """Reports values that a statement has no use for."""
    if values:
        first = values[0]
        message = f"`{statement.head.text}` has no use for {describe(first)}"
        again = isinstance(first, Word) and first.text == statement.head.text
        help = "write `;` or a new line between two statements" if again else "take it out"
        if isinstance(first, Symbol) and first.text == ",":
            help = f"write one for each: `{statement.head.text} …; {statement.head.text} …`"
        check.report("E0406", message, first.span.to(values[-1].span), "one value too many", help)


def need_word(check: Check, statement: Statement, what: str, example: str) -> Word | None:
    """The first value when it is a bare word; reports what is missing otherwise."""
    if statement.values and isinstance(statement.values[0], Word):
        return statement.values[0]
    missing(check, statement, what, example)
    return None


def need_text(check: Check, statement: Statement, what: str, example: str) -> Text | None:
    """The first value when it is a string; reports what is missing otherwise."""
    if statement.values and isinstance(statement.values[0], Text):
        return statement.values[0]
    missing(check, statement, what, example)
    return None


def missing(check: Check, statement: Statement, what: str, example: str, at: int = 0) -> None:
    """Reports that the value number `at` is not there, or is something else than `what`."""
    help = f"write it as `{example}`"
    if len(statement.values) > at:
        wrong = statement.values[at]
        of_another_kind(check, statement.head.text, what, wrong, help)
    else:
        check.report("E0403", f"`{statement.head.text}` needs {what}", statement.span, "a value is missing", help)


def of_another_kind(check: Check, head: str, what: str, wrong: Value, help: str) -> None:
    """Reports a value that is something else than `what`. A name in quotes is told without them."""
    if isinstance(wrong, Text) and what in ("a name", "the name of a section") and (name := advice.slug(wrong.value)):
        help = f"names have no quotes: write `{head} {name}`"
    written = f"`{check.text(wrong.span)}`" if isinstance(wrong, Quantity) else describe(wrong)
    check.report("E0404", f"`{head}` takes {what}, not {written}", wrong.span, "of another kind", help)


def describe(value: Value) -> str:
    """A value in a message: its text, and in words what it is."""
    match value:
        case Word(text=text):
            return f"the word `{text}`"
        case Text(value=text):
            return f'the text "{text}"'
        case Quantity():
            return f"`{spell(value)}`"
        case Symbol(text=text):
            return f"`{text}`"
        case _:
            return f"this {type(value).__name__.lower()}"


def spell(quantity: Quantity) -> str:
    """A quantity in one spelling: `-3dB`, `1/16`, `3:1`, `2 bars`."""
    number = f"{float(quantity.value):+.10g}" if quantity.signed else f"{float(quantity.value):.10g}"
    match quantity.unit:
        case "note":
            value = quantity.value * (quantity.denominator or 1)
            return f"{value}/{quantity.denominator}" if quantity.denominator else str(quantity.value)
        case "bpm" | "bars" | "beats" | "LUFS" | "dBTP" | "cents" | "st" | "LU":
            return f"{number} {quantity.unit}"
        case unit:
            return f"{number}{unit}"
