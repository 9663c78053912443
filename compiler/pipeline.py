"""The stages in order, over one checking context."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from .arrangement.compose import compose
from .check import Check
from .compiled import Compiled
from .diagnostics import Diagnostic
from .files import Files, Recorded
from .memory import begin_round
from .modules import load_modules, read_source
from .score import Score
from .song import Song, read_song
from .source import Source, Span
from .syntax import File
from .variants import apply, check_mutes, read_variants

if TYPE_CHECKING:
    from .plan import Plan

_UNKNOWN = ("E0202", "E0220")  # names that nothing has


def compile_in(path: str, files: Files, variant: str | None, rate: int, planned: bool) -> Compiled:
    """See `songc.compiler.compile_song`; `path` is relative to the project."""
    with _uncollected():
        return _compile(path, files, variant, rate, planned)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps Python's collector from going over all that is made, again and again: what is made holds no cycles, and a
    quarter of the time would go there."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _compile(path: str, files: Files, variant: str | None, rate: int, planned: bool) -> Compiled:
    begin_round()
    check = Check(Recorded(files))
    file = read_source(check, path)
    if file is None:
        if path not in check.sources:
            check.sources[path] = Source(path, "")
            check.report("E0802", f"there is no file `{path}`", Span(path, 0, 0))
        return _result(check, path)
    file = load_modules(check, file)
    variants = read_variants(check, file)
    chosen = variants.get(variant) if variant is not None else None
    if variant is not None and chosen is None:
        check.unknown("variant", variant, Span(path, 0, 0), variants, "E0901")
    song, score = _read(check, file if chosen is None else apply(file, chosen), rate)
    check_mutes(check, variants, song.mix.strips)
    unused = _unused(check) if chosen is None else set()
    for other in variants.values():
        if other is not chosen and other.changes_stages:
            apart = check.apart()
            _read(apart, apply(file, other), rate)
            unused &= _unused(apart)
            for found in apart.diagnostics:
                check.add(found)
    check.diagnostics = [each for each in check.diagnostics if not _is_unused(each) or each in unused]
    if check.failed:
        return _result(check, path)
    if not planned:
        return _result(check, path, song, score, None, tuple(variants))
    from .planning import build_plan

    plan = build_plan(check, song, score, rate)
    assert not check.failed, "whoever only looks for mistakes makes no plan, so planning may find none"
    return _result(check, path, song, score, plan, tuple(variants))


def _read(check: Check, file: File, rate: int) -> tuple[Song, Score]:
    song = read_song(check, file, rate)
    sung = {tuning.line for edit in song.edits.values() for tuning in edit.tunings if tuning.line}
    return song, compose(check, song.composition, song.arrangement, song.timeline, sung)


def _unused(check: Check) -> set[Diagnostic]:
    """The warnings of names that nothing uses. One that the song or any of its variants uses is worth none."""
    return {each for each in check.diagnostics if _is_unused(each)}


def _is_unused(found: Diagnostic) -> bool:
    return found.code.startswith("W02")


def _result(
    check: Check,
    path: str,
    song: Song | None = None,
    score: Score | None = None,
    plan: Plan | None = None,
    variants: tuple[str, ...] = (),
) -> Compiled:
    def place(found: Diagnostic) -> tuple[bool, str, int, int, str]:
        return found.span.file != path, found.span.file, found.span.start, found.span.end, found.code

    diagnostics = _joined(sorted(check.diagnostics, key=place))
    return Compiled(song, score, plan, diagnostics, check.sources, tuple(sorted(check.files.asked)), variants)


def _joined(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """A name that nothing has is one mistake wherever it is written: the first place, and the others with it."""
    others: dict[tuple[str, str], list[Span]] = {}
    for each in found:
        if each.code in _UNKNOWN:
            others.setdefault((each.code, each.message), []).append(each.span)
    told = []
    for each in found:
        spans = others.get((each.code, each.message), [each.span])
        if each.span == spans[0]:
            told.append(replace(each, related=(*each.related, *((span, "and here") for span in spans[1:]))))
    return tuple(told)
