"""Modules: `use "lib/kits.song" as kits` brings the chains, presets, motifs, rhythms and lines of another file under a
name.

This happens in the syntax: each declaration joins the song's own blocks as `kits.NAME`, with its span in its own
file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .check import Check, declare
from .files import project_path
from .frozen import dataclass
from .parse import parse
from .source import Source, Span
from .syntax import Block, File, Range, Row, Statement, Text, Value, Word

# What a module offers: the heads of its declarations, by stage.
OFFERED = {
    "composition": ("motif", "rhythm", "line"),
    "arrangement": ("preset",),
    "mix": ("chain",),
}
DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Use:
    """One `use` statement: the module's name here and its file."""

    name: str
    file: str
    span: Span


def read_source(check: Check, path: str) -> File | None:
    """The syntax of one file, its mistakes reported; None when it is missing or is not text."""
    try:
        text = check.files.read_text(path)
    except UnicodeDecodeError as problem:
        start = len(problem.object[: problem.start].decode("utf-8", "replace"))
        text = problem.object.decode("utf-8", "replace")
        check.sources[path] = Source(path, text)
        message = f"`{path}` is not UTF-8 text"
        check.report("E0805", message, Span(path, start, start + 1), "not UTF-8", "save the file as UTF-8")
        return None
    if text is None:
        return None
    source = check.sources[path] = Source(path, text)
    file, found = parse(source)
    for diagnostic in found:
        check.add(diagnostic)
    return file


def load_modules(check: Check, file: File, within: tuple[str, ...] = ()) -> File:
    """The file with what its modules declare. `within` are the files that use it, from the song on."""
    spans: dict[str, Span] = {}
    for statement in file.statements:
        if statement.head.text != "use":
            continue
        use = _read_use(check, statement, file.file, spans)
        if use is None:
            continue
        module = _load(check, use, (*within, file.file))
        if module is None:
            continue
        for stage in _offered(module, use.name):
            file = _joined(file, stage)
        if not within and not _mentions(file, use):
            help = f"write `{use.name}.NAME` where a chain, a preset, a motif or a rhythm is named, or take it out"
            check.report("W0801", f"nothing of `{use.name}` is used", use.span, "not used", help)
    return file


def _read_use(check: Check, statement: Statement, file: str, spans: dict[str, Span]) -> Use | None:
    path = statement.values[0] if statement.values else None
    if not isinstance(path, Text):
        return None  # the grammar has reported it
    found = project_path(path.value, file)
    if found is None:
        message = f"`{path.value}` leads out of the project"
        check.report("E0801", message, path.span, "outside the project", "copy the file into the project")
        return None
    name = next((value for value in statement.values[1:] if isinstance(value, Word) and value.text != "as"), None)
    if name is None:
        stem = found.rpartition("/")[2].partition(".")[0]
        name = Word(re.sub(r"[^\w-]+", "-", stem).strip("-").lower() or "module", path.span)
    if not declare(check, "module", name, spans):
        return None
    spans[name.text] = name.span
    return Use(name.text, found, statement.span)


def _load(check: Check, use: Use, within: tuple[str, ...]) -> File | None:
    if use.file in within or len(within) > DEEPEST:
        path = " → ".join((*within[within.index(use.file) :], use.file)) if use.file in within else use.file
        check.report(
            "E0806", f"these files use each other: {path}", use.span, "comes round again", "take one `use` out"
        )
        return None
    module = read_source(check, use.file)
    if module is None:
        if use.file not in check.sources:
            help = "paths are relative to the folder of the file that names them"
            check.report("E0802", f"there is no file `{use.file}`", use.span, "not found", help)
        return None
    return load_modules(check, module, within)


def _offered(module: File, name: str) -> Iterator[Statement]:
    """The module's stages with nothing but the declarations it offers, each under the module's name."""
    for stage in module.statements:
        heads = OFFERED.get(stage.head.text)
        if heads is None or stage.block is None:
            continue
        own = [
            line.values[0].text
            for line in stage.block.statements
            if line.head.text in heads and line.values and isinstance(line.values[0], Word)
        ]
        lines = tuple(
            _renamed(line, name, own)
            for line in stage.block.statements
            if line.head.text in heads and line.values and isinstance(line.values[0], Word)
        )
        yield replace(stage, block=Block(lines, stage.block.span))


def _renamed(line: Statement, name: str, own: list[str]) -> Statement:
    """A declaration under the module's name; chains in it, and the preset that it is made of, are renamed too where
    they are the module's own."""
    values = line.values
    if line.head.text == "preset" and len(values) > 1 and isinstance(values[1], Word) and values[1].text in own:
        values = (values[0], Word(f"{name}.{values[1].text}", values[1].span), *values[2:])
    if isinstance(values[0], Word):
        values = (Word(f"{name}.{values[0].text}", values[0].span), *values[1:])
    block = line.block
    if block is not None and line.head.text == "chain":
        inner = (
            _renamed(each, name, own)
            if each.head.text == "chain"
            and each.values
            and isinstance(each.values[0], Word)
            and each.values[0].text in own
            else each
            for each in block.statements
        )
        block = Block(tuple(inner), block.span)
    return replace(line, values=values, block=block)


def _joined(file: File, stage: Statement) -> File:
    """The file with a module's stage put before what its own block of that stage says."""
    assert stage.block is not None
    for index, own in enumerate(file.statements):
        if own.head.text == stage.head.text and own.block is not None:
            block = Block((*stage.block.statements, *own.block.statements), own.block.span)
            joined = replace(own, block=block)
            return replace(file, statements=(*file.statements[:index], joined, *file.statements[index + 1 :]))
    return replace(file, statements=(*file.statements, stage))


def _mentions(file: File, use: Use) -> bool:
    """Whether the song's own text names anything of a module."""
    return any(_names(statement, file.file, f"{use.name}.") for statement in file.statements)


def _names(statement: Statement, file: str, prefix: str) -> bool:
    if statement.span.file == file and any(_value_names(value, prefix) for value in statement.values):
        return True
    inner = statement.block.statements if statement.block is not None else ()
    return any(_names(each, file, prefix) for each in inner)


def _value_names(value: Value, prefix: str) -> bool:
    match value:
        case Word(text=text):
            return text.startswith(prefix)
        case Row(text=text):
            return f"@{prefix}" in text
        case Range(low=low, high=high):
            return _value_names(low, prefix) or _value_names(high, prefix)
        case _:
            return False
