"""The song's header: its names, its tags, its seed."""

from __future__ import annotations

from .check import Check, declare, need_text, no_block, no_more, unknown_statement
from .files import project_path
from .frozen import dataclass
from .source import Span
from .syntax import Quantity, Statement, Text
from .vocabulary.blocks import TITLE

# The tag that each statement of the header becomes in the finished files.
TAGS = {
    "artist": "artist",
    "album": "album",
    "album-artist": "albumartist",
    "composer": "composer",
    "lyricist": "lyricist",
    "producer": "producer",
    "genre": "genre",
    "year": "date",
    "track": "tracknumber",
    "isrc": "isrc",
    "copyright": "copyright",
    "comment": "comment",
}
EDITION = 1  # of the language, the newest
NUMBERS = {"edition": (1, 999), "year": (1000, 9999), "track": (1, 999), "seed": (0, 2**63 - 1)}
EXAMPLES = {"edition": EDITION, "year": 2026, "track": 3, "seed": 7}


@dataclass(frozen=True, slots=True)
class Title:
    """The header. `tags` are (tag, text) in the order of `TAGS`, the title first. `cover` is the project-relative path
    of a picture and the sha256 of its bytes."""

    title: str
    tags: tuple[tuple[str, str], ...]
    seed: int
    span: Span
    cover: tuple[str, str] | None = None


def read_title(check: Check, statement: Statement | None, file: str) -> Title:
    """The header of a song; a song without one is named after its file."""
    stem = file.rpartition("/")[2].removesuffix(".song")
    if statement is None:
        return Title(stem, (("title", stem),), 0, Span(file, 0, 0))
    title = next((value.value for value in statement.values if isinstance(value, Text)), stem)
    written: dict[str, str] = {}
    spans: dict[str, Span] = {}
    cover: tuple[str, str] | None = None
    for line in statement.block.statements if statement.block else ():
        name = line.head.text
        if name not in TITLE.heads:
            unknown_statement(check, line, "the header of a song", TITLE.heads)
        elif declare(check, "setting", line.head, spans):
            spans[name] = line.head.span
            if name == "cover":
                cover = _cover(check, line)
                continue
            value = _number(check, line) if name in NUMBERS else _text(check, line)
            if value is not None:
                written[name] = value
    tags = ((tag, written[name]) for name, tag in TAGS.items() if name in written)
    return Title(title, (("title", title), *tags), int(written.get("seed", 0)), statement.span, cover)


def _text(check: Check, line: Statement) -> str | None:
    no_block(check, line)
    text = need_text(check, line, "a text in quotes", f'{line.head.text} "The Examples"')
    if text is None:
        return None
    no_more(check, line, line.values[1:])
    if line.head.text == "isrc" and not _is_isrc(text.value):
        message = f"`{text.value}` is not an ISRC: two letters, three letters or digits, seven digits"
        check.report("E0405", message, text.span, "not a code", 'write it as `isrc "QZES72600001"`')
        return None
    return text.value


def _cover(check: Check, line: Statement) -> tuple[str, str] | None:
    no_block(check, line)
    path = need_text(check, line, "the path of a picture", 'cover "art/cover.jpg"')
    if path is None:
        return None
    no_more(check, line, line.values[1:])
    file = project_path(path.value, path.span.file)
    if file is None:
        message = f"`{path.value}` leads out of the project"
        check.report("E0801", message, path.span, "outside the project", "copy the file into the project")
        return None
    info = check.files.picture_info(file)
    if info is None:
        help = "paths are relative to the folder of the song"
        check.report("E0802", f"there is no file `{path.value}`", path.span, "not found", help)
        return None
    if not info.carried:
        message = f"`{path.value}` is neither a JPEG nor a PNG picture"
        check.report("E0813", message, path.span, "no cover", "save the picture as JPEG or PNG")
        return None
    return file, info.digest


def _is_isrc(text: str) -> bool:
    """ISO 3901: country or agency, registrant, year, designation; hyphens are for the eye."""
    code = text.replace("-", "")
    parts = code[:2], code[2:5], code[5:]
    return code.isascii() and len(code) == 12 and parts[0].isalpha() and parts[1].isalnum() and parts[2].isdecimal()


def _number(check: Check, line: Statement) -> str | None:
    no_block(check, line)
    name = line.head.text
    low, high = NUMBERS[name]
    value = line.values[0] if line.values else None
    if not isinstance(value, Quantity) or value.unit or value.value.denominator != 1:
        place = value.span if value is not None else line.span
        check.report("E0404", f"`{name}` takes a whole number", place, help=f"write it as `{name} {EXAMPLES[name]}`")
        return None
    no_more(check, line, line.values[1:])
    if name == "edition" and value.value > EDITION:
        message = f"this song is written in edition {int(value.value)} of the language, and this songc reads {EDITION}"
        help = f"use a newer songc, or write `edition {EDITION}` if it holds nothing newer"
        check.report("E0412", message, value.span, "a later edition", help)
        return None
    if not low <= value.value <= high:
        message = f"`{name}` cannot be {int(value.value)}: it lies between {low} and {high}"
        check.report("E0405", message, value.span, "out of range")
        return None
    return str(int(value.value))
