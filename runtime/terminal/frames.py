"""Diagnostics as text with a code frame, as JSON, and as GitHub annotations."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from ...compiler.diagnostics import Diagnostic
from ...compiler.source import Source, Span
from .layout import Line, lay_out, window
from .style import paint, wants_color, width
from .tables import wrapped

_MOST_LINES = 4  # of a place that spans lines; longer ones show their first and last


def tell(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], color: str = "auto") -> None:
    """Prints diagnostics to standard error, a blank line after each."""
    for diagnostic in diagnostics:
        shown = render(diagnostic, sources, color=wants_color(color, sys.stderr), width=width(sys.stderr))
        print(shown, end="\n\n", file=sys.stderr)


def render(diagnostic: Diagnostic, sources: Mapping[str, Source], *, color: bool, width: int) -> str:
    """The diagnostic for a terminal of `width` columns: what is wrong, the lines it stands on, how to mend it."""
    tone = "red" if diagnostic.is_error else "yellow"
    kind = "error" if diagnostic.is_error else "warning"
    head = f"{kind}[{diagnostic.code}]"
    first, *rest = wrapped(f"{head}: {_clean(diagnostic.message)}", width, "  ")
    lines = [paint(head, f"bold {tone}", color) + paint(first[len(head) :], "bold", color)]
    lines += [paint(line, "bold", color) for line in rest]
    gutter = _gutter(diagnostic, sources)
    lines += _frame(diagnostic.span, diagnostic.label, sources, gutter, tone, color, width)
    if diagnostic.help:
        equals = paint("=", "blue", color)
        first, *rest = wrapped(f"help: {_clean(diagnostic.help)}", width - gutter - 3, "      ")
        lines += [f"{'':{gutter}} {equals} {first}", *(f"{'':{gutter}}   {line}" for line in rest)]
    for span, note in diagnostic.related:
        lines.append(f"{paint('note', 'bold cyan', color)}: {_clean(note)}")
        lines += _frame(span, "", sources, gutter, "cyan", color, width)
    return "\n".join(lines)


def as_json(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The fields that `--json` gives for a diagnostic; lines and columns are 1-based, columns in characters."""
    return {
        "code": diagnostic.code,
        "severity": "error" if diagnostic.is_error else "warning",
        **_position(diagnostic.span, sources),
        "message": diagnostic.message,
        "label": diagnostic.label,
        "help": diagnostic.help,
        "related": [{**_position(span, sources), "message": note} for span, note in diagnostic.related],
    }


def as_github(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """The diagnostic as a workflow command, which GitHub shows beside the line
    (docs.github.com, "Workflow commands for GitHub Actions")."""
    place = _position(diagnostic.span, sources)
    properties = {
        "file": place["file"],
        "line": place["line"],
        "col": place["column"],
        "endLine": place["end_line"],
        "endColumn": place["end_column"],
        "title": diagnostic.code,
    }
    command = "error" if diagnostic.is_error else "warning"
    shown = ",".join(f"{name}={_escape(str(value), ':,')}" for name, value in properties.items() if value)
    message = ". ".join(part for part in (diagnostic.message, diagnostic.help) if part)
    return f"::{command} {shown}::{_escape(message)}"


def _position(span: Span, sources: Mapping[str, Source]) -> dict[str, Any]:
    source = sources.get(span.file)
    if source is None:
        return {"file": span.file, "line": 1, "column": 1, "end_line": 1, "end_column": 1}
    line, column = source.position(min(span.start, len(source.text)))
    end_line, end_column = source.position(min(max(span.end, span.start), len(source.text)))
    return {"file": span.file, "line": line, "column": column, "end_line": end_line, "end_column": end_column}


def _gutter(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> int:
    """Columns of the widest line number that the diagnostic shows."""
    spans = (diagnostic.span, *(span for span, _ in diagnostic.related))
    return max(len(str(_position(span, sources)["end_line"])) for span in spans)


def _frame(
    span: Span, label: str, sources: Mapping[str, Source], gutter: int, tone: str, color: bool, width: int
) -> list[str]:
    if not span.file:
        return []
    bar = paint("|", "blue", color)
    arrow = f"{'':{gutter}}{paint('-->', 'blue', color)}"
    source = sources.get(span.file)
    if source is None:
        return [f"{arrow} {_clean(span.file)}"]
    place = _position(span, sources)
    first, last = place["line"], place["end_line"]
    if last > first and place["end_column"] == 1:  # a place that ends with its line does not touch the next
        last -= 1
    out = [f"{arrow} {_clean(span.file)}:{first}:{place['column']}", f"{'':{gutter}} {bar}"]
    numbers = list(range(first, last + 1))
    shown = numbers if len(numbers) <= _MOST_LINES else [first, last]
    for number in shown:
        text = source.line(number)
        start = place["column"] - 1 if number == first else len(text) - len(text.lstrip())
        end = place["end_column"] - 1 if number == place["end_line"] else len(text.rstrip())
        line = window(lay_out(text, start, max(end, start)), width - gutter - 3)
        out.append(f"{paint(f'{number:>{gutter}}', 'blue', color)} {bar} {line.text}".rstrip())
        out += _carets(line, label if number == last else "", gutter, bar, tone, color, width)
        if number == first and len(shown) < len(numbers):
            out.append(f"{'':{gutter}} {bar} …")
    return out


def _carets(line: Line, label: str, gutter: int, bar: str, tone: str, color: bool, width: int) -> list[str]:
    marks = " " * line.start + paint("^" * max(line.end - line.start, 1), tone, color)
    lead = f"{'':{gutter}} {bar} "
    label = _clean(label)
    if not label:
        return [lead + marks]
    if gutter + 4 + max(line.end, line.start + 1) + len(label) <= width:
        return [f"{lead}{marks} {paint(label, tone, color)}"]
    indent = max(min(line.start, width - gutter - 3 - len(label)), 0)
    return [lead + marks, f"{lead}{' ' * indent}{paint(label, tone, color)}"]


def _clean(text: str) -> str:
    """Text that cannot steer a terminal: what a song's own text brings into a message may hold anything."""
    return "".join(char if char.isprintable() else "�" for char in text)


def _escape(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
