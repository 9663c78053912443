"""The score that a case's song makes, and what is wrong with its music."""

from __future__ import annotations

from songc.compiler.arrangement.compose import compose
from songc.compiler.arrangement.read import read_arrangement
from songc.compiler.check import Check
from songc.compiler.composition.read import read_composition
from songc.compiler.files import MemoryFiles, Recorded
from songc.compiler.form.timeline import Timeline, build_timeline
from songc.compiler.parse import parse
from songc.compiler.score import Score, score_text
from songc.compiler.source import Source
from songc.compiler.syntax import Statement
from songc.runtime.terminal.frames import render

FILE = "case.song"


def compile_score(song: str) -> tuple[Score, Timeline, Check]:
    """The score of a song's composition and arrangement, with everything that was reported on the way."""
    source = Source(FILE, song)
    file, found = parse(source)
    check = Check(Recorded(MemoryFiles()), {FILE: source})
    for diagnostic in found:
        check.add(diagnostic)
    blocks: dict[str, Statement] = {statement.head.text: statement for statement in file.statements}
    composition = read_composition(check, blocks.get("composition"))
    timeline = build_timeline(composition)
    arrangement = read_arrangement(check, blocks.get("arrangement"), composition, timeline)
    return compose(check, composition, arrangement, timeline), timeline, check


def show_score(song: str) -> str:
    """The score, one note a line."""
    score, timeline, _ = compile_score(song)
    return score_text(score, timeline)


def show_checks(song: str) -> str:
    """The diagnostics of the text, the composition and the arrangement, in order of place."""
    _, _, check = compile_score(song)
    found = sorted(check.diagnostics, key=lambda one: (one.span.start, one.span.end, one.code))
    return "\n\n".join(render(one, check.sources, color=False, width=100) for one in found)
