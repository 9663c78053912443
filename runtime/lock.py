"""songc.lock: what shaped the sound of a project's songs, one sorted line an item, so that it merges line by line.

A line is four fields with tabs between: the song, the kind of thing, its name, and its version or the sha256 of its
bytes. Where two people changed one item, a merge that keeps both lines is no agreement, and is told as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..compiler.diagnostics import Diagnostic
from ..compiler.frozen import dataclass
from ..compiler.source import Span

NAME = "songc.lock"
HEADER = """\
# What shaped the sound of these songs: files by the sha256 of their bytes, and versions.
# Written by `songc lock`; `songc build --locked` fails where reality differs.
"""
FIELDS = 4
_ACCEPT = "`songc lock` accepts what is here"


class Item(NamedTuple):
    """One thing that shapes the sound of one song (its path in the project)."""

    song: str
    kind: str
    name: str
    value: str

    @property
    def text(self) -> str:
        line = "\t".join(map(_escaped, self))
        return "\\" + line if line.startswith("#") else line

    @property
    def told(self) -> str:
        """How it is called in a message."""
        return f"{self.kind} `{self.name}`" if self.kind != self.name else f"`{self.name}`"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, and where it stands."""

    item: Item
    span: Span


def written(items: Iterable[Item]) -> str:
    """The file that holds these items."""
    return HEADER + "".join(f"{line}\n" for line in sorted({item.text for item in items}))


def read(text: str) -> tuple[list[Line], list[Diagnostic]]:
    """The lines of a lock file, and what is wrong with it."""
    lines: list[Line] = []
    wrong: list[Diagnostic] = []
    known: dict[tuple[str, ...], Line] = {}
    for span in _spans(text):
        fields = text[span.start : span.end].split("\t")
        if len(fields) != FIELDS:
            message = f"a line of {NAME} is a song, a kind, a name and a value with tabs between"
            wrong.append(Diagnostic("E0903", message, span, "", "write the file again with `songc lock`"))
            continue
        line = Line(Item(*map(_unescaped, fields)), span)
        other = known.setdefault(line.item[:3], line)
        if other.item != line.item:
            message = f"{NAME} has two values for {line.item.told}"
            help = f"keep the line that is meant, or write the file again: {_ACCEPT}"
            wrong.append(Diagnostic("E0903", message, span, "", help, ((other.span, "the other stands here"),)))
            continue
        lines.append(line)
    return lines, wrong


def differences(lines: Iterable[Line], items: Iterable[Item], song: str) -> Iterator[Diagnostic]:
    """What of a song's items is not as its lines say. Lines of what the song does not have (a variant may) are no
    difference: what a song says is in git itself."""
    known = {line.item[:3]: line for line in lines}
    if not any(line.item.song == song for line in known.values()):
        message = f"{NAME} has no lines for {song}"
        yield Diagnostic("E0903", message, Span(song, 0, 0), "", "`songc lock` writes them")
        return
    for item in sorted(items):
        line = known.get(item[:3])
        if line is None:
            message = f"{item.told} shapes the sound of {song}, and {NAME} does not have it"
            yield Diagnostic("E0902", message, Span(song, 0, 0), "", _ACCEPT)
        elif line.item.value != item.value:
            message = f"{item.told} is not what {NAME} says"
            help = f"{_back(item, line.item)}; {_ACCEPT}"
            yield Diagnostic("E0902", message, line.span, f"here it is {_short(item.value)}", help)


def missing(song: str) -> Diagnostic:
    """There is no lock file to hold a song to."""
    return Diagnostic("E0903", f"there is no {NAME}", Span(song, 0, 0), "", "`songc lock` writes it")


def not_text() -> Diagnostic:
    help = "write it again with `songc lock`"
    return Diagnostic("E0903", f"{NAME} is not UTF-8 text", Span(NAME, 0, 0), "", help)


def _back(item: Item, locked: Item) -> str:
    """How to come back to what is locked."""
    match item.kind:
        case "file":
            return "put the file back that was locked"
        case "library":
            return f"install {item.name} {locked.value}"
        case "plugin":
            return "install the plugin that was locked"
        case "setting":
            return f"set {item.name} to {locked.value}"
        case _:
            return "use the songc that was locked"


def _short(value: str) -> str:
    """A digest is told by its beginning."""
    return value[: len("sha256:") + 12] + "…" if value.startswith("sha256:") else value


def _spans(text: str) -> Iterator[Span]:
    """The lines that hold something."""
    start = 0
    for line in text.split("\n"):
        held = line.removesuffix("\r")
        if held and not held.startswith("#"):
            yield Span(NAME, start, start + len(held))
        start += len(line) + 1


def _escaped(field: str) -> str:
    return field.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _unescaped(field: str) -> str:
    parts = field.split("\\\\")
    return "\\".join(
        part.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r").replace("\\#", "#") for part in parts
    )
