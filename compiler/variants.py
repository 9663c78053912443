"""Variants: other versions of a song, made by putting statements of a `variant` block in the place of the song's own.

This happens in the syntax, before anything is checked, so that whatever a song can say a variant can say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .check import Check, declare, unknown_statement
from .frozen import dataclass
from .source import Span
from .syntax import Block, File, Quantity, Statement, Value, Word
from .vocabulary.blocks import VARIANT

STAGES = ("song", "composition", "arrangement", "takes", "edits", "mix", "master")
# Statements of which a block holds many: one replaces another when both name the same, as `gain outro -2dB` does
# `gain outro -4dB`. Of all others a block holds one.
MANY = ("chain", "comp", "cut", "export", "fade", "file", "gain", "mute", "nudge", "quantize", "send", "|")
NOWHERE = Span("", 0, 0)


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant as written: its statements, to be merged into the song's."""

    name: str
    statement: Statement
    span: Span

    @property
    def changes_stages(self) -> bool:
        lines = self.statement.block.statements if self.statement.block is not None else ()
        return any(line.head.text in STAGES for line in lines)


def read_variants(check: Check, file: File) -> dict[str, Variant]:
    """The variants of a song, by name."""
    found: dict[str, Variant] = {}
    for statement in file.statements:
        if statement.head.text != "variant":
            continue
        name = statement.values[0] if statement.values else None
        block = statement.block
        if not isinstance(name, Word) or block is None:
            continue  # the grammar has reported it
        for line in block.statements:
            if line.head.text not in VARIANT.heads:
                unknown_statement(check, line, f"variant {name.text}", VARIANT.heads)
            elif line.head.text in ("mute", "solo") and not line.values:
                help = f"write it as `{line.head.text} vocals`"
                check.report("E0403", f"`{line.head.text}` needs the names of tracks", line.span, help=help)
        if declare(check, "variant", name, {other.name: other.span for other in found.values()}):
            found[name.text] = Variant(name.text, statement, name.span)
    return found


def check_mutes(check: Check, variants: Mapping[str, Variant], channels: Mapping[str, object]) -> None:
    """Reports names in `mute` and `solo` lines that no channel has."""
    for variant in variants.values():
        for line in variant.statement.block.statements if variant.statement.block is not None else ():
            if line.head.text in ("mute", "solo"):
                for value in line.values:
                    if not isinstance(value, Word) or value.text not in channels:
                        name = value.text if isinstance(value, Word) else "this"
                        check.unknown("track, bus or group", name, value.span, channels)


def apply(file: File, variant: Variant) -> File:
    """The song's file as the variant has it."""
    statements = file.statements
    for line in variant.statement.block.statements if variant.statement.block is not None else ():
        match line.head.text:
            case "mute" | "solo":
                for value in line.values:
                    if isinstance(value, Word):
                        statements = _merge(statements, _on_channel(file, line, value))
            case head if head in STAGES:
                statements = _merge(statements, line)
    return replace(file, statements=statements)


def _on_channel(file: File, line: Statement, name: Word) -> Statement:
    """`mix { track vocals { mute } }` for `mute vocals`."""
    kinds = {
        value.text: inner.head.text
        for stage in file.statements
        if stage.head.text == "mix" and stage.block is not None
        for inner in stage.block.statements
        if inner.head.text in ("bus", "group", "vca")
        for value in inner.values[:1]
        if isinstance(value, Word)
    }
    place = line.span
    mute = Statement(line.head, (), None, place)
    strip = Statement(Word(kinds.get(name.text, "track"), place), (name,), Block((mute,), place), place)
    return Statement(Word("mix", place), (), Block((strip,), place), place)


def _merge(statements: tuple[Statement, ...], line: Statement) -> tuple[Statement, ...]:
    """The statements with `line` joined to the one that it means, in its place, or at the end."""
    for index, other in enumerate(statements):
        if not _means(other, line):
            continue
        merged = line
        if other.block is not None and line.block is not None:
            inner = other.block.statements
            if any(each.head.text == "|" for each in line.block.statements):
                inner = ()  # rows are one text, replaced as a whole
            for each in line.block.statements:
                inner = _merge(inner, each)
            values = line.values if line.head.text == "song" and line.values else other.values
            merged = Statement(other.head, values, Block(inner, other.block.span), other.span)
        return (*statements[:index], merged, *statements[index + 1 :])
    return (*statements, line)


def _means(other: Statement, line: Statement) -> bool:
    """Whether two statements speak of the same thing, so that one replaces the other or joins its block."""
    if other.head.text != line.head.text:
        return False
    if (other.block is not None and line.block is not None) or line.head.text == "preset":
        return line.head.text == "song" or _written(other.values[:1]) == _written(line.values[:1])
    return line.head.text not in MANY or _written(other.values) == _written(line.values)


def _written(values: tuple[Value, ...]) -> tuple[object, ...]:
    """What values name, whatever their amounts."""
    return tuple(replace(value, span=NOWHERE) for value in values if not isinstance(value, Quantity))
